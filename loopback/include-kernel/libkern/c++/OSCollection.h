/* What arrays and dictionaries share. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSCOLLECTION_H
#define LOOPBACK_KERNEL_LIBKERN_OSCOLLECTION_H

#include <libkern/c++/OSObject.h>

class OSCollection : public OSObject {
    OSDeclareAbstractStructors(OSCollection)

public:
    virtual unsigned int getCount() const = 0;
    virtual void flushCollection() = 0;
};

#endif /* LOOPBACK_KERNEL_LIBKERN_OSCOLLECTION_H */
