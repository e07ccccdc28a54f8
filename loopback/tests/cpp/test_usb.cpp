// A USB interface: its pipes, its control requests, its end.
#include <algorithm>
#include <thread>

#include <USBDriverKit/USBDriverKit.h>

#include "device_host.h"

constexpr uint8_t kIn = 0x81;
constexpr uint8_t kOut = 0x02;
constexpr uint8_t kEvents = 0x83;
constexpr uint32_t kPacket = 512;

static lb_hardware * Stick(const lb_usb_control * control = nullptr) {
    const lb_usb_identity identity = {
        0x1234, 0x5678, 2, 0xff, 1, 2, kIOUSBHostConnectionSpeedHigh};
    lb_hardware * stick = lb_usb_new(&identity, control);
    CHECK(lb_usb_endpoint(stick, kIn, 2, kPacket, 0));
    CHECK(lb_usb_endpoint(stick, kOut, 2, kPacket, 0));
    CHECK(lb_usb_endpoint(stick, kEvents, 3, 8, 4));
    CHECK(!lb_usb_endpoint(stick, kIn, 2, kPacket, 0) && !lb_usb_endpoint(stick, 0x80, 2, 8, 0));
    return stick;
}

static IOUSBHostInterface * Usb() {
    return OSDynamicCast(IOUSBHostInterface, TheDeviceTest().provider);
}

// A driver that has the interface open, and lets go of all in Stop. The buffers are in the order of
// the transfers.
struct Stack {
    explicit Stack(lb_hardware * stick = Stick()) : host(stick) {
        host.test.start = [this](DeviceDriver * driver, IOService * provider) {
            auto * interface = OSDynamicCast(IOUSBHostInterface, provider);
            CHECK_CODE(interface->Open(driver, 0, nullptr), kIOReturnSuccess);
            CHECK_CODE(interface->CopyPipe(kIn, &in), kIOReturnSuccess);
            CHECK_CODE(interface->CopyPipe(kOut, &out), kIOReturnSuccess);
            CHECK_CODE(interface->CopyPipe(kEvents, &events), kIOReturnSuccess);
            return kIOReturnSuccess;
        };
        host.test.stop = [this](DeviceDriver * driver, IOService * provider) {
            for (IOBufferMemoryDescriptor * buffer : buffers) {
                buffer->release();
            }
            OSSafeReleaseNULL(in);
            OSSafeReleaseNULL(out);
            OSSafeReleaseNULL(events);
            OSDynamicCast(IOUSBHostInterface, provider)->Close(driver, 0);
            return kIOReturnSuccess;
        };
        CHECK_CODE(host.Start(), kIOReturnSuccess);
    }

    // Asks for a transfer with a buffer of its own; the tag is the number of the buffer.
    kern_return_t Ask(IOUSBHostPipe * pipe, uint32_t length, uint32_t timeoutMs = 0) {
        kern_return_t ret = kIOReturnSuccess;
        OnDriver([&] {
            IOBufferMemoryDescriptor * buffer = nullptr;
            CHECK_CODE(
                Usb()->CreateIOBuffer(kIOMemoryDirectionInOut, length == 0 ? 1 : length, &buffer),
                kIOReturnSuccess);
            OSAction * action = TheDeviceTest().driver->CreateAction(buffers.size());
            ret = pipe->AsyncIO(buffer, length, action, timeoutMs);
            action->release();
            buffers.push_back(buffer);
        });
        return ret;
    }
    uint8_t * Bytes(size_t buffer) {
        IOAddressSegment range = {};
        buffers[buffer]->GetAddressRange(&range);
        return reinterpret_cast<uint8_t *>(range.address);
    }
    void Send(uint8_t address, const std::string & text, bool end = true) {
        lb_usb_send(
            host.device, address, reinterpret_cast<const uint8_t *>(text.data()), text.size(), end);
    }
    std::string Take(uint8_t address) {
        std::string text = "(none)";
        lb_usb_take(
            host.device, address, 0,
            [](void * context, const uint8_t * bytes, size_t length) {
                static_cast<std::string *>(context)->assign(
                    reinterpret_cast<const char *>(bytes), length);
            },
            &text);
        return text;
    }

    IOUSBHostPipe * in = nullptr;
    IOUSBHostPipe * out = nullptr;
    IOUSBHostPipe * events = nullptr;
    std::vector<IOBufferMemoryDescriptor *> buffers;
    // Last: its end is a Stop().
    DeviceHost host;
};

