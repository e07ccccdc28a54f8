// The state of a user client.
#pragma once

#include <DriverKit/IOUserClient.h>

struct IOUserClient_IVars {
    // The app's, from before Start; under the service's mutex.
    OSDictionary * entitlements = nullptr;
};
