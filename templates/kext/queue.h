

/// A queue of entries for the client, in memory that the client maps. Any thread may put some in, but
/// for one at primary interrupt time: a lock is held meanwhile.
class {{ class }}Queue
{
public:
    /// Makes room for so many entries of so many bytes; false if there is no memory for that.
    bool Make(uint32_t entries, uint32_t size);
    /// What the client maps; null if nothing was made.
    IOMemoryDescriptor * CopyDescriptor();
    /// Takes over the port that is told when the queue isn't empty any more, and releases the one
    /// before.
    kern_return_t SetNotificationPort(mach_port_t port);
    /// Releases everything.
    void Free();

protected:
    bool Put(const void * bytes, uint32_t length);

private:
    IOLock * lock;
    IOSharedDataQueue * queue;
    mach_port_t notified;
};
{%- for memory in memory %}
{%- if let Some(queue) = memory.queue %}

/// The kext's end of the queue that clients map as type {{ queue.number }}.
class {{ queue.class }} : public {{ class }}Queue
{
public:
    /// Puts an entry in; false if there is no room for it now.
    bool Enqueue({{ queue.parameters }})
    {
        return {{ queue.put }};
    }
};
{%- endif %}
{%- endfor %}
