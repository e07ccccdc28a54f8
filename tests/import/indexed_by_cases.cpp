// The rows lie side by side, and a switch says which selectors they are.
enum { kSinkOpen = 1, kSinkDrain = 100, kSinkFlush = 101, kSinkStop = 9000 };

template <IOReturn (*method)(IOExternalMethodArguments *), bool isAsync>
IOReturn Guarded(OSObject * target, void * reference, IOExternalMethodArguments * arguments);

static const IOExternalMethodDispatch sMethods[] = {
    { Guarded<SinkOpen, false>, 1, 0, 0, 0 },
    { Guarded<SinkDrain, true>, 0, 0, 1, 0 },
    { Guarded<SinkStop, false>, 0, 0, 0, 0 },
};

static const IOExternalMethodDispatch * find(uint32_t selector)
{
    switch (selector) {
    case kSinkOpen:
        return &sMethods[0];
    case kSinkDrain:
    case kSinkFlush:
        return &sMethods[1];
    case kSinkStop:
        return &sMethods[2];
    default:
        return nullptr;
    }
}
