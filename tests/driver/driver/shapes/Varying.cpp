// Scalars that a call may not have, and several of one.

#include "Shapes.h"

kern_return_t ShapesUserClient::Priority(uint8_t priority, uint8_t * back)
{
    Enter(ivars, kShapesUserClientMethodPriority);
    *back = priority;
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Defaults(
    uint64_t always,
    bool on,
    Mode mode,
    Flags flags,
    float gain,
    double offset,
    int32_t size,
    bool * onBack,
    Mode * modeBack,
    Flags * flagsBack,
    float * gainBack,
    double * offsetBack,
    int32_t * sizeBack)
{
    Enter(ivars, kShapesUserClientMethodDefaults);
    if (always != 7) {
        return kIOReturnNotReady;
    }
    *onBack = on;
    *modeBack = mode;
    *flagsBack = flags;
    *gainBack = gain;
    *offsetBack = offset;
    *sizeBack = size;
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Optionals(
    uint8_t always,
    const uint32_t * hint,
    const double * gain,
    const Mode * mode,
    const Identity * identity,
    const FrameCounts * frames,
    uint32_t * present,
    double * sum)
{
    Enter(ivars, kShapesUserClientMethodOptionals);
    *sum = always;
    if (hint != nullptr) {
        *present |= 1;
        *sum += *hint;
    }
    if (gain != nullptr) {
        *present |= 2;
        *sum += *gain;
    }
    if (mode != nullptr) {
        *present |= 4;
        *sum += static_cast<uint8_t>(*mode);
    }
    if (identity != nullptr) {
        *present |= 8;
        *sum += identity->vendor + identity->product + identity->scale + identity->data[2];
    }
    if (frames != nullptr) {
        *present |= 16;
        *sum += frames->read + frames->written;
    }
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::OptionalArrays(
    const uint32_t * ids, const uint64_t * raw, uint32_t * present, uint64_t * sum)
{
    Enter(ivars, kShapesUserClientMethodOptionalArrays);
    if (ids != nullptr) {
        *present |= 1;
        *sum += ids[0] + ids[1];
    }
    if (raw != nullptr) {
        *present |= 2;
        *sum += raw[0] + raw[1] + raw[2];
    }
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Values(
    const uint64_t * values, size_t valuesCount, uint32_t * count, uint64_t * valuesBack)
{
    Enter(ivars, kShapesUserClientMethodValues);
    *count = static_cast<uint32_t>(valuesCount);
    memcpy(valuesBack, values, valuesCount * sizeof(*values));
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Levels(
    uint8_t slot, const int16_t * levels, size_t levelsCount, uint32_t * count, int64_t * sum)
{
    Enter(ivars, kShapesUserClientMethodLevels);
    *count = static_cast<uint32_t>(levelsCount);
    *sum = slot;
    for (size_t index = 0; index < levelsCount; index++) {
        *sum += levels[index];
    }
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Modes(
    const Mode * modes, size_t modesCount, uint32_t * count, Mode * last)
{
    Enter(ivars, kShapesUserClientMethodModes);
    *count = static_cast<uint32_t>(modesCount);
    *last = modes[modesCount - 1];
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Sizes(const uint8_t * sizes, size_t sizesCount, uint32_t * sum)
{
    Enter(ivars, kShapesUserClientMethodSizes);
    for (size_t index = 0; index < sizesCount; index++) {
        *sum += sizes[index];
    }
    return kIOReturnSuccess;
}

kern_return_t ShapesUserClient::Gains(const float * gains, size_t gainsCount, float * gainsBack)
{
    Enter(ivars, kShapesUserClientMethodGains);
    memcpy(gainsBack, gains, gainsCount * sizeof(*gains));
    return kIOReturnSuccess;
}
