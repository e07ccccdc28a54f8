// Descriptors as a driver gets them.
#pragma once

#include <cstdint>
#include <vector>

namespace loopback::usb {

// A copy for the driver, to be freed with IOUSBHostFreeDescriptor; NULL if there is no memory.
const void * CopyDescriptor(const std::vector<std::uint8_t> & bytes);

} // namespace loopback::usb
