

bool {{ class }}Queue::Make(uint32_t entries, uint32_t size)
{
    lock = IOLockAlloc();
    queue = lock != nullptr ? IOSharedDataQueue::withEntries(entries, size) : nullptr;
    return queue != nullptr;
}

IOMemoryDescriptor * {{ class }}Queue::CopyDescriptor()
{
    return queue != nullptr ? queue->getMemoryDescriptor() : nullptr;
}

// The kernel's queue is for one thread that puts entries in, and looks at the port when it does.
bool {{ class }}Queue::Put(const void * bytes, uint32_t length)
{
    if (queue == nullptr) {
        return false;
    }
    IOLockLock(lock);
    const bool fits = queue->enqueue(const_cast<void *>(bytes), length); // it only reads them
    IOLockUnlock(lock);
    return fits;
}

kern_return_t {{ class }}Queue::SetNotificationPort(mach_port_t port)
{
    if (queue == nullptr) {
        return kIOReturnNotReady;
    }
    IOLockLock(lock);
    const mach_port_t before = notified;
    notified = port;
    queue->setNotificationPort(port);
    IOLockUnlock(lock);
    IOUserClient::releaseNotificationPort(before);
    return kIOReturnSuccess;
}

void {{ class }}Queue::Free()
{
    if (queue != nullptr) {
        SetNotificationPort(MACH_PORT_NULL);
    }
    OSSafeReleaseNULL(queue);
    if (lock != nullptr) {
        IOLockFree(lock);
        lock = nullptr;
    }
}

bool {{ class }}State::MakeQueues()
{
    return {{ queues }};
}

// If it fails, the kernel gives the port back.
IOReturn {{ class }}::registerNotificationPort(
    mach_port_t port, UInt32 type, io_user_reference_t reference)
{
    {{ class }}State * const state = State();
{%- if let Some(access) = access %}
{%- if access.is_asked() %}
    if (!state->permitted) {
        return kIOReturnNotPermitted;
    }
{%- endif %}
{%- endif %}
    {% for memory in memory -%}
    {% if let Some(queue) = memory.queue -%}
    if ({{ memory.condition }}) {
        return state->{{ queue.member }}.SetNotificationPort(port);
    }
    {% endif -%}
    {% endfor -%}
    return {{ flavour.superclass }}::registerNotificationPort(port, type, reference);
}
