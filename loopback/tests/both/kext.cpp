// A kext with the classes that the dext has, and another kext. In one file, so that the probe is there
// before it is told what to do.
#include "../kext/probe.cpp"

static const bool gPrepared = [] {
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        arguments->scalarOutput[0] = ANSWER;
        return kIOReturnSuccess;
    };
    return true;
}();
