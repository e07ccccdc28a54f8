#include <IOKit/IOUserClient.h>

enum {
    kPumpOpen = 0,
    kPumpClose,
    kPumpSend,
    kPumpReceive,
    kPumpMethodCount
};

#define super IOUserClient
OSDefineMetaClassAndStructors(com_example_PumpUserClient, IOUserClient)

const IOExternalMethodDispatch com_example_PumpUserClient::sMethods[kPumpMethodCount] =
{
    {   // kPumpOpen
        (IOExternalMethodAction) &com_example_PumpUserClient::sOpen,
        0,                          // scalars in
        0,                          // no structure in
        0,
        0
    },
    {   // kPumpClose
        reinterpret_cast<IOExternalMethodAction>(&com_example_PumpUserClient::sClose), 0, 0, 0, 0
    },
    {   // kPumpSend
        (IOExternalMethodAction) &com_example_PumpUserClient::sSend,
        1u, (uint32_t) kIOUCVariableStructureSize, 1u, 0x0
    },
    {   // kPumpReceive
        (IOExternalMethodAction) &com_example_PumpUserClient::sReceive, 0, 0, 0, -1
    },
};

bool com_example_PumpUserClient::start(IOService * provider)
{
    fPump = OSDynamicCast(com_example_Pump, provider);
    return super::start(provider);
}

IOReturn com_example_PumpUserClient::externalMethod(uint32_t selector, IOExternalMethodArguments * arguments,
    IOExternalMethodDispatch * dispatch, OSObject * target, void * reference)
{
    if (selector >= kPumpMethodCount) {
        return kIOReturnUnsupported;
    }
    dispatch = (IOExternalMethodDispatch *) &sMethods[selector];
    return super::externalMethod(selector, arguments, dispatch, this, reference);
}
