#include "MappedUserClient.h"
#include "Provider.h"

PROVIDER(MappedDriver, type == 0 ? new MappedUserClient : nullptr)
