#include "Somewhere.h"

const IOExternalMethodDispatch OvenUserClient::sMethods[] = {
    [kOvenOn]   = { (IOExternalMethodAction) &OvenUserClient::sOn, 0, 0, 0, 0 },
    [kOvenOff]  = { (IOExternalMethodAction) &OvenUserClient::sOff, 0, 0, 0, 0 },
    [kOvenHeat] = { (IOExternalMethodAction) &OvenUserClient::sHeat, 1, 0, 0, 0 },
};