static bool Is(const Done & done, uint64_t tag, int32_t status, uint32_t bytes) {
    return done.tag == tag && done.status == status && done.bytes == bytes && done.onQueue;
}

TEST(an_in_transfer_ends_when_it_is_full_or_with_a_short_packet) {
    Stack stack;
    CHECK_CODE(stack.Ask(stack.in, 2 * kPacket), kIOReturnSuccess);
    CHECK_CODE(stack.Ask(stack.in, 2 * kPacket), kIOReturnSuccess);
    CHECK_CODE(stack.Ask(stack.in, 2 * kPacket), kIOReturnSuccess);
    CHECK(lb_usb_in_flight(stack.host.device, kIn) == 3);
    // Two full packets: full. A full and a short one. One that is full, and an empty one.
    stack.Send(kIn, std::string(2 * kPacket, 'a'), false);
    stack.Send(kIn, std::string(kPacket + 1, 'b'));
    stack.Send(kIn, std::string(kPacket, 'c'), false);
    CHECK(stack.host.test.Wait(2).size() == 2 && lb_usb_in_flight(stack.host.device, kIn) == 1);
    stack.Send(kIn, "");
    const std::vector<Done> done = stack.host.test.Wait(3);
    CHECK(done.size() == 3);
    CHECK(Is(done[0], 0, kIOReturnSuccess, 2 * kPacket));
    CHECK(Is(done[1], 1, kIOReturnSuccess, kPacket + 1));
    CHECK(Is(done[2], 2, kIOReturnSuccess, kPacket));
    CHECK(stack.Bytes(0)[1023] == 'a' && stack.Bytes(1)[512] == 'b' && stack.Bytes(1)[513] == 0);
    // What comes before anybody asks waits.
    stack.Send(kIn, "early");
    CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    CHECK(Is(stack.host.test.Wait(4)[3], 3, kIOReturnSuccess, 5));
}

TEST(an_out_transfer_brings_what_is_in_its_memory) {
    Stack stack;
    CHECK(stack.Take(kOut) == "(none)");
    OnDriver([&] {
        IOBufferMemoryDescriptor * buffer = nullptr;
        CHECK_CODE(
            Usb()->CreateIOBuffer(kIOMemoryDirectionInOut, 4, &buffer), kIOReturnSuccess);
        stack.buffers.push_back(buffer);
        std::memcpy(stack.Bytes(0), "data", 4);
        uint32_t bytes = 0;
        CHECK_CODE(stack.out->IO(buffer, 3, &bytes, 0), kIOReturnSuccess);
        CHECK(bytes == 3);
        CHECK_CODE(stack.out->IO(buffer, 0, &bytes, 0), kIOReturnSuccess);
        CHECK_CODE(stack.out->IO(nullptr, 0, nullptr, 0), kIOReturnSuccess);
        CHECK_CODE(stack.out->IO(buffer, 5, &bytes, 0), kIOReturnBadArgument);
        CHECK_CODE(stack.out->IO(nullptr, 1, &bytes, 0), kIOReturnBadArgument);
    });
    CHECK(stack.Take(kOut) == "dat" && stack.Take(kOut) == "" && stack.Take(kOut) == "");
    CHECK(stack.Take(kOut) == "(none)");
}

TEST(sixty_four_transfers_on_two_pipes_end_in_order) {
    Stack stack;
    lb_usb_hold(stack.host.device, kOut);
    for (int index = 0; index < 64; ++index) {
        CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
        CHECK_CODE(stack.Ask(stack.out, 1), kIOReturnSuccess);
        stack.Bytes(static_cast<size_t>(2 * index + 1))[0] = static_cast<uint8_t>(index);
    }
    CHECK(lb_usb_wait_in_flight(stack.host.device, kOut, 64, 0));
    CHECK(!lb_usb_wait_in_flight(stack.host.device, kOut, 65, 1));
    CHECK(stack.host.test.Now().empty());
    std::thread sends([&] {
        for (int index = 0; index < 64; ++index) {
            stack.Send(kIn, std::string(static_cast<size_t>(index), 'x'));
        }
    });
    std::thread releases([&] {
        for (int index = 0; index < 32; ++index) {
            lb_usb_release(stack.host.device, kOut, 1);
        }
        lb_usb_resume(stack.host.device, kOut);
    });
    sends.join();
    releases.join();
    const std::vector<Done> done = stack.host.test.Wait(128);
    CHECK(done.size() == 128);
    uint32_t ins = 0, outs = 0;
    for (const Done & each : done) {
        if (each.tag % 2 == 0) {
            CHECK(Is(each, 2 * ins, kIOReturnSuccess, ins));
            ++ins;
        } else {
            CHECK(Is(each, 2 * outs + 1, kIOReturnSuccess, 1));
            CHECK(stack.Take(kOut) == std::string(1, static_cast<char>(outs)));
            ++outs;
        }
    }
    CHECK(ins == 64 && outs == 64);
}

