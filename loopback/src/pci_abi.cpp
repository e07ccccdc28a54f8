#include "hardware_abi.h"

#include "pci_model.h"

using namespace loopback;

static pci::Device & Pci(const lb_hardware * hardware) {
    return static_cast<pci::Device &>(*hardware->hardware);
}

lb_hardware * lb_pci_new(uint16_t vendor, uint16_t device, uint32_t class_code) noexcept {
    return new lb_hardware{std::make_shared<pci::Device>(vendor, device, class_code)};
}

bool lb_pci_bar(
    const lb_hardware * pci, uint8_t index, uint64_t size, uint32_t type,
    const lb_registers * registers) noexcept {
    pci::Bar bar;
    bar.index = index;
    bar.size = size;
    bar.type = type;
    if (registers != nullptr) {
        // Both functions hold the context; the last one to go says so.
        const std::shared_ptr<void> context(registers->context, registers->gone);
        bar.registers.read = [context, read = registers->read](uint64_t offset, unsigned width) {
            return read(context.get(), offset, width);
        };
        bar.registers.write = [context, write = registers->write](
                                  uint64_t offset, unsigned width, uint64_t value) {
            write(context.get(), offset, width, value);
        };
    }
    return Pci(pci).AddBar(std::move(bar));
}

bool lb_pci_capability(
    const lb_hardware * pci, uint8_t id, const uint8_t * body, size_t length) noexcept {
    return Pci(pci).AddCapability(id, body, length);
}

bool lb_pci_is_open(const lb_hardware * pci) noexcept { return Pci(pci).IsOpen(); }

uint32_t lb_pci_config(const lb_hardware * pci, uint16_t offset, uint32_t width) noexcept {
    return Pci(pci).Config(offset, width);
}

bool lb_pci_read(
    const lb_hardware * pci, uint8_t bar, uint64_t offset, uint8_t * bytes,
    size_t length) noexcept {
    return Pci(pci).Copy(bar, offset, bytes, length);
}

bool lb_pci_write(
    const lb_hardware * pci, uint8_t bar, uint64_t offset, const uint8_t * bytes,
    size_t length) noexcept {
    return Pci(pci).Fill(bar, offset, bytes, length);
}
