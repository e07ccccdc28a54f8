// The kernel's checks of a call against its row, in their order.
#include <IOKit/IOUserClient.h>

#include "../fail.h"

using namespace loopback;

OSDefineMetaClassAndAbstractStructors(IOUserClient2022, IOUserClient)

namespace {

// Whether a count is what the row asks for; kIOUCVariableStructureSize asks for nothing.
bool Fits(uint32_t check, uint64_t count) {
    return check == kIOUCVariableStructureSize || check == count;
}

// The four checks that both kinds of rows have; each answers the same, so that their order doesn't
// show.
template <class Row> bool Fits(const Row & row, const IOExternalMethodArguments & arguments) {
    const uint64_t input = arguments.structureInputDescriptor != nullptr
                               ? arguments.structureInputDescriptor->getLength()
                               : arguments.structureInputSize;
    const uint64_t output = arguments.structureOutputDescriptor != nullptr
                                ? arguments.structureOutputDescriptor->getLength()
                                : arguments.structureOutputSize;
    return Fits(row.checkScalarInputCount, arguments.scalarInputCount) &&
           Fits(row.checkStructureInputSize, input) &&
           Fits(row.checkScalarOutputCount, arguments.scalarOutputCount) &&
           Fits(row.checkStructureOutputSize, output);
}

// Whether the process that calls has the entitlement, with the value true (xnu IOKitBSDInit.cpp,
// IOCurrentTaskHasEntitlement).
bool CallerHas(const char * entitlement) {
    OSObject * value = IOUserClient::copyClientEntitlement(current_task(), entitlement);
    const bool has = value == kOSBooleanTrue;
    OSSafeReleaseNULL(value);
    return has;
}

} // namespace

// xnu IOUserClient.cpp, externalMethod. Without a row: methods that a table of the old kind names,
// which the loopback has none of.
IOReturn IOUserClient::externalMethod(
    uint32_t, IOExternalMethodArguments * arguments, IOExternalMethodDispatch * dispatch,
    OSObject * target, void * reference) {
    if (dispatch != nullptr) {
        if (!Fits(*dispatch, *arguments)) {
            return kIOReturnBadArgument;
        }
        return dispatch->function != nullptr ? dispatch->function(target, reference, arguments)
                                             : kIOReturnNoCompletion;
    }
    if (arguments->structureInputDescriptor != nullptr ||
        arguments->structureOutputDescriptor != nullptr) {
        return kIOReturnIPCError;
    }
    return kIOReturnUnsupported;
}

IOReturn IOUserClient2022::externalMethod(
    uint32_t, IOExternalMethodArguments *, IOExternalMethodDispatch *, OSObject *, void *) {
    // xnu IOUserClient.cpp.
    Fail("wrong externalMethod for IOUserClient2022");
}

// xnu IOUserClient.cpp, dispatchExternalMethod.
IOReturn IOUserClient2022::dispatchExternalMethod(
    uint32_t selector, IOExternalMethodArgumentsOpaque * opaque,
    const IOExternalMethodDispatch2022 dispatchArray[], size_t dispatchArrayCount,
    OSObject * target, void * reference) {
    auto * arguments = reinterpret_cast<IOExternalMethodArguments *>(opaque);
    if (dispatchArray == nullptr) {
        return kIOReturnError;
    }
    if (selector >= dispatchArrayCount) {
        return kIOReturnBadArgument;
    }
    const IOExternalMethodDispatch2022 & row = dispatchArray[selector];
    if (!Fits(row, *arguments)) {
        return kIOReturnBadArgument;
    }
    if (arguments->asyncWakePort != MACH_PORT_NULL && row.allowAsync == 0) {
        return kIOReturnBadArgument;
    }
    if (row.checkEntitlement != nullptr && !CallerHas(row.checkEntitlement)) {
        return kIOReturnNotPrivileged;
    }
    return row.function != nullptr ? row.function(target, reference, arguments)
                                   : kIOReturnNoCompletion;
}
