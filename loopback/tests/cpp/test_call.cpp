// IOConnectCallMethod.
#include "host.h"

// Answers how the structure came: 1 as data, 2 as a descriptor; how long; and its sum. In reverse:
// the structure output is filled with the selector.
static kern_return_t Echo(OSObject *, void *, IOUserClientMethodArguments * arguments) {
    uint64_t how = 0;
    uint64_t length = 0;
    uint64_t sum = 0;
    const auto add = [&](const uint8_t * bytes) {
        for (uint64_t index = 0; index < length; ++index) {
            sum += bytes[index];
        }
    };
    CHECK(arguments->version == 2);
    CHECK(arguments->completion == nullptr);
    if (arguments->structureInput != nullptr) {
        CHECK(arguments->structureInputDescriptor == nullptr);
        how = 1;
        length = arguments->structureInput->getLength();
        add(static_cast<const uint8_t *>(arguments->structureInput->getBytesNoCopy()));
    } else if (arguments->structureInputDescriptor != nullptr) {
        how = 2;
        IOMemoryMap * map = nullptr;
        CHECK_CODE(
            arguments->structureInputDescriptor->CreateMapping(0, 0, 0, 0, 0, &map),
            kIOReturnSuccess);
        length = map->GetLength();
        add(reinterpret_cast<const uint8_t *>(map->GetAddress()));
        OSSafeReleaseNULL(map);
    }
    const uint64_t answers[3] = {how, length, sum};
    for (uint32_t index = 0; index < arguments->scalarOutputCount && index < 3; ++index) {
        CHECK(arguments->scalarOutput[index] == 0);
        arguments->scalarOutput[index] = answers[index];
    }
    const auto byte = static_cast<uint8_t>(arguments->selector);
    if (arguments->structureOutputDescriptor != nullptr) {
        IOMemoryMap * map = nullptr;
        CHECK_CODE(
            arguments->structureOutputDescriptor->CreateMapping(0, 0, 0, 0, 0, &map),
            kIOReturnSuccess);
        CHECK(map->GetLength() == arguments->structureOutputMaximumSize);
        std::memset(reinterpret_cast<void *>(map->GetAddress()), byte, map->GetLength());
        OSSafeReleaseNULL(map);
    } else if (arguments->structureOutputMaximumSize != 0) {
        const std::vector<uint8_t> bytes(
            arguments->structureOutputMaximumSize == 0xffffffff
                ? 10000
                : arguments->structureOutputMaximumSize,
            byte);
        arguments->structureOutput = OSData::withBytes(bytes.data(), bytes.size());
    }
    return kIOReturnSuccess;
}

TEST(a_structure_goes_inband_up_to_4096_bytes) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = &Echo;
    const struct {
        size_t size;
        uint64_t how;
    } cases[] = {{0, 0}, {1, 1}, {4095, 1}, {4096, 1}, {4097, 2}, {100000, 2}};
    for (const auto & each : cases) {
        Caller caller;
        caller.structure.assign(each.size, 3);
        caller.scalarsOut.resize(3);
        CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
        CHECK(caller.scalarsOut == std::vector<uint64_t>({each.how, each.size, 3 * each.size}));
    }
}

TEST(a_structure_comes_back_inband_up_to_4096_bytes) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = &Echo;
    for (const size_t size : {size_t{1}, size_t{4096}, size_t{4097}, size_t{100000}}) {
        Caller caller;
        caller.selector = 7;
        caller.structureOut.resize(size);
        CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
        CHECK(caller.structureOut == std::vector<uint8_t>(size, 7));
    }
}

TEST(a_variable_structure_comes_back_whole) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = &Echo;
    Caller caller;
    caller.selector = 9;
    caller.variable = true;
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.structureOut == std::vector<uint8_t>(10000, 9));
    // Nothing at all is an underrun.
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments *) {
        return kIOReturnSuccess;
    };
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnUnderrun);
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        arguments->structureOutput = OSData::withBytes("", 0);
        return kIOReturnSuccess;
    };
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.structureOut.empty());
}

