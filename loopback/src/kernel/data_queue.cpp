// Queues: what an IODataQueue is apart from where its entries lie.
#include <IOKit/IODataQueue.h>

#include "port.h"

using namespace loopback;

OSDefineMetaClassAndAbstractStructors(IODataQueue, OSObject)

// xnu IODataQueue.cpp, initWithEntries: an entry more than may be in it, as it is never quite full.
Boolean IODataQueue::initWithEntries(UInt32 numEntries, UInt32 entrySize) {
    if (numEntries == UINT32_MAX || entrySize > UINT32_MAX - DATA_QUEUE_ENTRY_HEADER_SIZE) {
        return false;
    }
    const UInt32 entry = static_cast<UInt32>(DATA_QUEUE_ENTRY_HEADER_SIZE) + entrySize;
    return entry <= UINT32_MAX / (numEntries + 1) && initWithCapacity((numEntries + 1) * entry);
}

void IODataQueue::setNotificationPort(mach_port_t port) { notifyPort = port; }

// A message that says nothing. The kernel waits for no room in the port's queue, and the app's has room
// for one: here each arrives, which says no more.
void IODataQueue::sendDataAvailableNotification() {
    if (notifyPort != MACH_PORT_NULL) {
        kernel::SendTo(notifyPort, kIOReturnSuccess, nullptr, 0);
    }
}
