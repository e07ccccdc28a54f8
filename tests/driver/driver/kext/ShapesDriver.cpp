#include "Provider.h"
#include "ShapesUserClient.h"

PROVIDER(ShapesDriver, type == 0 ? new ShapesUserClient : nullptr)
