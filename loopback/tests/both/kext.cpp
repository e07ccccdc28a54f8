// A kext with the classes that the dext has, and another kext.
#include "../kext/probe.h"

__attribute__((constructor)) static void Prepare() {
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        arguments->scalarOutput[0] = ANSWER;
        return kIOReturnSuccess;
    };
}
