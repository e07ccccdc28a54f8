

/// A client's structure, of a handler that gets the descriptor, mapped into the kernel until the end
/// of the scope, to be read. That has its price: the pages are brought in and held, are entered into
/// the kernel's map and taken out of it again, of which every processor is told. A few pages are
/// copied sooner, by prepare(), readBytes() and complete(). And they may be the client's own, which
/// it can change between any two looks: what decides anything is copied, and then the copy checked.
class {{ class }}InputMapping
{
public:
    explicit {{ class }}InputMapping(IOMemoryDescriptor * input);
    ~{{ class }}InputMapping();

    {{ class }}InputMapping(const {{ class }}InputMapping &) = delete;
    {{ class }}InputMapping & operator=(const {{ class }}InputMapping &) = delete;

    /// The first byte; null where it can't be mapped.
    const uint8_t * bytes = nullptr;

private:
    IOMemoryDescriptor * prepared = nullptr;
    IOMemoryMap * map = nullptr;
};
