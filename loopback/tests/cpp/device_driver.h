// A driver of a device that the test plays; what it does, the test says. Its class looks as iig
// writes it, as far as the tests need.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOService.h>
#include <DriverKit/IOUserClient.h>
#include <USBDriverKit/IOUSBHostDevice.h>
#include <USBDriverKit/IOUSBHostPipe.h>

#define DeviceDriver_Start_Args IOService * provider
#define DeviceDriver_Stop_Args IOService * provider
#define DeviceDriver_NewUserClient_Args uint32_t type, IOUserClient **userClient

// TYPE(IOUSBHostPipe::CompleteAsyncIO)
#define DeviceDriver_Transferred_ID 0x5678ULL
#define DeviceDriver_Transferred_Args IOUSBHostPipe_CompleteAsyncIO_Args
// TYPE(IOUSBHostDevice::CompleteAsyncDeviceRequest)
#define DeviceDriver_Requested_ID 0x5679ULL
#define DeviceDriver_Requested_Args IOUSBHostDevice_CompleteAsyncDeviceRequest_Args

extern OSMetaClass * gDeviceDriverMetaClass;

class DeviceDriverMetaClass : public OSMetaClass {
public:
    kern_return_t New(OSObject * instance) override;
};

class DeviceDriver : public IOService {
    friend class DeviceDriverMetaClass;

public:
    static OSMetaClass * sGetMetaClass() { return gDeviceDriverMetaClass; }
    using super = IOService;

    kern_return_t Dispatch(const IORPC rpc) override;
    static kern_return_t _Dispatch(DeviceDriver * self, const IORPC rpc);

    bool init() override;

    // An action for a transfer, or for a request, that is told apart by a tag.
    OSAction * CreateAction(uint64_t tag);
    OSAction * CreateRequestAction(uint64_t tag);

protected:
    kern_return_t Start_Impl(DeviceDriver_Start_Args);
    kern_return_t Stop_Impl(DeviceDriver_Stop_Args);
    kern_return_t NewUserClient_Impl(DeviceDriver_NewUserClient_Args);
    void Transferred_Impl(DeviceDriver_Transferred_Args);
    void Requested_Impl(DeviceDriver_Requested_Args);
};

// A transfer or a request that is over.
struct Done {
    uint64_t tag;
    int32_t status;
    uint32_t bytes;
    // On the driver's own queue.
    bool onQueue;
};

// What a test wants, and what it learns. One for all: the tests run one at a time.
class DeviceTest {
public:
    std::function<kern_return_t(DeviceDriver * driver, IOService * provider)> start;
    std::function<kern_return_t(DeviceDriver * driver, IOService * provider)> stop;
    // Instead of ending Stop() itself.
    bool keepsStop = false;
    // Called for each completion, on the driver's queue.
    std::function<void(DeviceDriver * driver, const Done & done)> completed;

    // Not retained: the test looks at it only while the driver runs.
    DeviceDriver * driver = nullptr;
    IOService * provider = nullptr;
    int starts = 0;
    int stops = 0;

    void Add(const Done & done);
    // Waits until so many are over, and gives them; fewer after a time.
    std::vector<Done> Wait(size_t count);
    // What is over by now.
    std::vector<Done> Now();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Done> done_;
};
// A new one, with nothing said.
DeviceTest & ResetDeviceTest();
DeviceTest & TheDeviceTest();

// Runs something as the driver does: on its queue, objects counted as its own.
void OnDriver(const std::function<void()> & work);
