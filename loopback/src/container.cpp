#include <DriverKit/OSContainer.h>

#include "classes.h"

LOOPBACK_DEFINE_CLASS(OSContainer, "OSObject");
LOOPBACK_DEFINE_DISPATCH(OSContainer);
