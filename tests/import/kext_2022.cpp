#include <IOKit/IOUserClient.h>

static const char * const kVaultEraseEntitlement = "com.example.vault." "erase";

struct VaultKey { uint8_t bytes[32]; };

const IOExternalMethodDispatch2022 VaultUserClient::sMethods[] = {
    [0] = {
        .function = &VaultUserClient::extStatus,
        .checkScalarOutputCount = 2,
    },
    [1] = {
        .function = &VaultUserClient::extStore,
        .checkScalarInputCount = 1,
        .checkStructureInputSize = sizeof(VaultKey),
        .allowAsync = true,
        .checkEntitlement = nullptr,
    },
    [2] = {
        .function = &VaultUserClient::extErase,
        .checkScalarInputCount = 1,
        .allowAsync = false,
        .checkEntitlement = kVaultEraseEntitlement,
    },
    [3] = {
        .function = &VaultUserClient::extDump,
        .checkStructureOutputSize = kIOUCVariableStructureSize,
        .checkEntitlement = "com.example.vault.dump",
    },
};
