#define NAME_LENGTH 16
#pragma pack(push, 1)
typedef struct _wire {
    uint8_t  version;
    uint32_t length;
} wire_t;
#pragma pack(pop)

typedef uint32_t handle_t;
using Grid = float;

typedef enum { kOff, kOn } State;
enum class Mode : uint8_t { Fast, Slow };
struct Inner { uint16_t a, b; };
struct Modes { State state; Mode modes[4]; };
struct Padded {
    uint8_t  flag;
    uint64_t value;
    Inner    inner[2];
    char     name[NAME_LENGTH];
    handle_t handle;
};
struct Hard { void * pointer; uint32_t bits : 3; };
class Shape { public: virtual void draw(); };
class __attribute__((packed)) Report final {
public:
    Report(void) : id_(1), modifiers { 0 } {}
    bool empty(void) const { for (auto key : keys) { if (key) { return false; } } return true; }
    bool operator==(const Report & other) const;
    static constexpr int kId = 1;

private:
    uint8_t  id_;
    uint32_t modifiers = 0;
    uint16_t keys[2] {};
};

const IOExternalMethodDispatch GridUserClient::sMethods[] = {
    { (IOExternalMethodAction) &GridUserClient::sWire, 0, sizeof(wire_t), 0, 0 },
    { (IOExternalMethodAction) &GridUserClient::sPadded, 0, sizeof(Padded), 0, sizeof(Inner) },
    { (IOExternalMethodAction) &GridUserClient::sHard, 0, sizeof(Hard), 0, sizeof(Hard) },
    { (IOExternalMethodAction) &GridUserClient::sModes, 0, sizeof(Modes), 0, sizeof(Mode) },
    { (IOExternalMethodAction) &GridUserClient::sHeights, 0, sizeof(Grid) * 64, 0, sizeof(handle_t) },
    { (IOExternalMethodAction) &GridUserClient::sReport, 0, sizeof(pqr::Report), 0, 0 },
    { (IOExternalMethodAction) &GridUserClient::sMany, 0, 4 * sizeof(Shape), 0, sizeof(uint64_t[8]) },
    { (IOExternalMethodAction) &GridUserClient::sPointer, 0, sizeof(Padded *), 0, sizeof(bool) },
    { (IOExternalMethodAction) &GridUserClient::sSum, 0, sizeof(Inner) + sizeof(wire_t), 0, sizeof(struct stat) },
};
