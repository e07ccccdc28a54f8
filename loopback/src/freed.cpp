#include "freed.h"

#include <new>

#include <DriverKit/OSObject.h>

#include "fail.h"
#include "live.h"

namespace loopback {
namespace {

// What a freed object becomes: each of its virtual methods says what happened. The slots after the
// root's own are those that a subclass would have.
class Freed final : public OSMetaClassBase {
public:
    explicit Freed(const char * name) : name(name) {}

    const OSMetaClass * getMetaClass() const override { Used("used"); }
    void retain() const override { Used("retained"); }
    void release() const override { Fail("%s is released once too often", name); }
    bool isEqualTo(const OSMetaClassBase *) const override { Used("compared"); }
    kern_return_t Dispatch(const IORPC) override { Used("sent a message"); }

#define SLOT(n) \
    virtual void Slot##n##0() { Used("called"); } \
    virtual void Slot##n##1() { Used("called"); } \
    virtual void Slot##n##2() { Used("called"); } \
    virtual void Slot##n##3() { Used("called"); } \
    virtual void Slot##n##4() { Used("called"); } \
    virtual void Slot##n##5() { Used("called"); } \
    virtual void Slot##n##6() { Used("called"); } \
    virtual void Slot##n##7() { Used("called"); }
    SLOT(0)
SLOT(1)
SLOT(2) SLOT(3) SLOT(4) SLOT(5) SLOT(6) SLOT(7)
#undef SLOT

    private : [[noreturn]] void Used(const char * how) const {
        Fail("a freed %s is %s", name, how);
    }

    const char * name;
};

} // namespace

static_assert(sizeof(Freed) <= live::kLeastObject, "it takes the place of any object");

void BuryDextObject(void * memory, const char * name) { ::new (memory) Freed(name); }

} // namespace loopback
