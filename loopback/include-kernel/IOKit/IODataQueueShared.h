/* A queue in memory that kernel and app share. Loopback's own text. */
#ifndef LOOPBACK_KERNEL_IOKIT_IODATAQUEUESHARED_H
#define LOOPBACK_KERNEL_IOKIT_IODATAQUEUESHARED_H

#include <libkern/OSTypes.h>
#include <mach/message.h>

/* One entry; its data may be longer. */
typedef struct _IODataQueueEntry {
    UInt32 size;
    UInt8 data[4];
} IODataQueueEntry;

/* The queue: whoever takes moves the head, whoever puts moves the tail; both in bytes. */
typedef struct _IODataQueueMemory {
    UInt32 queueSize;
    volatile UInt32 head;
    volatile UInt32 tail;
    IODataQueueEntry queue[1];
} IODataQueueMemory;

/* Behind the queue. */
typedef struct _IODataQueueAppendix {
    UInt32 version;
    mach_msg_header_t msgh;
} IODataQueueAppendix;

#define DATA_QUEUE_ENTRY_HEADER_SIZE (sizeof(IODataQueueEntry) - 4)
#define DATA_QUEUE_MEMORY_HEADER_SIZE (sizeof(IODataQueueMemory) - sizeof(IODataQueueEntry))
#define DATA_QUEUE_MEMORY_APPENDIX_SIZE (sizeof(IODataQueueAppendix))

#endif /* LOOPBACK_KERNEL_IOKIT_IODATAQUEUESHARED_H */