TEST(a_pipe_is_fed_by_its_own_completions) {
    Stack stack;
    IOBufferMemoryDescriptor * buffer = nullptr;
    OSAction * action = nullptr;
    OnDriver([&] {
        CHECK_CODE(
            Usb()->CreateIOBuffer(kIOMemoryDirectionIn, kPacket, &buffer), kIOReturnSuccess);
        action = TheDeviceTest().driver->CreateAction(0);
        CHECK_CODE(stack.in->AsyncIO(buffer, kPacket, action, 0), kIOReturnSuccess);
    });
    stack.host.test.completed = [&](DeviceDriver *, const Done & done) {
        if (done.status == kIOReturnSuccess) {
            stack.in->AsyncIO(buffer, kPacket, action, 0);
        }
    };
    for (int index = 0; index < 100; ++index) {
        stack.Send(kIn, "again");
    }
    CHECK(stack.host.test.Wait(100).size() == 100);
    OnDriver([&] { CHECK_CODE(stack.in->Abort(0, kIOReturnAborted, nullptr), kIOReturnSuccess); });
    const std::vector<Done> done = stack.host.test.Wait(101);
    CHECK(done.size() == 101 && Is(done[100], 0, kIOReturnAborted, 0));
    action->release();
    buffer->release();
}

TEST(a_stalled_endpoint_stays_halted_until_it_is_cleared) {
    Stack stack;
    stack.Send(kIn, "before");
    lb_usb_stall(stack.host.device, kIn);
    stack.Send(kIn, "after");
    CHECK(!lb_usb_is_halted(stack.host.device, kIn));
    CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    lb_usb_hold(stack.host.device, kIn);
    CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    lb_usb_resume(stack.host.device, kIn);
    CHECK(lb_usb_is_halted(stack.host.device, kIn));
    // Nothing more is taken, and what waits goes on waiting.
    CHECK_CODE(stack.Ask(stack.in, kPacket), kUSBHostReturnPipeStalled);
    CHECK(stack.host.test.Wait(2).size() == 2 && lb_usb_in_flight(stack.host.device, kIn) == 1);
    OnDriver([&] { CHECK_CODE(stack.in->ClearStall(true), kIOReturnSuccess); });
    CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    const std::vector<Done> done = stack.host.test.Wait(4);
    CHECK(Is(done[0], 0, kIOReturnSuccess, 6));
    CHECK(Is(done[1], 1, kUSBHostReturnPipeStalled, 0));
    CHECK(Is(done[2], 2, kIOReturnAborted, 0));
    CHECK(Is(done[3], 4, kIOReturnSuccess, 5));
    CHECK(kUSBHostReturnPipeStalled == static_cast<IOReturn>(0xe0005000u));
}

TEST(a_device_that_nobody_told_stalls_again) {
    Stack stack;
    lb_usb_stall(stack.host.device, kOut);
    CHECK_CODE(stack.Ask(stack.out, 1), kIOReturnSuccess);
    OnDriver([&] { CHECK_CODE(stack.out->ClearStall(false), kIOReturnSuccess); });
    CHECK_CODE(stack.Ask(stack.out, 1), kIOReturnSuccess);
    OnDriver([&] { CHECK_CODE(stack.out->ClearStall(true), kIOReturnSuccess); });
    CHECK_CODE(stack.Ask(stack.out, 1), kIOReturnSuccess);
    const std::vector<Done> done = stack.host.test.Wait(3);
    CHECK(Is(done[0], 0, kUSBHostReturnPipeStalled, 0));
    CHECK(Is(done[1], 1, kUSBHostReturnPipeStalled, 0));
    CHECK(Is(done[2], 2, kIOReturnSuccess, 1));
    CHECK(stack.Take(kOut).size() == 1 && stack.Take(kOut) == "(none)");
}

