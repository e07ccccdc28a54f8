// What differs between a dext and a kext around the handlers, which are the same in both. A build for
// kexts defines KEXT: 1, or 2022 for the user clients of an IOUserClient2022.

#ifndef Target_h
#define Target_h

#include <string.h>

#ifdef KEXT

#include <IOKit/IOBufferMemoryDescriptor.h>
#include <IOKit/IOLib.h>
#include <IOKit/IOUserClient.h>

#if KEXT == 2022
#define SUPER IOUserClient2022
#else
#define SUPER IOUserClient
#endif

typedef IOExternalMethodArguments Arguments;

#else

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOBufferMemoryDescriptor.h>
#include <DriverKit/IOLib.h>
#include <DriverKit/IOMemoryMap.h>
#include <DriverKit/IOUserClient.h>

typedef IOUserClientMethodArguments Arguments;

#endif

/// What a user client's ivars derive from, and do themselves where it isn't enough.
struct Life
{
    kern_return_t Start() { return kIOReturnSuccess; }
    void Stop() {}
    void Free() {}
};

/// The life of a user client, which is its ivars'.
#ifdef KEXT
#define LIFE(Class) \
    bool Class::initWithTask(task_t owningTask, void * securityToken, UInt32 type) \
    { \
        if (!SUPER::initWithTask(owningTask, securityToken, type)) { \
            return false; \
        } \
        ivars = IONewZero(Class##_IVars, 1); \
        return ivars != nullptr; \
    } \
    void Class::free() \
    { \
        if (ivars != nullptr) { \
            ivars->Free(); \
        } \
        IOSafeDeleteNULL(ivars, Class##_IVars, 1); \
        SUPER::free(); \
    } \
    bool Class::start(IOService * provider) \
    { \
        return SUPER::start(provider) && ivars->Start() == kIOReturnSuccess; \
    } \
    void Class::stop(IOService * provider) \
    { \
        ivars->Stop(); \
        SUPER::stop(provider); \
    } \
    IOReturn Class::clientClose() \
    { \
        ivars->Stop(); \
        terminate(); \
        return kIOReturnSuccess; \
    }
#else
#define LIFE(Class) \
    bool Class::init() \
    { \
        if (!super::init()) { \
            return false; \
        } \
        ivars = IONewZero(Class##_IVars, 1); \
        return ivars != nullptr; \
    } \
    void Class::free() \
    { \
        if (ivars != nullptr) { \
            ivars->Free(); \
        } \
        IOSafeDeleteNULL(ivars, Class##_IVars, 1); \
        super::free(); \
    } \
    kern_return_t IMPL(Class, Start) \
    { \
        const kern_return_t ret = Start(provider, SUPERDISPATCH); \
        return ret == kIOReturnSuccess ? ivars->Start() : ret; \
    } \
    kern_return_t IMPL(Class, Stop) \
    { \
        ivars->Stop(); \
        return Stop(provider, SUPERDISPATCH); \
    }
#endif

/// What a user client was opened on.
inline IOService * ProviderOf(IOUserClient * client)
{
#ifdef KEXT
    return client->getProvider();
#else
    return client->GetProvider();
#endif
}

inline uint64_t LengthOf(IOMemoryDescriptor * memory)
{
#ifdef KEXT
    return memory->getLength();
#else
    uint64_t length = 0;
    return memory->GetLength(&length) == kIOReturnSuccess ? length : 0;
#endif
}

/// Memory that is full of a value; null if there is none.
inline IOBufferMemoryDescriptor * MakeBuffer(uint32_t length, uint8_t value)
{
#ifdef KEXT
    IOBufferMemoryDescriptor * const buffer
        = IOBufferMemoryDescriptor::inTaskWithOptions(kernel_task, kIODirectionInOut, length);
    if (buffer != nullptr) {
        memset(buffer->getBytesNoCopy(), value, length);
    }
    return buffer;
#else
    IOBufferMemoryDescriptor * buffer = nullptr;
    IOAddressSegment range = {};
    if (IOBufferMemoryDescriptor::Create(kIOMemoryDirectionInOut, length, 0, &buffer)
        != kIOReturnSuccess) {
        return nullptr;
    }
    if (buffer->GetAddressRange(&range) != kIOReturnSuccess) {
        OSSafeReleaseNULL(buffer);
        return nullptr;
    }
    memset(reinterpret_cast<void *>(range.address), value, range.length);
    return buffer;
#endif
}

/// A mapping that is gone at the end of the scope.
class View
{
public:
    View(IOMemoryDescriptor * memory, bool readOnly)
    {
#ifdef KEXT
        map = memory->map(readOnly ? kIOMapReadOnly : 0);
#else
        const uint64_t options = readOnly ? kIOMemoryMapReadOnly : 0;
        if (memory->CreateMapping(options, 0, 0, 0, 0, &map) != kIOReturnSuccess) {
            map = nullptr;
        }
#endif
    }

    ~View()
    {
        OSSafeReleaseNULL(map);
    }

    View(const View &) = delete;
    View & operator=(const View &) = delete;

    /// Null if it couldn't be mapped.
    uint8_t * Bytes() const
    {
#ifdef KEXT
        return map != nullptr ? reinterpret_cast<uint8_t *>(map->getAddress()) : nullptr;
#else
        return map != nullptr ? reinterpret_cast<uint8_t *>(map->GetAddress()) : nullptr;
#endif
    }

private:
    IOMemoryMap * map = nullptr;
};

/// How long the structure of a call is that nobody has checked.
inline uint64_t StructureLength(const Arguments * arguments)
{
    if (arguments->structureInputDescriptor != nullptr) {
        return LengthOf(arguments->structureInputDescriptor);
    }
#ifdef KEXT
    return arguments->structureInputSize;
#else
    return arguments->structureInput != nullptr ? arguments->structureInput->getLength() : 0;
#endif
}

/// Whether the call brings a port that is told later. In a kext, who answers it with success has to give
/// it back.
inline bool BringsPort(const Arguments * arguments)
{
#ifdef KEXT
    return arguments->asyncWakePort != MACH_PORT_NULL;
#else
    return arguments->completion != nullptr;
#endif
}

/// How much room there is for one that comes back.
inline uint64_t StructureRoom(const Arguments * arguments)
{
#ifdef KEXT
    return arguments->structureOutputDescriptor != nullptr ? arguments->structureOutputDescriptorSize
                                                           : arguments->structureOutputSize;
#else
    return arguments->structureOutputMaximumSize;
#endif
}

/// Says that none does: a kext would hand out the kernel's stack otherwise.
inline void NoStructure(Arguments * arguments)
{
#ifdef KEXT
    arguments->structureOutputSize = 0;
    arguments->structureOutputDescriptorSize = 0;
#else
    (void)arguments;
#endif
}

#endif
