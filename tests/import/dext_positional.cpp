// The plainest table: six values a row, in order.
#include <DriverKit/IOUserClient.h>

static const IOUserClientMethodDispatch sMethods[] = {
    { (IOUserClientMethodFunction) &LampUserClient::StaticReset, false, 0, 0, 0, 0 },
    { (IOUserClientMethodFunction) &LampUserClient::StaticSetRate, false, 1, 0, 1, 0 },
    { (IOUserClientMethodFunction) &LampUserClient::StaticLoad, 0, 0, kIOUserClientVariableStructureSize, 0, 0 },
    { (IOUserClientMethodFunction) &LampUserClient::StaticGetName, 0, 0, 0, 0, 64 },
};