TEST(a_packet_that_does_not_fit_is_an_overrun) {
    Stack stack;
    CHECK_CODE(stack.Ask(stack.in, 100), kIOReturnSuccess);
    stack.Send(kIn, std::string(200, 'x'));
    CHECK(Is(stack.host.test.Wait(1)[0], 0, kIOReturnOverrun, 100));
    CHECK(lb_usb_is_halted(stack.host.device, kIn));
    OnDriver([&] { CHECK_CODE(stack.in->ClearStall(true), kIOReturnSuccess); });
    CHECK(!lb_usb_is_halted(stack.host.device, kIn));
}

TEST(transfers_have_timeouts) {
    Stack stack;
    CHECK_CODE(stack.Ask(stack.in, 2 * kPacket), kIOReturnSuccess);
    CHECK_CODE(stack.Ask(stack.in, 2 * kPacket, 5), kIOReturnSuccess);
    CHECK_CODE(stack.Ask(stack.in, 2 * kPacket, 60000), kIOReturnSuccess);
    // The second one waits behind the first, and is over before it.
    CHECK(Is(stack.host.test.Wait(1)[0], 1, kIOReturnTimeout, 0));
    stack.Send(kIn, "one");
    stack.Send(kIn, "three");
    const std::vector<Done> done = stack.host.test.Wait(3);
    CHECK(Is(done[1], 0, kIOReturnSuccess, 3) && Is(done[2], 2, kIOReturnSuccess, 5));
    OnDriver([&] {
        uint32_t bytes = 7;
        CHECK_CODE(stack.in->IO(stack.buffers[0], kPacket, &bytes, 5), kIOReturnTimeout);
        CHECK(bytes == 0);
    });
    CHECK(!lb_usb_is_halted(stack.host.device, kIn));
    CHECK_CODE(stack.Ask(stack.events, 8, 5), kIOReturnBadArgument);
    CHECK_CODE(stack.Ask(stack.events, 8), kIOReturnSuccess);
    stack.Send(kEvents, "event");
    CHECK(Is(stack.host.test.Wait(4)[3], 4, kIOReturnSuccess, 5));
}

TEST(what_an_action_is_for_is_checked) {
    Stack stack;
    OnDriver([&] {
        DeviceDriver * driver = TheDeviceTest().driver;
        IOBufferMemoryDescriptor * buffer = nullptr;
        CHECK_CODE(Usb()->CreateIOBuffer(kIOMemoryDirectionOut, 8, &buffer), kIOReturnSuccess);
        OSAction * right = driver->CreateAction(0);
        OSAction * wrong = driver->CreateRequestAction(0);
        CHECK_CODE(stack.in->AsyncIO(buffer, 8, nullptr, 0), kIOReturnBadArgument);
        CHECK_CODE(stack.in->AsyncIO(buffer, 8, wrong, 0), kIOReturnBadArgument);
        CHECK_CODE(stack.in->AsyncIO(buffer, 8, right, 0), kIOReturnBadArgument);
        wrong->release();
        right->release();
        buffer->release();
    });
    CHECK(
        stack.host.host.Finish() ==
        "AsyncIO: the action was not created for its completion, which would reach nobody; "
        "a transfer on endpoint 0x81: its memory is for the other direction; ");
}

