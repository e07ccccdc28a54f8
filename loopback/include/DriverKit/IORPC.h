/* The messages that iig's code builds and takes apart; layouts as in xnu iokit/DriverKit/IORPC.h.
 * Loopback's own text. */
#ifndef LOOPBACK_DRIVERKIT_IORPC_H
#define LOOPBACK_DRIVERKIT_IORPC_H

#include <DriverKit/IOTypes.h>

/* Mach's part of a message, for hosts that have no Mach. */
#if !defined(_MACH_MESSAGE_H_)
#define _MACH_MESSAGE_H_

#define MACH_MSG_TYPE_PORT_NONE 0
#define MACH_MSG_TYPE_MOVE_RECEIVE 16
#define MACH_MSG_TYPE_MOVE_SEND 17
#define MACH_MSG_TYPE_MOVE_SEND_ONCE 18
#define MACH_MSG_TYPE_COPY_SEND 19
#define MACH_MSG_TYPE_MAKE_SEND 20
#define MACH_MSG_TYPE_MAKE_SEND_ONCE 21

#define MACH_MSG_PORT_DESCRIPTOR 0
#define MACH_MSG_OOL_DESCRIPTOR 1

#define MACH_MSG_PHYSICAL_COPY 0
#define MACH_MSG_VIRTUAL_COPY 1
#define MACH_MSG_ALLOCATE 2

#define MACH_PORT_NULL 0

typedef uint32_t natural_t;
typedef int32_t integer_t;
typedef natural_t mach_port_t;
typedef natural_t mach_port_name_t;
typedef unsigned int mach_msg_copy_options_t;
typedef unsigned int mach_msg_type_name_t;
typedef unsigned int mach_msg_descriptor_type_t;
typedef unsigned int mach_msg_bits_t;
typedef natural_t mach_msg_size_t;
typedef integer_t mach_msg_id_t;

#pragma pack(push, 4)

typedef struct {
    mach_msg_bits_t msgh_bits;
    mach_msg_size_t msgh_size;
    mach_port_t msgh_remote_port;
    mach_port_t msgh_local_port;
    mach_port_name_t msgh_voucher_port;
    mach_msg_id_t msgh_id;
} mach_msg_header_t;

typedef struct {
    mach_msg_size_t msgh_descriptor_count;
} mach_msg_body_t;

typedef struct {
    mach_port_t name;
    mach_msg_size_t pad1;
    unsigned int pad2 : 16;
    mach_msg_type_name_t disposition : 8;
    mach_msg_descriptor_type_t type : 8;
} mach_msg_port_descriptor_t;

typedef struct {
    void * address;
    unsigned int deallocate : 8;
    mach_msg_copy_options_t copy : 8;
    unsigned int pad1 : 8;
    mach_msg_descriptor_type_t type : 8;
    mach_msg_size_t size;
} mach_msg_ool_descriptor_t;

typedef struct {
    unsigned int val[20];
} mach_msg_max_trailer_t;

#pragma pack(pop)

#endif /* _MACH_MESSAGE_H_ */

/* An object in a message: in one process it is the pointer. */
typedef uint64_t OSObjectRef;

/* msgh_id of a message and of its reply. */
enum : mach_msg_id_t {
    kIORPCVersion190615 = 0x4da2b68c,
    kIORPCVersion190615Reply = 0x4da2b68d,
    kIORPCVersionCurrent = kIORPCVersion190615,
    kIORPCVersionCurrentReply = kIORPCVersion190615Reply,
};

/* IORPCMessage.flags */
enum {
    kIORPCMessageRemote = 0x00000001,
    kIORPCMessageLocalHost = 0x00000002,
    kIORPCMessageKernel = 0x00000004,
    kIORPCMessageOneway = 0x00000008,
    kIORPCMessageObjectRefs = 0x00000010,
    kIORPCMessageOnqueue = 0x00000020,
    kIORPCMessageError = 0x00000040,
    kIORPCMessageSimpleReply = 0x00000080,
};

/* Set in the IDs of methods that the kernel's classes introduce. */
#define kIORPCMessageIDKernel (1ULL << 63)

/* What stands before the descriptors of a message. (Apple's ends in an array of no elements, which
 * ISO C++ has not; see IORPCMessageObjects.) */
struct IORPCMessageMach {
    mach_msg_header_t msgh;
    mach_msg_body_t msgh_body;
};

/* What stands after them, before the receiver and the object parameters. */
#pragma pack(push, 4)
struct IORPCMessage {
    uint64_t msgid;
    uint64_t flags;
    uint64_t objectRefs;
};
#pragma pack(pop)

/* The receiver and the object parameters of a message, objectRefs of them; 4-byte aligned. */
inline unsigned char * IORPCMessageObjects(IORPCMessage * message) {
    return reinterpret_cast<unsigned char *>(message) + sizeof(IORPCMessage);
}

/* The IORPCMessage in a message, or NULL if its descriptors make no sense. */
extern "C" IORPCMessage * IORPCMessageFromMach(IORPCMessageMach * message, bool reply);

struct IORPC {
    IORPCMessageMach * message;
    IORPCMessageMach * reply;
    uint32_t sendSize;
    uint32_t replySize;
};

class OSMetaClassBase;
typedef kern_return_t (*OSDispatchMethod)(OSMetaClassBase * self, const IORPC rpc);

struct IORPCMessageErrorReturnContent {
    IORPCMessage hdr;
    kern_return_t result;
    uint32_t pad;
};

#pragma pack(push, 4)
struct IORPCMessageErrorReturn {
    IORPCMessageMach mach;
    IORPCMessageErrorReturnContent content;
};
#pragma pack(pop)

/* OSClassDescription.flags */
enum {
    kOSClassCanRemote = 0x00000001,
};

/* What a class says of itself; the offsets count from the start of the description. */
struct OSClassDescription {
    uint32_t descriptionSize;
    char name[96];
    char superName[96];
    uint32_t methodOptionsSize;
    uint32_t methodOptionsOffset;
    uint32_t metaMethodOptionsSize;
    uint32_t metaMethodOptionsOffset;
    uint32_t queueNamesSize;
    uint32_t queueNamesOffset;
    uint32_t methodNamesSize;
    uint32_t methodNamesOffset;
    uint32_t metaMethodNamesSize;
    uint32_t metaMethodNamesOffset;
    uint64_t flags;
    uint64_t resv1[8];
};

#endif /* LOOPBACK_DRIVERKIT_IORPC_H */
