// IOSharedDataQueue: entries in pages that the kernel and an app see. The layout and the rules are those
// of xnu IOSharedDataQueue.cpp and of IOKitUser IODataQueueClient.c.
#include <IOKit/IOSharedDataQueue.h>

#include <cstring>
#include <memory>

#include "../pages.h"
#include "memory.h"

using namespace loopback;

OSDefineMetaClassAndStructors(IOSharedDataQueue, IODataQueue)

struct OSLoopbackQueue {
    std::shared_ptr<Backing> backing;
    std::unique_ptr<Mapping> view;
    // The app may write another one into the memory.
    UInt32 size = 0;
};

namespace {

constexpr UInt32 kEntryHeader = DATA_QUEUE_ENTRY_HEADER_SIZE;
constexpr UInt32 kAround = DATA_QUEUE_MEMORY_HEADER_SIZE + DATA_QUEUE_MEMORY_APPENDIX_SIZE;

UInt32 Load(const volatile UInt32 * number, int order) { return __atomic_load_n(number, order); }

// Entries lie at any address, and the app may write to them at any time.
UInt32 LengthAt(const IODataQueueMemory * memory, UInt32 offset) {
    UInt32 length = 0;
    std::memcpy(&length, reinterpret_cast<const UInt8 *>(memory->queue) + offset, sizeof(length));
    return length;
}

void SetLengthAt(IODataQueueMemory * memory, UInt32 offset, UInt32 length) {
    std::memcpy(reinterpret_cast<UInt8 *>(memory->queue) + offset, &length, sizeof(length));
}

void Write(IODataQueueMemory * memory, UInt32 offset, const void * data, UInt32 length) {
    SetLengthAt(memory, offset, length);
    std::memcpy(
        reinterpret_cast<UInt8 *>(memory->queue) + offset + kEntryHeader, data, length);
}

// Whether an entry at this place lies in the queue as a whole.
bool Fits(UInt32 offset, UInt32 length, UInt32 size) {
    return std::uint64_t{offset} + kEntryHeader + length <= size;
}

} // namespace

IOSharedDataQueue * IOSharedDataQueue::withCapacity(UInt32 size) {
    IOSharedDataQueue * queue = OSTypeAlloc(IOSharedDataQueue);
    if (queue != nullptr && !queue->initWithCapacity(size)) {
        OSSafeReleaseNULL(queue);
    }
    return queue;
}

IOSharedDataQueue * IOSharedDataQueue::withEntries(UInt32 numEntries, UInt32 entrySize) {
    IOSharedDataQueue * queue = OSTypeAlloc(IOSharedDataQueue);
    if (queue != nullptr && !queue->initWithEntries(numEntries, entrySize)) {
        OSSafeReleaseNULL(queue);
    }
    return queue;
}

Boolean IOSharedDataQueue::initWithCapacity(UInt32 size) {
    if (!OSObject::init() || size > UINT32_MAX - kAround) {
        return false;
    }
    std::shared_ptr<Backing> backing = MakePages(size + kAround);
    std::unique_ptr<Mapping> view =
        backing != nullptr ? backing->Map(0, size + kAround, true) : nullptr;
    if (view == nullptr) {
        return false;
    }
    dataQueue = reinterpret_cast<IODataQueueMemory *>(view->address());
    dataQueue->queueSize = size;
    pages = new OSLoopbackQueue{std::move(backing), std::move(view), size};
    return true;
}

// What the app has mapped stays.
void IOSharedDataQueue::free() {
    dataQueue = nullptr;
    delete pages;
    pages = nullptr;
    IODataQueue::free();
}

IOMemoryDescriptor * IOSharedDataQueue::getMemoryDescriptor() {
    return kernel::MakeDescriptor(pages->backing, 0, pages->size + kAround, kIODirectionOutIn);
}

UInt32 IOSharedDataQueue::getQueueSize() { return pages != nullptr ? pages->size : 0; }

Boolean IOSharedDataQueue::enqueue(void * data, UInt32 dataSize) {
    const UInt32 size = getQueueSize();
    const UInt32 tail = Load(&dataQueue->tail, __ATOMIC_RELAXED);
    UInt32 head = Load(&dataQueue->head, __ATOMIC_ACQUIRE);
    if (dataSize > UINT32_MAX - kEntryHeader || tail > size || head > size) {
        return false;
    }
    const UInt32 entry = kEntryHeader + dataSize;
    UInt32 end = 0;
    if (tail >= head && Fits(tail, dataSize, size)) {
        Write(dataQueue, tail, data, dataSize);
        end = tail + entry;
    } else if (tail >= head && head > entry) {
        // From the beginning. What is left at the end says so, if there is room for a length, by one
        // that doesn't fit there.
        if (size - tail >= kEntryHeader) {
            SetLengthAt(dataQueue, tail, dataSize);
        }
        Write(dataQueue, 0, data, dataSize);
        end = entry;
    } else if (tail < head && head - tail > entry) {
        Write(dataQueue, tail, data, dataSize);
        end = tail + entry;
    } else {
        return false; // full: the tail never catches up with the head
    }

    // Either the app, which has emptied the queue meanwhile, sees the entry, or it is seen here that it
    // has, and it is told. The kernel has a fence between the two, which ThreadSanitizer doesn't know.
    const bool wasEmpty = tail == head;
    __atomic_store_n(&dataQueue->tail, end, __ATOMIC_SEQ_CST);
    if (!wasEmpty) {
        head = Load(&dataQueue->head, __ATOMIC_SEQ_CST);
    }
    if (tail == head) {
        sendDataAvailableNotification();
    }
    return true;
}

IODataQueueEntry * IOSharedDataQueue::peek() {
    const UInt32 head = Load(&dataQueue->head, __ATOMIC_RELAXED);
    const UInt32 tail = Load(&dataQueue->tail, __ATOMIC_ACQUIRE);
    const UInt32 size = getQueueSize();
    if (head == tail || head > size) {
        return nullptr;
    }
    auto * const bytes = reinterpret_cast<UInt8 *>(dataQueue->queue);
    const bool whole = Fits(head, 0, size) && Fits(head, LengthAt(dataQueue, head), size);
    return reinterpret_cast<IODataQueueEntry *>(whole ? bytes + head : bytes);
}

Boolean IOSharedDataQueue::dequeue(void * data, UInt32 * dataSize) {
    if (data != nullptr && dataSize == nullptr) {
        return false;
    }
    UInt32 at = Load(&dataQueue->head, __ATOMIC_RELAXED);
    const UInt32 tail = Load(&dataQueue->tail, __ATOMIC_ACQUIRE);
    const UInt32 size = getQueueSize();
    if (at == tail || at > size) {
        return false;
    }
    UInt32 length = Fits(at, 0, size) ? LengthAt(dataQueue, at) : UINT32_MAX;
    if (!Fits(at, length, size)) {
        at = 0;
        length = Fits(at, 0, size) ? LengthAt(dataQueue, at) : UINT32_MAX;
        if (!Fits(at, length, size)) {
            return false;
        }
    }
    if (data != nullptr) {
        if (length > *dataSize) {
            return false;
        }
        const auto * const bytes = reinterpret_cast<const UInt8 *>(dataQueue->queue);
        std::memcpy(data, bytes + at + kEntryHeader, length);
        *dataSize = length;
    }
    __atomic_store_n(&dataQueue->head, at + kEntryHeader + length, __ATOMIC_SEQ_CST);
    return true;
}