TEST(an_interface_is_open_for_one) {
    DeviceHost host(Stick());
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    OnDriver([] {
        DeviceDriver * driver = TheDeviceTest().driver;
        IOUSBHostPipe * pipe = nullptr;
        CHECK_CODE(Usb()->CopyPipe(kIn, &pipe), kIOReturnNotOpen);
        CHECK_CODE(Usb()->Close(driver, 0), kIOReturnNotOpen);
        CHECK_CODE(Usb()->Open(nullptr, 0, nullptr), kIOReturnBadArgument);
        CHECK_CODE(Usb()->Open(driver, 0, nullptr), kIOReturnSuccess);
        CHECK_CODE(Usb()->Open(Usb(), 0, nullptr), kIOReturnExclusiveAccess);
        CHECK_CODE(Usb()->CopyPipe(0x8f, &pipe), kIOReturnNotFound);
        CHECK_CODE(Usb()->CopyPipe(kIn, &pipe), kIOReturnSuccess);
        IOUSBHostPipe * again = nullptr;
        CHECK_CODE(Usb()->CopyPipe(kIn, &again), kIOReturnSuccess);
        CHECK(pipe == again);
        again->release();
        IOUSBStandardEndpointDescriptors all = {};
        CHECK_CODE(
            pipe->GetDescriptors(&all, kIOUSBGetEndpointDescriptorOriginal), kIOReturnSuccess);
        CHECK(all.bcdUSB == 0x200 && all.descriptor.wMaxPacketSize == kPacket);
        OSAction * action = driver->CreateAction(9);
        IOBufferMemoryDescriptor * buffer = nullptr;
        CHECK_CODE(Usb()->CreateIOBuffer(kIOMemoryDirectionIn, 8, &buffer), kIOReturnSuccess);
        CHECK_CODE(pipe->AsyncIO(buffer, 8, action, 0), kIOReturnSuccess);
        CHECK_CODE(Usb()->Close(driver, 0), kIOReturnSuccess);
        CHECK_CODE(pipe->AsyncIO(buffer, 8, action, 0), kIOReturnNotOpen);
        buffer->release();
        action->release();
        pipe->release();
    });
    // What was in flight.
    CHECK(Is(host.test.Wait(1)[0], 9, kIOReturnAborted, 0));
}

TEST(descriptors_tell_the_endpoints) {
    DeviceHost host(Stick());
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    OnDriver([] {
        const IOUSBConfigurationDescriptor * configuration = Usb()->CopyConfigurationDescriptor();
        const IOUSBInterfaceDescriptor * interface = Usb()->GetInterfaceDescriptor(configuration);
        CHECK(interface != nullptr && interface->bInterfaceNumber == 2);
        CHECK(interface->bInterfaceClass == 0xff && interface->bNumEndpoints == 3);
        std::string found;
        const IOUSBEndpointDescriptor * endpoint = nullptr;
        while ((endpoint = IOUSBGetNextEndpointDescriptor(
                    configuration, interface,
                    reinterpret_cast<const IOUSBDescriptorHeader *>(endpoint))) != nullptr) {
            CHECK(IOUSBGetEndpointAddress(endpoint) == endpoint->bEndpointAddress);
            found += std::to_string(IOUSBGetEndpointNumber(endpoint));
            found += IOUSBGetEndpointDirection(endpoint) == kIOUSBEndpointDirectionIn ? "in" : "out";
            found += IOUSBGetEndpointType(endpoint) == kIOUSBEndpointTypeInterrupt ? "!" : "";
            found += std::to_string(IOUSBGetEndpointMaxPacketSize(
                         kIOUSBHostConnectionSpeedHigh, endpoint)) + " ";
        }
        CHECK(found == "2out512 1in512 3in!8 ");
        IOUSBHostFreeDescriptor(configuration);
        IOUSBHostFreeDescriptor(nullptr);
        IOUSBHostDevice * device = nullptr;
        CHECK_CODE(Usb()->CopyDevice(&device), kIOReturnSuccess);
        const IOUSBDeviceDescriptor * ids = device->CopyDeviceDescriptor();
        CHECK(ids->idVendor == 0x1234 && ids->idProduct == 0x5678);
        IOUSBHostFreeDescriptor(ids);
        uint8_t speed = 0;
        CHECK_CODE(device->GetSpeed(&speed), kIOReturnSuccess);
        CHECK(speed == kIOUSBHostConnectionSpeedHigh);
        device->release();
    });
}

// A device with a register of four bytes: request 1 reads it, 2 writes it, 3 talks too much.
static int32_t Answer(void * context, const lb_usb_setup * setup, lb_bytes answer, void * to) {
    auto * held = static_cast<uint8_t *>(context);
    switch (setup->request) {
    case 1:
        CHECK(setup->data == nullptr && setup->value == 7 && setup->index == 8);
        answer(to, held, 4);
        return kIOReturnSuccess;
    case 2:
        // NULL if there is nothing.
        std::copy_n(setup->data, setup->length, held);
        return kIOReturnSuccess;
    case 3:
        answer(to, held, 4);
        answer(to, held, 4);
        return kIOReturnSuccess;
    default:
        return kUSBHostReturnPipeStalled;
    }
}

