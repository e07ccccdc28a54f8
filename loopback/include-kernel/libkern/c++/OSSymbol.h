/* Text that is looked up; here a string like others. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_LIBKERN_OSSYMBOL_H
#define LOOPBACK_KERNEL_LIBKERN_OSSYMBOL_H

#include <libkern/c++/OSString.h>

class OSSymbol : public OSString {
    OSDeclareDefaultStructors(OSSymbol)

public:
    static const OSSymbol * withString(const OSString * string);
    static const OSSymbol * withCString(const char * text);
    static const OSSymbol * withCStringNoCopy(const char * text);
};

#endif /* LOOPBACK_KERNEL_LIBKERN_OSSYMBOL_H */