// Answers with as many bytes as the first scalar says.
static kern_return_t Bytes(OSObject *, void *, IOUserClientMethodArguments * arguments) {
    const std::vector<uint8_t> bytes(arguments->scalarInput[0], 5);
    arguments->structureOutput = OSData::withBytes(bytes.data(), bytes.size());
    return kIOReturnSuccess;
}

TEST(a_structure_that_is_too_long_is_refused) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = &Bytes;
    Caller caller;
    caller.scalars = {8};
    caller.structureOut.assign(8, 1);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.structureOut == std::vector<uint8_t>(8, 5));
    caller.scalars = {9};
    caller.structureOut.assign(8, 1);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnBadArgument);
    CHECK(caller.structureOut == std::vector<uint8_t>(8, 1));
    // A shorter one says so.
    caller.scalars = {3};
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.structureOut == std::vector<uint8_t>(3, 5));
    // With a descriptor for the output the data must be empty.
    caller.structureOut.assign(5000, 1);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnBadArgument);
    caller.scalars = {0};
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.structureOut.size() == 5000);
}

TEST(scalars_are_16_at_most) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        CHECK(arguments->scalarOutputCount <= 16);
        for (uint32_t index = 0; index < arguments->scalarInputCount; ++index) {
            arguments->scalarOutput[index] = arguments->scalarInput[index] + 1;
        }
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.scalars.assign(16, 4);
    caller.scalarsOut.resize(16);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.scalarsOut == std::vector<uint64_t>(16, 5));
    caller.scalarsOut.resize(20);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.scalarsOut.size() == 16);
    caller.scalars.assign(17, 4);
    CHECK_CODE(caller.Run(host.machine, connection), kTooLarge);
}

TEST(fewer_scalars_than_asked_for_come_back_and_never_more) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        arguments->scalarOutputCount = static_cast<uint32_t>(arguments->scalarInput[0]);
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.scalars = {2};
    caller.scalarsOut.assign(4, 77);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.scalarsOut == std::vector<uint64_t>({0, 0}));
    caller.scalars = {9};
    caller.scalarsOut.assign(4, 77);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.scalarsOut == std::vector<uint64_t>({0, 0, 0, 0}));
}

TEST(an_error_brings_no_outputs) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        arguments->scalarOutput[0] = 1;
        arguments->structureOutput = OSData::withBytes("ab", 2);
        return kIOReturnDeviceError;
    };
    Caller caller;
    caller.scalarsOut.assign(1, 77);
    caller.structureOut.assign(2, 88);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnDeviceError);
    CHECK(caller.scalarsOut[0] == 77);
    CHECK(caller.structureOut == std::vector<uint8_t>({88, 88}));
}

TEST(without_a_row_a_call_is_unsupported) {
    Host host;
    const uint32_t connection = host.Connect();
    CHECK_CODE(Caller{}.Run(host.machine, connection), kIOReturnUnsupported);
}