TEST(control_requests_are_answered_by_whoever_plays_the_device) {
    uint8_t held[4] = {1, 2, 3, 4};
    const lb_usb_control control = {held, &Answer, [](void *) {}};
    Stack stack(Stick(&control));
    OnDriver([&] {
        DeviceDriver * driver = TheDeviceTest().driver;
        IOBufferMemoryDescriptor * buffer = nullptr;
        CHECK_CODE(Usb()->CreateIOBuffer(kIOMemoryDirectionInOut, 8, &buffer), kIOReturnSuccess);
        stack.buffers.push_back(buffer);
        uint16_t bytes = 0;
        CHECK_CODE(Usb()->DeviceRequest(0xc0, 1, 7, 8, 6, buffer, &bytes, 0), kIOReturnSuccess);
        CHECK(bytes == 4 && stack.Bytes(0)[3] == 4);
        CHECK_CODE(Usb()->DeviceRequest(0xc0, 1, 7, 8, 9, buffer, &bytes, 0), kIOReturnBadArgument);
        CHECK_CODE(Usb()->DeviceRequest(0xc0, 3, 0, 0, 6, buffer, &bytes, 0), kIOReturnOverrun);
        stack.Bytes(0)[0] = 9;
        CHECK_CODE(Usb()->DeviceRequest(0x40, 2, 0, 0, 1, buffer, nullptr, 0), kIOReturnSuccess);
        CHECK(held[0] == 9);
        CHECK_CODE(
            Usb()->DeviceRequest(0x40, 5, 0, 0, 0, nullptr, &bytes, 0), kUSBHostReturnPipeStalled);
        CHECK_CODE(
            Usb()->DeviceRequest(0x40, 2, 0, 0, 0, nullptr, &bytes, 0), kIOReturnSuccess);
        OSAction * action = driver->CreateRequestAction(3);
        CHECK_CODE(
            Usb()->AsyncDeviceRequest(0xc0, 1, 7, 8, 4, buffer, action, 0), kIOReturnSuccess);
        CHECK_CODE(Usb()->AbortDeviceRequests(0, kIOReturnAborted), kIOReturnSuccess);
        IOUSBHostDevice * device = nullptr;
        CHECK_CODE(Usb()->CopyDevice(&device), kIOReturnSuccess);
        CHECK_CODE(
            device->DeviceRequest(driver, 0xc0, 1, 7, 8, 4, buffer, &bytes, 0), kIOReturnNotOpen);
        CHECK_CODE(device->Open(driver, 0, 0), kIOReturnSuccess);
        CHECK_CODE(
            device->DeviceRequest(driver, 0xc0, 1, 7, 8, 4, buffer, &bytes, 0), kIOReturnSuccess);
        CHECK_CODE(
            device->AsyncDeviceRequest(driver, 0x40, 5, 0, 0, 0, nullptr, action, 0),
            kIOReturnSuccess);
        CHECK_CODE(device->Close(driver, 0), kIOReturnSuccess);
        action->release();
        device->release();
    });
    const std::vector<Done> done = stack.host.test.Wait(2);
    CHECK(Is(done[0], 3, kIOReturnSuccess, 4) && Is(done[1], 3, kUSBHostReturnPipeStalled, 0));
}

TEST(a_device_that_goes_ends_what_is_in_flight) {
    Stack stack;
    const uint32_t connection = stack.host.Connect();
    for (int index = 0; index < 8; ++index) {
        CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    }
    // One that somebody waits for, on a queue of its own.
    lb_usb_hold(stack.host.device, kOut);
    int32_t waited = 0;
    std::thread waits([&] { waited = stack.out->IO(stack.buffers[0], 1, nullptr, 0); });
    CHECK(lb_usb_wait_in_flight(stack.host.device, kOut, 1, 20000));
    bool gone = false;
    const auto letGo = stack.host.test.stop;
    stack.host.test.stop = [&](DeviceDriver * driver, IOService * provider) {
        waits.join();
        IOUSBHostPipe * pipe = nullptr;
        IOBufferMemoryDescriptor * buffer = nullptr;
        OSAction * action = driver->CreateAction(99);
        gone = stack.in->AsyncIO(stack.buffers[0], 1, action, 0) == kIOReturnNotAttached &&
               stack.out->IO(stack.buffers[0], 1, nullptr, 0) == kIOReturnNotAttached &&
               stack.in->ClearStall(true) == kIOReturnNotAttached &&
               stack.in->Abort(0, kIOReturnAborted, nullptr) == kIOReturnNotAttached &&
               Usb()->CopyPipe(kIn, &pipe) == kIOReturnNotAttached &&
               Usb()->CreateIOBuffer(0, 1, &buffer) == kIOReturnNotAttached &&
               Usb()->DeviceRequest(0, 0, 0, 0, 0, nullptr, nullptr, 0) == kIOReturnNotAttached;
        action->release();
        return letGo(driver, provider);
    };
    stack.host.Unplug();
    CHECK(gone && waited == kIOReturnNotResponding && stack.host.test.stops == 1);
    const std::vector<Done> done = stack.host.test.Now();
    CHECK(done.size() == 8);
    for (uint64_t index = 0; index < 8; ++index) {
        CHECK(Is(done[index], index, kIOReturnNotResponding, 0));
    }
    CHECK_CODE(Caller{}.Run(stack.host.host.machine, connection), kInvalidDest);
    // Late, and to nobody.
    stack.Send(kIn, "late");
    stack.host.Unplug();
    CHECK(stack.host.test.stops == 1);
}

