#include "loopback.h"

#include "machine.h"
#include "registry_abi.h"

using namespace loopback;

Sought SoughtOf(const lb_service * service) {
    return Sought{
        static_cast<Sought::Kind>(service->kind), std::string(service->key, service->key_length),
        std::string(service->text, service->text_length), service->number};
}

int32_t lb_services(
    lb_machine * machine, uint32_t client, const lb_service * service,
    void (*each)(void * context, uint64_t id), void * context) noexcept {
    std::vector<std::uint64_t> found;
    const kern_return_t result =
        machine->machine->Services(client, SoughtOf(service), &found);
    for (const std::uint64_t id : found) {
        each(context, id);
    }
    return result;
}

int32_t lb_watch(
    lb_machine * machine, uint32_t client, const lb_service * service,
    void (*tell)(void * context, bool arrived, uint64_t id), void * context,
    void (*gone)(void * context), uint64_t * watch) noexcept {
    const std::shared_ptr<void> held(context, gone);
    return machine->machine->AddWatch(
        client, SoughtOf(service),
        [tell, held](bool arrived, std::uint64_t id) { tell(held.get(), arrived, id); }, watch);
}

void lb_unwatch(lb_machine * machine, uint64_t watch) noexcept {
    machine->machine->RemoveWatch(watch);
}
