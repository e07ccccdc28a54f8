// The probe as the Rust tests want it: one behaviour for everything.
#include "probe.h"

#include <cstring>

#include <DriverKit/IOLib.h>

static IOBufferMemoryDescriptor * gPage;
static OSAction * gKept;

// Adds one to each scalar, and answers the structure as it came.
static kern_return_t Mirror(OSObject *, void *, IOUserClientMethodArguments * arguments) {
    if (arguments->selector == 9) {
        return kIOReturnNotReady;
    }
    if (arguments->selector == 10) {
        // A leak.
        OSData::withBytes("leak", 4);
        return kIOReturnSuccess;
    }
    if (arguments->selector == 11) {
        for (uint32_t count = 0; count <= arguments->scalarInputCount; ++count) {
            uint64_t words[kIOUserClientAsyncArgumentsCountMax] = {};
            std::memcpy(words, arguments->scalarInput, count * sizeof(words[0]));
            gProbe.client->AsyncCompletion(arguments->completion, 7, words, count);
        }
        return kIOReturnSuccess;
    }
    if (arguments->selector == 12) {
        arguments->completion->retain();
        gKept = arguments->completion;
        return kIOReturnSuccess;
    }
    if (arguments->selector == 13) {
        OSDictionary * entitlements = nullptr;
        const kern_return_t ret = gProbe.client->CopyClientEntitlements(&entitlements);
        if (ret == kIOReturnSuccess) {
            const OSArray * list = OSDynamicCast(OSArray, entitlements->getObject("list"));
            arguments->scalarOutput[0] = entitlements->getObject("flag") == kOSBooleanTrue;
            arguments->scalarOutput[1] = list != nullptr ? list->getCount() : 0;
            arguments->scalarOutput[2] =
                OSDynamicCast(OSString, entitlements->getObject("text")) != nullptr;
        }
        OSSafeReleaseNULL(entitlements);
        return ret;
    }
    for (uint32_t index = 0; index < arguments->scalarOutputCount; ++index) {
        arguments->scalarOutput[index] =
            index < arguments->scalarInputCount ? arguments->scalarInput[index] + 1 : 0;
    }
    IOMemoryMap * map = nullptr;
    const void * bytes = nullptr;
    size_t length = 0;
    if (arguments->structureInput != nullptr) {
        bytes = arguments->structureInput->getBytesNoCopy();
        length = arguments->structureInput->getLength();
    } else if (arguments->structureInputDescriptor != nullptr) {
        const kern_return_t ret =
            arguments->structureInputDescriptor->CreateMapping(0, 0, 0, 0, 0, &map);
        if (ret != kIOReturnSuccess) {
            return ret;
        }
        bytes = reinterpret_cast<const void *>(map->GetAddress());
        length = map->GetLength();
    }
    if (arguments->structureOutputDescriptor != nullptr) {
        IOMemoryMap * to = nullptr;
        const kern_return_t ret =
            arguments->structureOutputDescriptor->CreateMapping(0, 0, 0, 0, 0, &to);
        if (ret == kIOReturnSuccess) {
            const size_t room = to->GetLength();
            std::memcpy(
                reinterpret_cast<void *>(to->GetAddress()), bytes, length < room ? length : room);
        }
        OSSafeReleaseNULL(to);
    } else if (arguments->structureOutputMaximumSize != 0) {
        arguments->structureOutput = OSData::withBytes(bytes, length);
    }
    OSSafeReleaseNULL(map);
    return kIOReturnSuccess;
}

static kern_return_t CopyPage(uint64_t type, uint64_t * options, IOMemoryDescriptor ** memory) {
    if (type > 1) {
        return kIOReturnBadArgument;
    }
    *options = type == 1 ? kIOUserClientMemoryReadOnly : 0;
    gPage->retain();
    *memory = gPage;
    return kIOReturnSuccess;
}

extern "C" void probe_begin() {
    gProbe = Probe{};
    gProbe.clientInitResult = true;
    gProbe.registers = true;
    gProbe.stopsSuper = true;
    gProbe.call = &Mirror;
    gProbe.stopped = [] { OSSafeReleaseNULL(gKept); };
    gProbe.copyMemory = &CopyPage;
    IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, 100, 0, &gPage);
}

// Drivers that are started after this are found only when they are asked to.
extern "C" void probe_hide() { gProbe.registers = false; }

// What the driver that was started last does by itself.
extern "C" void probe_register() { gProbe.driver->RegisterService(); }
extern "C" void probe_rename(const char * name) { gProbe.driver->SetName(name); }
extern "C" void probe_terminate() { gProbe.driver->Terminate(0); }

extern "C" void probe_end() { OSSafeReleaseNULL(gPage); }
