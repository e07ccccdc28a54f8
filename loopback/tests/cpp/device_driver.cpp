#include "device_driver.h"

#include <chrono>
#include <memory>

// --- as iig writes it
// -------------------------------------------------------------------------------

static const OSClassDescription kDeviceDriverDescription = {
    sizeof(OSClassDescription), "DeviceDriver", "IOService", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {}};

static kern_return_t NewDeviceDriverMeta(OSMetaClass * meta) {
    new (static_cast<void *>(meta)) DeviceDriverMetaClass;
    return kIOReturnSuccess;
}

OSMetaClass * gDeviceDriverMetaClass;
static const OSClassLoadInformation kDeviceDriverClass = {
    &kDeviceDriverDescription,
    &gDeviceDriverMetaClass,
    1,
    sizeof(DeviceDriver),
    {},
    &NewDeviceDriverMeta,
    {}};

__attribute__((constructor)) static void Register() { OSLoopbackRegisterClass(&kDeviceDriverClass); }

kern_return_t DeviceDriverMetaClass::New(OSObject * instance) {
    new (static_cast<void *>(instance)) DeviceDriver;
    return kIOReturnSuccess;
}

kern_return_t DeviceDriver::Dispatch(const IORPC rpc) { return _Dispatch(this, rpc); }

kern_return_t DeviceDriver::_Dispatch(DeviceDriver * self, const IORPC rpc) {
    switch (IORPCMessageFromMach(rpc.message, false)->msgid) {
    case IOService_Start_ID:
        return IOService::Start_Invoke(
            rpc, self, &OSLoopbackHandler<&DeviceDriver::Start_Impl>::Call);
    case IOService_Stop_ID:
        return IOService::Stop_Invoke(
            rpc, self, &OSLoopbackHandler<&DeviceDriver::Stop_Impl>::Call);
    case IOService_NewUserClient_ID:
        return IOService::NewUserClient_Invoke(
            rpc, self, &OSLoopbackHandler<&DeviceDriver::NewUserClient_Impl>::Call);
    case DeviceDriver_Transferred_ID:
        return IOUSBHostPipe::CompleteAsyncIO_Invoke(
            rpc, self, &OSLoopbackHandler<&DeviceDriver::Transferred_Impl>::Call,
            OSTypeID(OSAction));
    case DeviceDriver_Requested_ID:
        return IOUSBHostDevice::CompleteAsyncDeviceRequest_Invoke(
            rpc, self, &OSLoopbackHandler<&DeviceDriver::Requested_Impl>::Call,
            OSTypeID(OSAction));
    default:
        return IOService::_Dispatch(self, rpc);
    }
}

// --- as a user writes it
// ----------------------------------------------------------------------------

bool DeviceDriver::init() {
    TheDeviceTest().driver = this;
    return super::init();
}

static OSAction * MakeAction(
    DeviceDriver * driver, uint64_t targetmsgid, uint64_t msgid, uint64_t tag) {
    OSAction * action = nullptr;
    if (OSAction::Create(driver, targetmsgid, msgid, sizeof(tag), &action) == kIOReturnSuccess) {
        *static_cast<uint64_t *>(action->GetReference()) = tag;
    }
    return action;
}

OSAction * DeviceDriver::CreateAction(uint64_t tag) {
    return MakeAction(this, DeviceDriver_Transferred_ID, IOUSBHostPipe_CompleteAsyncIO_ID, tag);
}

OSAction * DeviceDriver::CreateRequestAction(uint64_t tag) {
    return MakeAction(
        this, DeviceDriver_Requested_ID, IOUSBHostDevice_CompleteAsyncDeviceRequest_ID, tag);
}

kern_return_t IMPL(DeviceDriver, Start) {
    DeviceTest & test = TheDeviceTest();
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    ++test.starts;
    test.provider = provider;
    const kern_return_t started = test.start ? test.start(this, provider) : kIOReturnSuccess;
    return started != kIOReturnSuccess ? started : RegisterService();
}

kern_return_t IMPL(DeviceDriver, Stop) {
    DeviceTest & test = TheDeviceTest();
    ++test.stops;
    if (test.stop) {
        test.stop(this, provider);
    }
    return test.keepsStop ? kIOReturnSuccess : Stop(provider, SUPERDISPATCH);
}

kern_return_t IMPL(DeviceDriver, NewUserClient) {
    (void)type;
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, "UserClientProperties", &client);
    if (ret == kIOReturnSuccess) {
        *userClient = OSDynamicCast(IOUserClient, client);
    }
    return ret;
}

static void Complete(DeviceDriver * driver, OSAction * action, int32_t status, uint32_t bytes) {
    IODispatchQueue * queue = nullptr;
    const bool onQueue = driver->CopyDispatchQueue("Default", &queue) == kIOReturnSuccess &&
                         queue->OnQueue();
    OSSafeReleaseNULL(queue);
    const Done done = {
        *static_cast<const uint64_t *>(action->GetReference()), status, bytes, onQueue};
    if (TheDeviceTest().completed) {
        TheDeviceTest().completed(driver, done);
    }
    TheDeviceTest().Add(done);
}

void IMPL(DeviceDriver, Transferred) {
    (void)completionTimestamp;
    Complete(this, action, status, actualByteCount);
}

void IMPL(DeviceDriver, Requested) { Complete(this, action, status, bytesTransferred); }

// --- what a test wants and learns
// -------------------------------------------------------------------

static std::unique_ptr<DeviceTest> & Place() {
    static std::unique_ptr<DeviceTest> test = std::make_unique<DeviceTest>();
    return test;
}

DeviceTest & TheDeviceTest() { return *Place(); }

DeviceTest & ResetDeviceTest() {
    Place() = std::make_unique<DeviceTest>();
    return *Place();
}

void DeviceTest::Add(const Done & done) {
    const std::lock_guard lock(mutex_);
    done_.push_back(done);
    changed_.notify_all();
}

std::vector<Done> DeviceTest::Wait(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return done_.size() >= count; });
    return done_;
}

std::vector<Done> DeviceTest::Now() {
    const std::lock_guard lock(mutex_);
    return done_;
}

void OnDriver(const std::function<void()> & work) {
    IODispatchQueue * queue = nullptr;
    TheDeviceTest().driver->CopyDispatchQueue("Default", &queue);
    queue->DispatchSync([&] { work(); });
    queue->release();
}
