#include "Lamp.h"

enum LampSelector : uint64_t {
    kLampSelectorOpen,
    kLampSelectorClose,
    kLampSelectorWatch = 4,
    kLampSelectorPoke,
    kLampSelectorCount
};

struct LampState {
    uint32_t level;
    uint8_t  color[3];
    bool     on;
    uint64_t since;
};

const IOUserClientMethodDispatch LampUserClient::sMethods[kLampSelectorCount] = {
    [kLampSelectorOpen] = {
        .function                 = &LampUserClient::HandleOpen,
        .checkCompletionExists    = false,
        .checkScalarInputCount    = 0,
        .checkStructureInputSize  = 0,
        .checkScalarOutputCount   = 0,
        .checkStructureOutputSize = sizeof(LampState),
    },
    [kLampSelectorClose] = {
        .function                 = &LampUserClient::HandleClose,
    },
    [kLampSelectorWatch] = {
        .function                 = &LampUserClient::HandleWatch,
        .checkCompletionExists    = true,
        .checkStructureInputSize  = sizeof(struct LampState),
    },
    [kLampSelectorPoke] = {
        .function                 = &LampUserClient::HandlePoke,
        .checkCompletionExists    = -1U,
        .checkScalarInputCount    = 2,
    },
};

kern_return_t
IMPL(LampUserClient, Start)
{
    ivars->driver = OSDynamicCast(LampDriver, provider);
    return Start(provider, SUPERDISPATCH);
}
