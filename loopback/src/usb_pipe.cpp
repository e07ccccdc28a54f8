// IOUSBHostPipe. What Apple documents is imitated; what it doesn't is in the README's table.
#include "classes.h"
#include "make.h"
#include "memory.h"
#include "service.h"
#include "usb_completions.h"
#include "usb_services.h"

using namespace loopback;

LOOPBACK_DEFINE_CLASS(IOUSBHostPipe, "IOService");
LOOPBACK_DEFINE_DISPATCH(IOUSBHostPipe);

IOUSBHostPipe * usb::MakePipe(std::shared_ptr<Interface> interface, std::shared_ptr<Pipe> pipe) {
    IOUSBHostPipe * made = Make<IOUSBHostPipe>();
    if (made != nullptr) {
        // The service is the kernel's: no message comes to it here.
        DropQueues(made);
        made->ivars->interface = std::move(interface);
        made->ivars->pipe = std::move(pipe);
    }
    return made;
}

bool IOUSBHostPipe::init() {
    if (!super::init()) {
        return false;
    }
    ivars = new IOUSBHostPipe_IVars;
    return true;
}

void IOUSBHostPipe::free() {
    delete ivars;
    super::free();
}

static usb::Pipe & PipeOf(const IOUSBHostPipe_IVars * ivars) {
    usb::ModelOf(ivars);
    return *ivars->pipe;
}

kern_return_t IOUSBHostPipe::GetSpeed(uint8_t * speed) const {
    *speed = usb::ModelOf(ivars).identity.speed;
    return kIOReturnSuccess;
}

kern_return_t IOUSBHostPipe::GetDeviceAddress(uint8_t * address) const {
    *address = usb::Interface::kAddress;
    return kIOReturnSuccess;
}

kern_return_t IOUSBHostPipe::GetDescriptors(
    IOUSBStandardEndpointDescriptors * descriptors, IOUSBGetEndpointDescriptorOptions type) {
    // Nothing is ever adjusted: both are the same.
    (void)type;
    const usb::Endpoint & endpoint = PipeOf(ivars).endpoint;
    *descriptors = IOUSBStandardEndpointDescriptors{};
    descriptors->bcdUSB = ivars->interface->bcdUSB();
    descriptors->descriptor.bLength = sizeof(IOUSBEndpointDescriptor);
    descriptors->descriptor.bDescriptorType = kIOUSBDescriptorTypeEndpoint;
    descriptors->descriptor.bEndpointAddress = endpoint.address;
    descriptors->descriptor.bmAttributes = endpoint.attributes;
    descriptors->descriptor.wMaxPacketSize = endpoint.maxPacketSize;
    descriptors->descriptor.bInterval = endpoint.interval;
    return kIOReturnSuccess;
}

kern_return_t IOUSBHostPipe::SetIdlePolicy(uint32_t idleTimeoutMs) {
    const std::lock_guard lock(ivars->mutex);
    ivars->idleTimeoutMs = idleTimeoutMs;
    return usb::ModelOf(ivars).CheckAttached();
}

kern_return_t IOUSBHostPipe::GetIdlePolicy(uint32_t * idleTimeoutMs) {
    const std::lock_guard lock(ivars->mutex);
    *idleTimeoutMs = ivars->idleTimeoutMs;
    return usb::ModelOf(ivars).CheckAttached();
}

// Asynchronous or not, the driver has been told when this returns.
kern_return_t IOUSBHostPipe::Abort(
    IOOptionBits options, kern_return_t withError, IOService * forClient) {
    (void)options;
    (void)forClient;
    usb::Pipe & pipe = PipeOf(ivars);
    if (const kern_return_t gone = ivars->interface->CheckAttached(); gone != kIOReturnSuccess) {
        return gone;
    }
    pipe.Abort(withError);
    return kIOReturnSuccess;
}

kern_return_t IOUSBHostPipe::ClearStall(bool withRequest) {
    return PipeOf(ivars).ClearStall(withRequest);
}

// What a transfer can't be asked for with.
static kern_return_t CheckArguments(
    const usb::Endpoint & endpoint, IOMemoryDescriptor * dataBuffer, uint32_t length,
    uint32_t timeoutMs) {
    uint64_t room = 0;
    if (dataBuffer != nullptr) {
        dataBuffer->GetLength(&room);
        const uint64_t direction = dataBuffer->ivars->direction;
        const uint64_t wrong = endpoint.isIn() ? kIOMemoryDirectionOut : kIOMemoryDirectionIn;
        if (direction == wrong) {
            Fault(
                "a transfer on endpoint 0x%02x: its memory is for the other direction",
                endpoint.address);
            return kIOReturnBadArgument;
        }
    }
    if (length > room) {
        return kIOReturnBadArgument;
    }
    // "You must specify 0" (documentation of AsyncIO).
    return endpoint.isInterrupt() && timeoutMs != 0 ? kIOReturnBadArgument : kIOReturnSuccess;
}

kern_return_t IOUSBHostPipe::IO(
    IOMemoryDescriptor * dataBuffer, uint32_t dataBufferLength, uint32_t * bytesTransferred,
    uint32_t completionTimeoutMs) {
    usb::Pipe & pipe = PipeOf(ivars);
    const kern_return_t refused =
        CheckArguments(pipe.endpoint, dataBuffer, dataBufferLength, completionTimeoutMs);
    if (refused != kIOReturnSuccess) {
        return refused;
    }
    const auto transfer = std::make_shared<usb::Transfer>(dataBuffer, dataBufferLength, nullptr);
    const kern_return_t status = pipe.Wait(transfer, completionTimeoutMs);
    if (bytesTransferred != nullptr) {
        *bytesTransferred = transfer->done;
    }
    return status;
}

kern_return_t IOUSBHostPipe::AsyncIO(
    IOMemoryDescriptor * dataBuffer, uint32_t dataBufferLength, OSAction * completion,
    uint32_t completionTimeoutMs) {
    usb::Pipe & pipe = PipeOf(ivars);
    if (completion == nullptr ||
        !usb::IsFor(completion, IOUSBHostPipe_CompleteAsyncIO_ID, "AsyncIO")) {
        return kIOReturnBadArgument;
    }
    const kern_return_t refused =
        CheckArguments(pipe.endpoint, dataBuffer, dataBufferLength, completionTimeoutMs);
    if (refused != kIOReturnSuccess) {
        return refused;
    }
    return pipe.Submit(
        std::make_shared<usb::Transfer>(dataBuffer, dataBufferLength, completion),
        completionTimeoutMs);
}
