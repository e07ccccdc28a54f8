

// The provider, for the time of a call: the user client may lose it meanwhile.
template <typename Provider>
class HeldProvider
{
public:
    explicit HeldProvider(const IOService * client)
        : entry(client->copyParentEntry(gIOServicePlane))
        , object(OSDynamicCast(Provider, entry))
    {
    }

    ~HeldProvider()
    {
        OSSafeReleaseNULL(entry);
    }

    HeldProvider(const HeldProvider &) = delete;
    HeldProvider & operator=(const HeldProvider &) = delete;

    IORegistryEntry * entry;
    Provider * const object; // null if there is none, or another
};
