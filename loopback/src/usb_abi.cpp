#include "hardware_abi.h"

#include "usb_model.h"

using namespace loopback;

static usb::Interface & Usb(const lb_hardware * hardware) {
    return static_cast<usb::Interface &>(*hardware->hardware);
}

// An endpoint that is there.
static usb::Pipe & PipeAt(const lb_hardware * hardware, uint8_t address) {
    return *Usb(hardware).FindPipe(address);
}

static void Append(void * context, const uint8_t * bytes, size_t length) {
    auto * to = static_cast<std::vector<std::uint8_t> *>(context);
    to->insert(to->end(), bytes, bytes + length);
}

lb_hardware * lb_usb_new(
    const lb_usb_identity * identity, const lb_usb_control * control) noexcept {
    usb::Identity own;
    own.vendor = identity->vendor;
    own.product = identity->product;
    own.interfaceNumber = identity->interface_number;
    own.interfaceClass = identity->interface_class;
    own.interfaceSubClass = identity->interface_sub_class;
    own.interfaceProtocol = identity->interface_protocol;
    own.speed = identity->speed;
    usb::Control answer;
    if (control != nullptr) {
        const std::shared_ptr<void> context(control->context, control->gone);
        answer = [context, request = control->request](
                     const usb::Setup & setup, std::vector<std::uint8_t> * data) {
            const lb_usb_setup plain = {
                setup.requestType, setup.request, setup.value,
                setup.index,       setup.length,  setup.isIn() ? nullptr : data->data()};
            return request(context.get(), &plain, &Append, data);
        };
    }
    return new lb_hardware{std::make_shared<usb::Interface>(own, std::move(answer))};
}

bool lb_usb_endpoint(
    const lb_hardware * usb, uint8_t address, uint8_t attributes, uint16_t max_packet_size,
    uint8_t interval) noexcept {
    return Usb(usb).AddEndpoint({address, attributes, max_packet_size, interval});
}

bool lb_usb_has(const lb_hardware * usb, uint8_t address) noexcept {
    return Usb(usb).FindPipe(address) != nullptr;
}

bool lb_usb_is_open(const lb_hardware * usb) noexcept {
    return Usb(usb).IsOpen(usb::Part::kInterface);
}

void lb_usb_send(
    const lb_hardware * usb, uint8_t address, const uint8_t * bytes, size_t length,
    bool end) noexcept {
    PipeAt(usb, address).Send(bytes, length, end);
}

bool lb_usb_take(
    const lb_hardware * usb, uint8_t address, uint64_t timeout_ms, lb_bytes take,
    void * context) noexcept {
    std::vector<std::uint8_t> bytes;
    if (!PipeAt(usb, address).Take(&bytes, std::chrono::milliseconds(timeout_ms))) {
        return false;
    }
    take(context, bytes.data(), bytes.size());
    return true;
}

void lb_usb_stall(const lb_hardware * usb, uint8_t address) noexcept {
    PipeAt(usb, address).Stall();
}

bool lb_usb_is_halted(const lb_hardware * usb, uint8_t address) noexcept {
    return PipeAt(usb, address).IsHalted();
}

void lb_usb_hold(const lb_hardware * usb, uint8_t address) noexcept { PipeAt(usb, address).Hold(); }

void lb_usb_release(const lb_hardware * usb, uint8_t address, size_t count) noexcept {
    PipeAt(usb, address).Release(count);
}

void lb_usb_resume(const lb_hardware * usb, uint8_t address) noexcept {
    PipeAt(usb, address).Resume();
}

size_t lb_usb_in_flight(const lb_hardware * usb, uint8_t address) noexcept {
    return PipeAt(usb, address).InFlight();
}

bool lb_usb_wait_in_flight(
    const lb_hardware * usb, uint8_t address, size_t count, uint64_t timeout_ms) noexcept {
    return PipeAt(usb, address).WaitInFlight(count, std::chrono::milliseconds(timeout_ms));
}
