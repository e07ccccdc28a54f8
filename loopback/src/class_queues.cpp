#include "class_queues.h"

#include <cstring>
#include <vector>

#include <DriverKit/IOUserClient.h>

#include "classes.h"

namespace loopback {
namespace {

const OSClassDescription * Description(const OSMetaClass * meta) {
    return meta->metaClassPrivate->information->description;
}

// A run of names, each after its length in one byte.
std::vector<std::string> QueueNames(const OSClassDescription * description) {
    std::vector<std::string> names;
    const char * at = reinterpret_cast<const char *>(description) + description->queueNamesOffset;
    const char * end = at + description->queueNamesSize;
    while (at < end) {
        const std::size_t length = static_cast<unsigned char>(*at++);
        if (length == 0 || length > static_cast<std::size_t>(end - at)) {
            break;
        }
        names.emplace_back(at, length);
        at += length;
    }
    return names;
}

// First all the IDs, then an option each, whose low byte is an index into the names (xnu
// IOUserServer.cpp, registerClass and queueForObject).
bool FindOption(const OSClassDescription * description, uint64_t msgid, uint64_t * option) {
    const std::size_t count = description->methodOptionsSize / (2 * sizeof(uint64_t));
    const char * at =
        reinterpret_cast<const char *>(description) + description->methodOptionsOffset;
    for (std::size_t index = 0; index < count; ++index) {
        uint64_t id = 0;
        std::memcpy(&id, at + index * sizeof(id), sizeof(id));
        if (id == msgid) {
            std::memcpy(option, at + (count + index) * sizeof(id), sizeof(id));
            return true;
        }
    }
    return false;
}

} // namespace

std::string QueueNameFor(const OSMetaClass * meta, uint64_t msgid) {
    for (; meta != nullptr; meta = SuperClass(meta)) {
        uint64_t option = 0;
        if (FindOption(Description(meta), msgid, &option)) {
            const std::vector<std::string> names = QueueNames(Description(meta));
            const std::size_t index = option & 0xff;
            return index < names.size() ? names[index] : std::string();
        }
        // What iig writes into the description of every user client.
        if (meta == gIOUserClientMetaClass && msgid == IOUserClient__ExternalMethod_ID) {
            return kIOUserClientQueueNameExternalMethod;
        }
    }
    return std::string();
}

bool HasQueueName(const OSMetaClass * meta, const char * name) {
    for (; meta != nullptr; meta = SuperClass(meta)) {
        for (const std::string & known : QueueNames(Description(meta))) {
            if (known == name) {
                return true;
            }
        }
        if (meta == gIOUserClientMetaClass &&
            std::strcmp(name, kIOUserClientQueueNameExternalMethod) == 0) {
            return true;
        }
    }
    return false;
}

} // namespace loopback
