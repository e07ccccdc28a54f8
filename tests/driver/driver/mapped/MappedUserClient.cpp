// Where the memory comes from, and the methods by which a test asks and plans.

#include "MappedUserClient.h"

#include "MappedUserClientDispatch.h"
#include "Target.h"

#ifndef KEXT
#include <PCIDriverKit/IOPCIDevice.h>
#include <USBDriverKit/IOUSBHostInterface.h>
#endif

struct MappedUserClient_IVars : Life
{
    MappedUserClientState state;
    uint32_t channels;
    uint64_t asked; // how many handlers were
    kern_return_t failure; // what the next one returns
    uint64_t sample; // the next one's number
    uint64_t order;

    kern_return_t Start()
    {
        channels = 4;
#ifdef KEXT
        return state.MakeQueues() ? kIOReturnSuccess : kIOReturnNoMemory;
#else
        return kIOReturnSuccess;
#endif
    }

    void Free() { state.Free(); }
};

LIFE(MappedUserClient)

MappedUserClientState * MappedUserClient::State()
{
    return &ivars->state;
}

// A handler of memory was asked; whether it does it.
static kern_return_t WasAsked(MappedUserClient_IVars * ivars)
{
    ivars->asked += 1;
    const kern_return_t ret = ivars->failure;
    ivars->failure = kIOReturnSuccess;
    return ret;
}

uint32_t MappedUserClient::ChannelsCount()
{
    return ivars->channels;
}

uint32_t MappedUserClient::CountersCount()
{
    return ivars->channels;
}

kern_return_t MappedUserClient::CopyCountersMemory(uint32_t index, IOMemoryDescriptor ** memory)
{
    const kern_return_t ret = WasAsked(ivars);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOBufferMemoryDescriptor * const buffer = MakeBuffer(sizeof(Sample), 0);
    if (buffer == nullptr) {
        return kIOReturnNoMemory;
    }
    const View view(buffer, false);
    const Sample sample = {index, uint64_t{index} * index};
    memcpy(view.Bytes(), &sample, sizeof(sample));
    *memory = buffer;
    return kIOReturnSuccess;
}

#ifndef KEXT

// The device that the driver has opened, and the driver.
static kern_return_t CopyDevice(
    MappedUserClient * client, MappedUserClient_IVars * ivars, IOPCIDevice ** device,
    IOService ** forClient)
{
    const kern_return_t ret = WasAsked(ivars);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOService * const provider = client->GetProvider();
    *device = OSDynamicCast(IOPCIDevice, provider->GetProvider());
    if (*device != nullptr) {
        (*device)->retain();
    }
    provider->retain();
    *forClient = provider;
    return kIOReturnSuccess;
}

kern_return_t MappedUserClient::CopyBarsDevice(
    uint32_t, IOPCIDevice ** device, IOService ** forClient)
{
    return CopyDevice(this, ivars, device, forClient);
}

kern_return_t MappedUserClient::CopyRegistersDevice(IOPCIDevice ** device, IOService ** forClient)
{
    return CopyDevice(this, ivars, device, forClient);
}

kern_return_t MappedUserClient::CopySmallBarDevice(IOPCIDevice ** device, IOService ** forClient)
{
    return CopyDevice(this, ivars, device, forClient);
}

kern_return_t MappedUserClient::CopyTransferInterface(IOUSBHostInterface ** interface)
{
    const kern_return_t ret = WasAsked(ivars);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    IOService * const provider = GetProvider();
    *interface = OSDynamicCast(IOUSBHostInterface, provider->GetProvider());
    if (*interface != nullptr) {
        (*interface)->retain();
    }
    return kIOReturnSuccess;
}

#endif

kern_return_t MappedUserClient::Asked(uint64_t * count)
{
    *count = ivars->asked;
    return kIOReturnSuccess;
}

kern_return_t MappedUserClient::SetChannels(uint32_t count)
{
    ivars->channels = count;
    return kIOReturnSuccess;
}

kern_return_t MappedUserClient::FailNext(uint32_t code)
{
    ivars->failure = static_cast<kern_return_t>(code);
    return kIOReturnSuccess;
}

kern_return_t MappedUserClient::Mark(uint32_t index, uint64_t number)
{
    Sample * samples = nullptr;
    const kern_return_t ret = ivars->state.GetChannels(index, &samples);
    if (ret == kIOReturnSuccess) {
        samples[0].number = number;
    }
#ifdef KEXT
    ivars->state.newsQueue.Enqueue({ number, number * number }); // or nobody takes them
#endif
    return ret;
}

kern_return_t MappedUserClient::Produce(uint32_t count, uint32_t * pushed)
{
    MappedUserClientSamplesRing * ring = nullptr;
    kern_return_t ret = ivars->state.GetSamples(&ring);
    while (ret == kIOReturnSuccess && *pushed < count) {
        Sample samples[37];
        size_t all = 0;
        for (; all < 37 && *pushed + all < count; all++) {
            const uint64_t number = ivars->sample + all;
            samples[all] = {number, number * number};
        }
        size_t now = 0;
        ret = ring->Push(samples, all, &now);
        ivars->sample += now;
        *pushed += static_cast<uint32_t>(now);
        if (now < all) {
            break;
        }
    }
    return ret;
}

kern_return_t MappedUserClient::Consume(uint32_t count, uint32_t * popped, uint64_t * next)
{
    MappedUserClientOrdersRing * ring = nullptr;
    kern_return_t ret = ivars->state.GetOrders(&ring);
    while (ret == kIOReturnSuccess && *popped < count) {
        Order orders[19];
        size_t now = 0;
        ret = ring->Pop(orders, count - *popped < 19 ? count - *popped : 19, &now);
        for (size_t index = 0; index < now; index++) {
            if (orders[index].number != ivars->order) {
                return kIOReturnInternalError;
            }
            ivars->order += 1;
        }
        *popped += static_cast<uint32_t>(now);
        if (now == 0) {
            break;
        }
    }
    *next = ivars->order;
    return ret;
}
