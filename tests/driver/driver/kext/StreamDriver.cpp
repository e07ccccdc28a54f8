#include "Provider.h"
#include "StreamUserClient.h"

PROVIDER(StreamDriver, type == 0 ? new StreamUserClient : nullptr)
