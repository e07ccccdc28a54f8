#include "Provider.h"
#include "StructsUserClient.h"

PROVIDER(StructsDriver, type == 0 ? new StructsUserClient : nullptr)
