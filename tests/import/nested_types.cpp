#define WIRE __attribute__((__packed__))
#define ALIGNED(n) __attribute__((aligned(n)))

typedef uint8_t digest_t[20];
typedef void (*callback_t)(int);

struct Head {
    uint32_t length;
    struct {
        uint8_t  kind;
        uint64_t stamp;
    };
    union {
        uint64_t whole;
        struct { uint32_t low, high; } parts;
    };
    struct { int16_t x, y; } corners[2];
    enum { kOld, kNew } age;
    enum Side : uint8_t { kLeft, kRight } side;
};

union Reply {
    uint8_t  code;
    struct { uint16_t count; uint8_t names[6]; } list;
    uint32_t words[2];
};

struct WIRE Tail {
    uint8_t  seal;
    digest_t digest;
    uint32_t sum;
};

struct Trailer {
    uint8_t mark;
    uint32_t sum;
} WIRE;

struct Linked {
    Linked *   next;
    callback_t done;
    int      (*poll)(void *);
    uuid_t     identity;
    digest_t   digests[2];
};

struct Wide {
    uint32_t first;
} ALIGNED(16);

struct Derived : public Trailer {
    uint16_t more;
};

#pragma pack(0)
struct Open {
    uint32_t count;
    uint32_t values[];
};

const IOExternalMethodDispatch LoomUserClient::sMethods[] = {
    { (IOExternalMethodAction) &LoomUserClient::sHead, 0, sizeof(Head), 0, 0 },
    { (IOExternalMethodAction) &LoomUserClient::sReply, 0, 0, 0, sizeof(union Reply) },
    { (IOExternalMethodAction) &LoomUserClient::sTail, 0, sizeof(Tail), 0, sizeof(struct Trailer) },
    { (IOExternalMethodAction) &LoomUserClient::sLinked, 0, sizeof(Linked), 0, sizeof(digest_t) },
    { (IOExternalMethodAction) &LoomUserClient::sWide, 0, sizeof(Wide), 0, sizeof(Derived) },
    { (IOExternalMethodAction) &LoomUserClient::sOpen, 0, sizeof(Open), 0, offsetof(Head, corners) },
};
