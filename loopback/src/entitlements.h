// Who may open a user client.
#pragma once

#include <DriverKit/IOUserClient.h>

namespace loopback {

// Whether an app with these entitlements may have the user client that the service made for it.
bool MayOpen(IOService * service, IOUserClient * client, OSDictionary * entitlements);

// Gives the user client what its CopyClientEntitlements() answers.
void SetEntitlements(IOUserClient * client, OSDictionary * entitlements);

} // namespace loopback