TEST(a_driver_that_stops_leaves_nothing_in_flight) {
    lb_hardware * stick = Stick();
    Stack stack(stick);
    stack.host.test.stop = nullptr;
    for (int index = 0; index < 3; ++index) {
        CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    }
    CHECK(lb_usb_is_open(stick));
    OnDriver([&] {
        for (IOBufferMemoryDescriptor * buffer : stack.buffers) {
            buffer->release();
        }
        OSSafeReleaseNULL(stack.in);
        OSSafeReleaseNULL(stack.out);
        OSSafeReleaseNULL(stack.events);
    });
    CHECK(stack.host.host.Finish().empty());
    CHECK(!lb_usb_is_open(stick) && lb_usb_in_flight(stick, kIn) == 0);
}

// As drivers do: the stop goes on when what was in flight has come back.
TEST(a_stop_can_wait_for_what_it_aborts) {
    Stack stack;
    CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    CHECK_CODE(stack.Ask(stack.in, kPacket), kIOReturnSuccess);
    const auto letGo = stack.host.test.stop;
    stack.host.test.keepsStop = true;
    stack.host.test.stop = [&](DeviceDriver *, IOService *) {
        CHECK_CODE(
            stack.in->Abort(kIOUSBAbortSynchronous, kIOReturnAborted, nullptr), kIOReturnSuccess);
        return kIOReturnSuccess;
    };
    stack.host.test.completed = [&](DeviceDriver * driver, const Done & done) {
        CHECK(done.status == kIOReturnAborted);
        if (done.tag == 1) {
            IOService * provider = TheDeviceTest().provider;
            letGo(driver, provider);
            driver->Stop(provider, &OSLoopbackSuperDispatch<IOService>);
        }
    };
    CHECK(stack.host.host.Finish().empty());
    CHECK(stack.host.test.Now().size() == 2);
}

TEST(a_pipe_that_is_kept_is_a_leak) {
    Stack stack;
    stack.host.test.stop = [&](DeviceDriver * driver, IOService * provider) {
        OSSafeReleaseNULL(stack.out);
        OSSafeReleaseNULL(stack.events);
        return OSDynamicCast(IOUSBHostInterface, provider)->Close(driver, 0);
    };
    CHECK(stack.host.host.Finish() == "1 IOUSBHostPipe; ");
    OSSafeReleaseNULL(stack.in);
}

static lb_hardware * gStick;

TEST(memory_of_an_app_can_be_sent) {
    Stack stack;
    gStick = stack.host.device;
    const uint32_t connection = stack.host.Connect();
    static IOUSBHostPipe * pipe;
    pipe = stack.out;
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        OSAction * action = TheDeviceTest().driver->CreateAction(1);
        const kern_return_t ret =
            pipe->AsyncIO(arguments->structureInputDescriptor, 5000, action, 0);
        action->release();
        return ret;
    };
    Caller caller;
    caller.structure.assign(5000, 'm');
    CHECK_CODE(caller.Run(stack.host.host.machine, connection), kIOReturnSuccess);
    CHECK(stack.Take(kOut) == std::string(5000, 'm'));
    // In flight longer than the call: what is sent is what was there when it ended.
    lb_usb_hold(gStick, kOut);
    CHECK_CODE(caller.Run(stack.host.host.machine, connection), kIOReturnSuccess);
    caller.structure.assign(5000, 'n');
    lb_usb_resume(gStick, kOut);
    CHECK(stack.Take(kOut) == std::string(5000, 'm'));
    CHECK(stack.host.test.Wait(2).size() == 2);
}