TEST(a_row_checks_each_of_its_fields) {
    Host host;
    const uint32_t connection = host.Connect();
    const auto accept = [](OSObject * target, void *, IOUserClientMethodArguments * arguments) {
        CHECK(target == gProbe.client);
        if (arguments->structureOutputMaximumSize == 8) {
            arguments->structureOutput = OSData::withBytes("12345678", 8);
        }
        return kIOReturnSuccess;
    };
    const IOUserClientMethodDispatch good = {accept, 0, 2, 4, 3, 8};
    Caller right;
    right.scalars = {1, 2};
    right.structure.assign(4, 0);
    right.scalarsOut.assign(3, 0);
    right.structureOut.assign(8, 0);
    const auto run = [&](const IOUserClientMethodDispatch & row, Caller caller) {
        gProbe.row = &row;
        return caller.Run(host.machine, connection);
    };
    CHECK_CODE(run(good, right), kIOReturnSuccess);

    Caller wrong = right;
    wrong.scalars.push_back(3);
    CHECK_CODE(run(good, wrong), kIOReturnBadArgument);
    wrong = right;
    wrong.structure.resize(5);
    CHECK_CODE(run(good, wrong), kIOReturnBadArgument);
    wrong.structure.resize(0);
    CHECK_CODE(run(good, wrong), kIOReturnBadArgument);
    wrong = right;
    wrong.scalarsOut.resize(2);
    CHECK_CODE(run(good, wrong), kIOReturnBadArgument);
    wrong = right;
    wrong.structureOut.resize(7);
    CHECK_CODE(run(good, wrong), kIOReturnBadArgument);

    // A completion must come, may come.
    IOUserClientMethodDispatch row = good;
    row.checkCompletionExists = 1;
    CHECK_CODE(run(row, right), kIOReturnBadArgument);
    row.checkCompletionExists = 0xffffffff;
    CHECK_CODE(run(row, right), kIOReturnSuccess);

    // 0xffffffff takes anything; a descriptor counts by its length.
    row.checkScalarInputCount = kIOUserClientVariableStructureSize;
    row.checkScalarOutputCount = kIOUserClientVariableStructureSize;
    row.checkStructureOutputSize = kIOUserClientVariableStructureSize;
    row.checkStructureInputSize = 5000;
    wrong = right;
    wrong.structure.resize(5000);
    wrong.scalars.clear();
    wrong.scalarsOut.clear();
    CHECK_CODE(run(row, wrong), kIOReturnSuccess);
    wrong.structure.resize(5001);
    CHECK_CODE(run(row, wrong), kIOReturnBadArgument);

    // No function, after the checks.
    row = good;
    row.function = nullptr;
    CHECK_CODE(run(row, right), kIOReturnNoCompletion);
    CHECK_CODE(run(row, Caller{}), kIOReturnBadArgument);
    gProbe.row = nullptr;
}

TEST(a_racing_client_is_seen_by_a_driver_that_maps_twice) {
    Host host;
    const uint32_t connection = host.Connect();
    static uint8_t * shared = nullptr;
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        IOMemoryMap * map = nullptr;
        CHECK_CODE(
            arguments->structureInputDescriptor->CreateMapping(
                kIOMemoryMapReadOnly, 0, 0, 0, 0, &map),
            kIOReturnSuccess);
        const auto * seen = reinterpret_cast<const volatile uint8_t *>(map->GetAddress());
        CHECK(seen[0] == 1);
        shared[0] = 2;
        CHECK(seen[0] == 2);
        OSSafeReleaseNULL(map);
        return kIOReturnSuccess;
    };
    std::vector<uint8_t> bytes(5000, 1);
    shared = bytes.data();
    lb_call call = {};
    call.structure_input = bytes.data();
    call.structure_input_size = bytes.size();
    CHECK_CODE(lb_connection_call(host.machine, connection, &call), kIOReturnSuccess);
}

TEST(a_descriptor_that_is_kept_sees_a_copy_after_the_call) {
    Host host;
    const uint32_t connection = host.Connect();
    static IOMemoryDescriptor * kept = nullptr;
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        kept = arguments->structureInputDescriptor;
        kept->retain();
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.structure.assign(5000, 6);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    caller.structure.assign(5000, 7);
    IOMemoryMap * map = nullptr;
    CHECK_CODE(kept->CreateMapping(0, 0, 4990, 10, 0, &map), kIOReturnSuccess);
    CHECK(map->GetLength() == 10 && map->GetOffset() == 4990);
    CHECK(*reinterpret_cast<const uint8_t *>(map->GetAddress()) == 6);
    OSSafeReleaseNULL(map);
    OSSafeReleaseNULL(kept);
}

TEST(a_mapping_that_outlives_its_call_is_a_fault) {
    Host host;
    const uint32_t connection = host.Connect();
    static IOMemoryMap * kept = nullptr;
    gProbe.call = [](OSObject *, void *, IOUserClientMethodArguments * arguments) {
        return arguments->structureOutputDescriptor->CreateMapping(0, 0, 0, 0, 0, &kept);
    };
    Caller caller;
    caller.structureOut.resize(5000);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    OSSafeReleaseNULL(kept);
    CHECK(host.Finish() == "the driver still maps the structure output of a call that is over; ");
}
