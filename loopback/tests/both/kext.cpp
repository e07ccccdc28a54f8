// A kext with the classes that the dext has, and another kext. In one file, so that the probe is there
// before it is told what to do.
#include "../kext/probe.cpp"
#include "once.h"

static const bool gPrepared = [] {
    SetOnce(ANSWER);
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        arguments->scalarOutput[0] = IsOnce(ANSWER) ? ANSWER : 0;
        return kIOReturnSuccess;
    };
    return true;
}();
