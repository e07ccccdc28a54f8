// The classes that are known, and how DriverKit's own ones enter.
#pragma once

#include <string>
#include <vector>

#include <DriverKit/OSMetaClass.h>

// What the runtime keeps of a class.
struct OSLoopbackMetaClassPrivate {
    const OSClassLoadInformation * information;
    OSMetaClass * meta;
    // Looked up when it is first needed: classes enter in any order.
    OSMetaClass * super;
    OSLoopbackMetaClassPrivate * next;
};

namespace loopback {

const char * ClassName(const OSMetaClass * meta);
// NULL for the root.
OSMetaClass * SuperClass(const OSMetaClass * meta);
// NULL if no such class is linked in.
OSMetaClass * FindClass(const std::string & name);
std::vector<std::string> ClassNames();

// `class Name : Super` of DriverKit: its metaclass object, its description, its entry.
#define LOOPBACK_DEFINE_CLASS(Name, Super) \
    OSMetaClass * g##Name##MetaClass; \
    namespace { \
    struct Name##Meta final : OSMetaClass { \
        kern_return_t New(OSObject * instance) override { \
            new (static_cast<void *>(instance)) Name; \
            return kIOReturnSuccess; \
        } \
    }; \
    const OSClassDescription k##Name##Description = { \
        sizeof(OSClassDescription), #Name, Super, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
        kOSClassCanRemote,          {}}; \
    kern_return_t New##Name##Meta(OSMetaClass * instance) { \
        new (static_cast<void *>(instance)) Name##Meta; \
        return kIOReturnSuccess; \
    } \
    const OSClassLoadInformation k##Name##Information = { \
        &k##Name##Description, &g##Name##MetaClass, 1, sizeof(Name), {}, &New##Name##Meta, {}}; \
    __attribute__((constructor(101))) void Register##Name() { \
        OSLoopbackRegisterClass(&k##Name##Information); \
    } \
    } \
    static_assert(true, "a semicolon follows")

// The usual dispatch of a class that has messages of its own is written by hand; this is for the
// others.
#define LOOPBACK_DEFINE_DISPATCH(Name) \
    kern_return_t Name::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); } \
    kern_return_t Name::_Dispatch(Name * self, const IORPC rpc) { \
        return super::_Dispatch(self, rpc); \
    } \
    static_assert(true, "a semicolon follows")

} // namespace loopback
