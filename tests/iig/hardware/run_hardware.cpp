// Starts Stream on a device of the loopback, and checks that what is declared as
// TYPE(IOUSBHostPipe::CompleteAsyncIO) and the like is called.

#include <condition_variable>
#include <mutex>
#include <stdio.h>
#include <stdlib.h>
#include <string>

#include <DriverKit/DriverKit.h>
#include <USBDriverKit/USBDriverKit.h>

#include "Stream.h"
#include "hardware_abi.h"

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1); \
        } \
    } while (0)

static std::mutex mutex;
static std::condition_variable changed;
static std::string calls;

static void Called(const std::string & call)
{
    const std::lock_guard<std::mutex> lock(mutex);
    calls += call + " ";
    changed.notify_all();
}

kern_return_t IMPL(Stream, Start)
{
    kern_return_t ret = Start(provider, SUPERDISPATCH);
    IOUSBHostInterface * const interface = OSDynamicCast(IOUSBHostInterface, provider);
    CHECK(ret == kIOReturnSuccess && interface);
    CHECK(interface->Open(this, 0, NULL) == kIOReturnSuccess);

    /* Objects of devices travel as any others. */
    IOUSBHostPipe * pipe = NULL;
    CHECK(OpenPipe(interface, &pipe) == kIOReturnSuccess && pipe);
    CHECK(Attach(NULL, 3) == kIOReturnNoDevice);

    IOBufferMemoryDescriptor * buffer = NULL;
    CHECK(interface->CreateIOBuffer(kIOMemoryDirectionIn, 64, &buffer) == kIOReturnSuccess);
    OSAction * action = NULL;
    CHECK(CreateActionReadDone(sizeof(uint32_t), &action) == kIOReturnSuccess);
    *static_cast<uint32_t *>(action->GetReference()) = 42;
    CHECK(pipe->AsyncIO(buffer, 64, action, 0) == kIOReturnSuccess);
    OSSafeReleaseNULL(action);
    CHECK(CreateActionRequestDone(0, &action) == kIOReturnSuccess);
    /* An action for something else completes nothing. */
    CHECK(pipe->AsyncIO(buffer, 64, NULL, 0) == kIOReturnBadArgument);
    CHECK(interface->AsyncDeviceRequest(0x40, 1, 0, 0, 0, NULL, action, 0) == kIOReturnSuccess);
    OSSafeReleaseNULL(action);
    OSSafeReleaseNULL(buffer);
    OSSafeReleaseNULL(pipe);
    return RegisterService();
}

kern_return_t IMPL(Stream, OpenPipe) { return interface->CopyPipe(0x81, pipe); }

kern_return_t IMPL(Stream, Attach)
{
    (void)memoryIndex;
    return device ? kIOReturnSuccess : kIOReturnNoDevice;
}

void IMPL(Stream, ReadDone)
{
    CHECK(status == kIOReturnSuccess && completionTimestamp != 0);
    const uint32_t reference = *static_cast<const uint32_t *>(action->GetReference());
    Called("read:" + std::to_string(reference) + ":" + std::to_string(actualByteCount));
}

void IMPL(Stream, RequestDone)
{
    (void)action;
    CHECK(status == kUSBHostReturnPipeStalled && bytesTransferred == 0);
    Called("request");
}

bool Stream::Describe(IOUSBStandardEndpointDescriptors * descriptors)
{
    return descriptors->bcdUSB != 0;
}

static void Left(void *, uint32_t, const char * text, size_t length, size_t count, size_t)
{
    fprintf(stderr, "left: %zu %.*s\n", count, static_cast<int>(length), text);
    exit(1);
}

void RunHardware()
{
    const lb_usb_identity identity = {1, 2, 0, 0xff, 0, 0, kIOUSBHostConnectionSpeedHigh};
    lb_hardware * const device = lb_usb_new(&identity, NULL);
    CHECK(lb_usb_endpoint(device, 0x81, 2, 512, 0));
    lb_machine * const machine = lb_machine_new();
    lb_driver * const driver = lb_driver_new("Stream", 6);
    lb_driver_on(driver, device);
    CHECK(lb_driver_start(machine, driver) == kIOReturnSuccess);
    const uint8_t bytes[] = {1, 2, 3};
    lb_usb_send(device, 0x81, bytes, sizeof(bytes), true);
    {
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait(lock, [] { return calls == "request read:42:3 "; });
    }
    lb_machine_stop(machine);
    lb_machine_report(machine, &Left, NULL);
    lb_machine_free(machine);
    lb_hardware_free(device);
}
