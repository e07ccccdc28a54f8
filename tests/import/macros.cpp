#define ACTION(name) (IOExternalMethodAction) &NodeUserClient::s##name
#define NOTHING 0, 0, 0, 0
#define METHOD(name, in, out) \
    [kNode##name] = {         \
        .function = ACTION(name), \
        .checkScalarInputCount = in, \
        .checkStructureOutputSize = out, \
    }

enum NodeMethods { kNodeRegister, kNodeLookUp, kNodeForget, kNodeCount };

typedef struct __attribute__((packed)) {
    uint8_t  kind;
    uint64_t address;
} node_t;

const IOExternalMethodDispatch NodeUserClient::sMethods[kNodeCount] = {
    METHOD(Register, 2, 0),
    METHOD(LookUp,   1, sizeof(node_t)),
    [kNodeForget] = { ACTION(Forget), NOTHING },
};
