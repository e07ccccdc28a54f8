// A dext with the classes that the kexts have, too.
#include "../cpp/probe.h"

__attribute__((constructor)) static void Prepare() {
    gProbe = Probe{};
    gProbe.clientInitResult = true;
    gProbe.registers = true;
    gProbe.stopsSuper = true;
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        arguments->scalarOutput[0] = 1;
        return kIOReturnSuccess;
    };
}
