// Names that a spec can't have, and functions with the same name or none.
struct __request { uint32_t __class; uint32_t _id; uint32_t id; };
struct IOService { uint32_t value; };
struct point { uint32_t x, y; };

const IOUserClientMethodDispatch TermUserClient::sMethods[] = {
    { &TermUserClient::free, 0, 0, 0, 0, 0 },
    { &TermUserClient::_delete, 0, 0, sizeof(__request), 0, 0 },
    { &Other::Run, 0, 0, 0, 0, 0 },
    { &TermUserClient::Run, 0, 0, sizeof(IOService), 0, 0 },
    { [](OSObject * target, void * reference, IOUserClientMethodArguments * arguments) -> kern_return_t {
          return kIOReturnUnsupported;
      }, 0, 0, 0, 0, 0 },
    { &TermUserClient::Start, 0, 1, 0, 1, 0 },
    { OSMemberFunctionCast(IOUserClientMethodFunction, this, &TermUserClient::s_set_rate), 0, 1, 0, 0, 0 },
    { &Überall::größe, 0, 0, 0, 0, 0 },
    { &TermUserClient::StaticHandleMove, 0, 0, sizeof(point), 0, sizeof(point) },
    { &TermUserClient::StaticHandleMoveAndLookAtEverythingThatThereIsAndMoreThanThat, 0, 0, 0, 0, 0 },
};
