// IOConnectCallMethod, from the app's arguments to the driver's ExternalMethod and back.
#include <algorithm>
#include <cstring>

#include "classes.h"
#include "client_memory.h"
#include "dext_connection.h"
#include "dispatch_queue.h"
#include "fail.h"
#include "machine.h"
#include "memory.h"
#include "service.h"

namespace loopback {
namespace {

// What a driver is told of a variable output (xnu IOUserServer.cpp,
// IOUserUserClient::externalMethod).
constexpr std::uint64_t kVariableMaximum = 0xffffffff;

// A large structure of the client's, as a descriptor for the time of the call.
class Lent {
public:
    Lent(const void * address, std::size_t size, std::uint64_t direction, const char * what)
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

} // namespace

// xnu IOUserClient.cpp, is_io_connect_method and is_io_connect_method_var_output; IOUserServer.cpp,
// IOUserUserClient::externalMethod.
kern_return_t DextConnection::Send(Call & call) {
    const bool variable = static_cast<bool>(call.variable);
    const bool largeInput = call.structureInputSize > kInbandBytes;
    const bool largeOutput = !variable && call.structureOutputSize > kInbandBytes;
    const std::size_t inbandOutput = variable || largeOutput ? 0 : call.structureOutputSize;

    std::uint64_t scalarInput[kScalars] = {};
    std::copy_n(call.scalarInput, call.scalarInputCount, scalarInput);
    std::uint64_t scalarOutput[kScalars] = {};
    const auto scalarRoom = static_cast<std::uint32_t>(std::min(call.scalarOutputCount, kScalars));
    std::uint32_t scalarCount = scalarRoom;

    // The driver gets a copy of its own of a small input, and a large one as a descriptor.
    OSData * input = nullptr;
    if (call.structureInputSize != 0 && !largeInput) {
        input = OSData::withBytes(call.structureInput, call.structureInputSize);
    }
    std::unique_ptr<Lent> lentInput;
    if (largeInput) {
        lentInput = std::make_unique<Lent>(
            call.structureInput, call.structureInputSize, kIOMemoryDirectionOut,
            "structure input");
    }
    std::unique_ptr<Lent> lentOutput;
    if (largeOutput) {
        lentOutput = std::make_unique<Lent>(
            call.structureOutput, call.structureOutputSize, kIOMemoryDirectionIn,
            "structure output");
    }

    // Borrowed by the driver, unless it retains it.
    const std::shared_ptr<CompletionPort> port =
        call.completion ? OpenPort(std::move(call.completion)) : nullptr;
    OSAction * completion = port != nullptr ? MakeCompletion(port->Sender()) : nullptr;

    kern_return_t result = kIOReturnNotReady;
    OSData * output = nullptr;
    if (IODispatchQueue * queue = CopyQueueFor(client_, IOUserClient__ExternalMethod_ID)) {
        RunOn(queue, "ExternalMethod", [&] {
            result = client_->_ExternalMethod(
                call.selector, scalarInput, static_cast<std::uint32_t>(call.scalarInputCount),
                input, lentInput != nullptr ? lentInput->descriptor() : nullptr, scalarOutput,
                &scalarCount, variable ? kVariableMaximum : call.structureOutputSize, &output,
                lentOutput != nullptr ? lentOutput->descriptor() : nullptr, completion);
        });
        queue->release();
    }
    OSSafeReleaseNULL(completion);
    OSSafeReleaseNULL(input);
    machine_->Cross(owner_);
    if (machine_->Dead(owner_)) {
        result = kMachSendInvalidDest;
    } else if (machine_->Crashed()) {
        // xnu IOUserServer.cpp, IOUserServer::rpc: the port of the reply died.
        result = kMigServerDied;
    }

    if (result == kIOReturnSuccess && output != nullptr && !variable &&
        output->getLength() > inbandOutput) {
        result = kIOReturnBadArgument;
    }
    if (result == kIOReturnSuccess && variable && output == nullptr) {
        result = kIOReturnUnderrun;
    }
    if (result == kIOReturnSuccess) {
        // MIG hands over no more numbers than there was room for.
        call.scalarOutputCount = std::min(scalarCount, scalarRoom);
        std::copy_n(scalarOutput, call.scalarOutputCount, call.scalarOutput);
        if (variable) {
            call.structureOutputSize = output->getLength();
            call.variable(output->getBytesNoCopy(), output->getLength());
        } else if (output != nullptr && !largeOutput) {
            call.structureOutputSize = output->getLength();
            if (output->getLength() != 0) {
                std::memcpy(call.structureOutput, output->getBytesNoCopy(), output->getLength());
            }
        } else if (inbandOutput != 0) {
            // Success without a structure: the size stays, the bytes are whatever they are.
            std::memset(call.structureOutput, kUnwrittenByte, inbandOutput);
        }
    }
    OSSafeReleaseNULL(output);
    if (result != kIOReturnSuccess && port != nullptr) {
        // The app forgets a call that failed; the driver may have kept the completion all the same.
        port->Close();
    }
    return result;
}

} // namespace loopback
