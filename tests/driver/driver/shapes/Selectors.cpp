// Handlers of several selectors, and selectors far from each other.

#include "Shapes.h"

kern_return_t ShapesUserClient::PostReport(
    uint32_t selector,
    uint32_t device,
    const uint8_t * report,
    size_t reportLength,
    uint64_t * sum)
{
    Enter(ivars, selector);
    *sum = device;
    for (size_t index = 0; index < reportLength; index++) {
        *sum += report[index];
    }
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::GetReport(uint32_t selector, uint8_t * report, size_t reportLength)
{
    Enter(ivars, selector);
    memset(report, static_cast<int>(selector), reportLength);
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::SwitchPower(uint32_t selector, uint8_t)
{
    Enter(ivars, selector);
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Far(uint64_t word, uint64_t * wordBack)
{
    Enter(ivars, kShapesUserClientMethodFar);
    *wordBack = word;
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Near(uint64_t word, uint64_t * wordBack)
{
    Enter(ivars, kShapesUserClientMethodNear);
    *wordBack = word;
    return kIOReturnSuccess;
}
