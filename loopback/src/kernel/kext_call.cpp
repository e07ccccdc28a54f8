// IOConnectCallMethod, from the app's arguments to the kext's externalMethod and back.
#include <algorithm>
#include <cstring>
#include <memory>

#include <libkern/c++/OSData.h>

#include "../client_memory.h"
#include "../fail.h"
#include "../machine_core.h"
#include "inside.h"
#include "memory.h"
#include "port.h"

namespace loopback::kernel {
namespace {

// A large structure of the app's, as a descriptor for the time of the call.
class Lent {
public:
    Lent(const void * address, std::size_t size, IODirection direction, const char * what)
        : lent_(address, size, what),
          descriptor_(MakeDescriptor(lent_.memory(), 0, size, direction)) {}
    ~Lent() { descriptor_->release(); }
    Lent(const Lent &) = delete;
    Lent & operator=(const Lent &) = delete;
    IOMemoryDescriptor * descriptor() const { return descriptor_; }

private:
    // Given back after the descriptor.
    LentMemory lent_;
    IOMemoryDescriptor * descriptor_;
};

// A structure in the message. Here it has the size that was asked for and no more, so that a
// sanitizer sees who goes beyond; there is an address even if it is empty.
class Inband {
public:
    explicit Inband(std::size_t size)
        : size_(size), bytes_(new std::uint8_t[std::max<std::size_t>(size, 1)]) {
        std::memset(bytes_.get(), kUnwrittenByte, size);
    }
    std::uint8_t * bytes() const { return bytes_.get(); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(size_); }

private:
    const std::size_t size_;
    const std::unique_ptr<std::uint8_t[]> bytes_;
};

// How many of the words of a reference an app sends (kIOAsyncCalloutCount), the first of which is the
// kernel's.
constexpr std::uint32_t kReferenceWords = kIOAsyncCalloutCount;

// What came back of a variable output (xnu IOUserClient.cpp, is_io_connect_method_var_output).
kern_return_t Deliver(OSObject * output, Call & call) {
    const OSData * data = OSDynamicCast(OSData, output);
    if (data == nullptr) {
        return kIOReturnUnderrun;
    }
    call.structureOutputSize = data->getLength();
    call.variable(data->getBytesNoCopy(), data->getLength());
    return kIOReturnSuccess;
}

} // namespace

kern_return_t KextConnection::CallExternalMethod(IOExternalMethodArguments * arguments) {
    const Inside inside(*this);
    if (!inside) {
        return kMachSendInvalidDest;
    }
    if (IOUserClient2022 * client = OSDynamicCast(IOUserClient2022, client_)) {
        return client->externalMethod(
            arguments->selector, reinterpret_cast<IOExternalMethodArgumentsOpaque *>(arguments));
    }
    return client_->externalMethod(arguments->selector, arguments);
}

// xnu IOUserClient.cpp, is_io_connect_method, is_io_connect_async_method and
// is_io_connect_method_var_output.
kern_return_t KextConnection::Send(Call & call) {
    const bool variable = static_cast<bool>(call.variable);
    const bool largeInput = call.structureInputSize > kInbandBytes;
    const bool largeOutput = !variable && call.structureOutputSize > kInbandBytes;
    const Inband input(largeInput ? 0 : call.structureInputSize);
    const Inband output(variable || largeOutput ? 0 : call.structureOutputSize);
    if (input.size() != 0) {
        std::memcpy(input.bytes(), call.structureInput, input.size());
    }
    std::unique_ptr<Lent> lentInput;
    if (largeInput) {
        lentInput = std::make_unique<Lent>(
            call.structureInput, call.structureInputSize, kIODirectionOut, "structure input");
    }
    std::unique_ptr<Lent> lentOutput;
    if (largeOutput) {
        lentOutput = std::make_unique<Lent>(
            call.structureOutput, call.structureOutputSize, kIODirectionIn, "structure output");
    }

    // What isn't asked for is whatever was on the stack.
    std::uint64_t scalarInput[kScalars];
    std::memset(scalarInput, kUnwrittenByte, sizeof(scalarInput));
    std::copy_n(call.scalarInput, call.scalarInputCount, scalarInput);
    std::uint64_t scalarOutput[kScalars];
    std::memset(scalarOutput, kUnwrittenByte, sizeof(scalarOutput));
    const auto scalarRoom = static_cast<std::uint32_t>(std::min(call.scalarOutputCount, kScalars));
    std::fill_n(scalarOutput, scalarRoom, 0);

    // MIG makes a right for the kext, which is the kext's if it answers success.
    std::shared_ptr<CompletionPort> arrives;
    mach_port_t wakePort = MACH_PORT_NULL;
    OSAsyncReference64 reference;
    std::memset(reference, kUnwrittenByte, sizeof(reference));
    if (call.completion) {
        arrives = OpenPort(std::move(call.completion));
        wakePort = MakePort("wake port", arrives);
        reference[0] = reinterpret_cast<io_user_reference_t>(wakePort) | kIOUCAsync64Flag;
    }

    OSObject * variableOutput = nullptr;
    IOExternalMethodArguments arguments = {};
    arguments.version = kIOExternalMethodArgumentsCurrentVersion;
    arguments.selector = call.selector;
    arguments.asyncWakePort = wakePort;
    arguments.asyncReference = wakePort != MACH_PORT_NULL ? reference : nullptr;
    arguments.asyncReferenceCount = wakePort != MACH_PORT_NULL ? kReferenceWords : 0;
    arguments.scalarInput = scalarInput;
    arguments.scalarInputCount = static_cast<std::uint32_t>(call.scalarInputCount);
    arguments.structureInput = input.bytes();
    arguments.structureInputSize = input.size();
    arguments.structureInputDescriptor = largeInput ? lentInput->descriptor() : nullptr;
    arguments.scalarOutput = scalarOutput;
    arguments.scalarOutputCount = scalarRoom;
    arguments.structureOutput = output.bytes();
    arguments.structureOutputSize = output.size();
    arguments.structureOutputDescriptor = largeOutput ? lentOutput->descriptor() : nullptr;
    arguments.structureOutputDescriptorSize =
        largeOutput ? static_cast<std::uint32_t>(call.structureOutputSize) : 0;
    arguments.structureVariableOutputData = variable ? &variableOutput : nullptr;

    kern_return_t result = CallExternalMethod(&arguments);

    if (result != kIOReturnSuccess && wakePort != MACH_PORT_NULL) {
        if (!DestroyRight(wakePort)) {
            Fault(
                "an asynchronous call (selector %u) failed, and the kext released its wake port: so "
                "does MIG",
                call.selector);
        }
        arrives->Close();
    }
    machine_->Cross(owner_);
    if (machine_->Dead(owner_)) {
        result = kMachSendInvalidDest;
    }
    if (result == kIOReturnSuccess && variable) {
        result = Deliver(variableOutput, call);
    }
    OSSafeReleaseNULL(variableOutput);
    if (result != kIOReturnSuccess) {
        return result;
    }
    if (arguments.scalarOutputCount > scalarRoom || arguments.structureOutputSize > output.size()) {
        // MIG's stub in the app.
        Fault(
            "selector %u answers %u numbers and %u bytes where there is room for %u and %u: the app "
            "gets MIG_ARRAY_TOO_LARGE, and what lies behind them in the kernel",
            call.selector, arguments.scalarOutputCount, arguments.structureOutputSize, scalarRoom,
            output.size());
        return kMigArrayTooLarge;
    }
    call.scalarOutputCount = arguments.scalarOutputCount;
    std::copy_n(scalarOutput, call.scalarOutputCount, call.scalarOutput);
    if (largeOutput) {
        if (arguments.structureOutputDescriptorSize > call.structureOutputSize) {
            Fault(
                "selector %u says that it wrote %u bytes where there is room for %zu", call.selector,
                arguments.structureOutputDescriptorSize, call.structureOutputSize);
        } else {
            call.structureOutputSize = arguments.structureOutputDescriptorSize;
        }
    } else if (!variable) {
        call.structureOutputSize = arguments.structureOutputSize;
        if (call.structureOutputSize != 0) {
            std::memcpy(call.structureOutput, output.bytes(), call.structureOutputSize);
        }
    }
    return kIOReturnSuccess;
}

} // namespace loopback::kernel
