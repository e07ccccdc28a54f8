// A dext with the classes that the kexts have, too.
#include "../cpp/probe.h"
#include "once.h"

__attribute__((constructor)) static void Prepare() {
    SetOnce(1);
    gProbe = Probe{};
    gProbe.clientInitResult = true;
    gProbe.registers = true;
    gProbe.stopsSuper = true;
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        arguments->scalarOutput[0] = IsOnce(1) ? 1 : 0;
        return kIOReturnSuccess;
    };
}
