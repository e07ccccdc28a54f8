#include <DriverKit/OSCollection.h>

#include "classes.h"

LOOPBACK_DEFINE_CLASS(OSCollection, "OSContainer");
LOOPBACK_DEFINE_DISPATCH(OSCollection);

uint32_t OSCollection::getCount() const { return 0; }
