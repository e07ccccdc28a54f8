#include <cstring>

#include <DriverKit/IORPC.h>

// The descriptors between the two heads are of two sizes; a kind that isn't known ends the search.
extern "C" IORPCMessage * IORPCMessageFromMach(IORPCMessageMach * message, bool reply) {
    const mach_msg_id_t id = reply ? kIORPCVersionCurrentReply : kIORPCVersionCurrent;
    if (message->msgh.msgh_id != id) {
        return nullptr;
    }
    auto * at = reinterpret_cast<unsigned char *>(message);
    size_t offset = sizeof(IORPCMessageMach);
    for (mach_msg_size_t left = message->msgh_body.msgh_descriptor_count; left > 0; --left) {
        if (offset + sizeof(mach_msg_port_descriptor_t) > message->msgh.msgh_size) {
            return nullptr;
        }
        mach_msg_port_descriptor_t descriptor;
        std::memcpy(&descriptor, at + offset, sizeof(descriptor));
        if (descriptor.type == MACH_MSG_PORT_DESCRIPTOR) {
            offset += sizeof(mach_msg_port_descriptor_t);
        } else if (descriptor.type == MACH_MSG_OOL_DESCRIPTOR) {
            offset += sizeof(mach_msg_ool_descriptor_t);
        } else {
            return nullptr;
        }
    }
    if (offset + sizeof(IORPCMessage) > message->msgh.msgh_size) {
        return nullptr;
    }
    return reinterpret_cast<IORPCMessage *>(at + offset);
}
