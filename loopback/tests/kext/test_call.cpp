// IOConnectCallMethod to a kext.
#include "host.h"

// The sum of a structure, however it came, which it must come one way: 1 in the message, 2 by a
// descriptor.
static uint64_t Sum(const IOExternalMethodArguments * arguments, uint64_t * how) {
    std::vector<uint8_t> bytes;
    if (IOMemoryDescriptor * descriptor = arguments->structureInputDescriptor) {
        CHECK(arguments->structureInputSize == 0);
        *how = 2;
        bytes.resize(descriptor->getLength());
        CHECK_CODE(descriptor->prepare(), kIOReturnSuccess);
        CHECK(descriptor->readBytes(0, bytes.data(), bytes.size()) == bytes.size());
        CHECK_CODE(descriptor->complete(), kIOReturnSuccess);
    } else {
        *how = 1;
        const auto * from = static_cast<const uint8_t *>(arguments->structureInput);
        CHECK(from != nullptr);
        bytes.assign(from, from + arguments->structureInputSize);
    }
    uint64_t sum = 0;
    for (const uint8_t byte : bytes) {
        sum += byte;
    }
    return sum;
}

TEST(a_structure_goes_in_the_message_up_to_4096_bytes) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        CHECK(arguments->version == 2 && arguments->scalarOutputCount == 2);
        CHECK(arguments->asyncWakePort == MACH_PORT_NULL && arguments->asyncReference == nullptr);
        CHECK(arguments->scalarOutput[0] == 0 && arguments->scalarOutput[1] == 0);
        arguments->scalarOutput[1] = Sum(arguments, &arguments->scalarOutput[0]);
        return kIOReturnSuccess;
    };
    for (const size_t size : {size_t{0}, size_t{1}, size_t{4096}, size_t{4097}, size_t{1} << 20}) {
        Caller caller;
        caller.structure.assign(size, 3);
        caller.scalarsOut.resize(2);
        CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
        const uint64_t how = size > 4096 ? 2 : 1;
        CHECK(caller.scalarsOut == std::vector<uint64_t>({how, 3 * size}));
    }
}

TEST(a_structure_comes_back_in_the_message_up_to_4096_bytes) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        if (IOMemoryDescriptor * descriptor = arguments->structureOutputDescriptor) {
            CHECK(arguments->structureOutputSize == 0);
            const std::vector<uint8_t> bytes(descriptor->getLength() - 1, 7);
            CHECK_CODE(descriptor->prepare(), kIOReturnSuccess);
            CHECK(descriptor->writeBytes(0, bytes.data(), bytes.size()) == bytes.size());
            descriptor->complete();
            arguments->structureOutputDescriptorSize = static_cast<uint32_t>(bytes.size());
        } else {
            std::memset(arguments->structureOutput, 7, --arguments->structureOutputSize);
        }
        return kIOReturnSuccess;
    };
    for (const size_t size : {size_t{1}, size_t{4096}, size_t{4097}, size_t{1} << 20}) {
        Caller caller;
        caller.structureOut.resize(size);
        CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
        CHECK(caller.structureOut == std::vector<uint8_t>(size - 1, 7));
    }
}

TEST(an_output_that_nobody_wrote_is_no_zeroes) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments *) { return kIOReturnSuccess; };
    Caller caller;
    caller.structureOut.resize(3);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.structureOut == std::vector<uint8_t>(3, 0xa5));
}

TEST(a_variable_structure_comes_back_whole) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        CHECK(arguments->structureVariableOutputData != nullptr);
        CHECK(arguments->structureOutputSize == 0);
        const std::vector<uint8_t> bytes(10000, 9);
        *arguments->structureVariableOutputData = OSData::withBytes(bytes.data(), 10000);
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.variable = true;
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.structureOut == std::vector<uint8_t>(10000, 9));
    gProbe.call = [](IOExternalMethodArguments *) { return kIOReturnSuccess; };
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnUnderrun);
    // What was put there is released, if the call fails too.
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        *arguments->structureVariableOutputData = OSData::withBytes("x", 1);
        return kIOReturnBusy;
    };
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnBusy);
}

TEST(the_checks_of_a_row_are_the_kernels) {
    Host host;
    const uint32_t connection = host.Connect();
    IOExternalMethodDispatch row = {
        [](OSObject *, void *, IOExternalMethodArguments *) { return kIOReturnSuccess; }, 1, 2, 1,
        3};
    gProbe.row = &row;
    Caller right;
    right.scalars = {1};
    right.structure.resize(2);
    right.scalarsOut.resize(1);
    right.structureOut.resize(3);
    CHECK_CODE(Caller(right).Run(host.machine, connection), kIOReturnSuccess);
    Caller wrong = right;
    wrong.scalars = {};
    CHECK_CODE(wrong.Run(host.machine, connection), kIOReturnBadArgument);
    wrong = right;
    wrong.structure.resize(5000);
    CHECK_CODE(wrong.Run(host.machine, connection), kIOReturnBadArgument);
    row.checkStructureInputSize = 5000;
    CHECK_CODE(wrong.Run(host.machine, connection), kIOReturnSuccess);
    row.checkStructureInputSize = kIOUCVariableStructureSize;
    wrong = right;
    wrong.scalarsOut.resize(2);
    CHECK_CODE(wrong.Run(host.machine, connection), kIOReturnBadArgument);
    wrong = right;
    wrong.structureOut.resize(4097);
    CHECK_CODE(wrong.Run(host.machine, connection), kIOReturnBadArgument);
    row.checkStructureOutputSize = kIOUCVariableStructureSize;
    CHECK_CODE(wrong.Run(host.machine, connection), kIOReturnSuccess);
    row.function = nullptr;
    CHECK_CODE(Caller(right).Run(host.machine, connection), kIOReturnNoCompletion);
    // Without a row: large structures are an error of their own.
    gProbe.row = nullptr;
    CHECK_CODE(Caller(right).Run(host.machine, connection), kIOReturnUnsupported);
    CHECK_CODE(wrong.Run(host.machine, connection), kIOReturnIPCError);
}

TEST(more_than_16_numbers_never_arrive) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        CHECK(arguments->scalarOutputCount == 16);
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.scalarsOut.resize(20);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(caller.scalarsOut.size() == 16);
    caller.scalars.resize(17);
    CHECK_CODE(caller.Run(host.machine, connection), kTooLarge);
}

TEST(an_answer_that_is_larger_than_the_room_is_a_fault) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        arguments->structureOutputSize = 9;
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.structureOut.resize(8);
    CHECK_CODE(caller.Run(host.machine, connection), kTooLarge);
    CHECK(host.Finish().find("what lies behind them in the kernel") != std::string::npos);
}

TEST(a_client_can_change_a_large_structure_while_it_is_read) {
    Host host;
    const uint32_t connection = host.Connect();
    Caller caller;
    caller.structure.assign(5000, 1);
    uint8_t * theirs = caller.structure.data();
    gProbe.call = [theirs](IOExternalMethodArguments * arguments) {
        IOMemoryDescriptor * descriptor = arguments->structureInputDescriptor;
        uint8_t first = 0;
        uint8_t second = 0;
        descriptor->prepare();
        CHECK(descriptor->readBytes(10, &first, 1) == 1);
        theirs[10] = 2;
        CHECK(descriptor->readBytes(10, &second, 1) == 1);
        // Not beyond its end, and not a part of what was asked for.
        CHECK(descriptor->readBytes(5000, &first, 1) == 0);
        CHECK(descriptor->readBytes(4999, &first, 2) == 0);
        descriptor->complete();
        CHECK(first == 1 && second == 2);
        return kIOReturnSuccess;
    };
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
}

TEST(writing_to_a_structure_input_is_a_fault) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        IOMemoryDescriptor * descriptor = arguments->structureInputDescriptor;
        descriptor->prepare();
        CHECK(descriptor->writeBytes(0, "x", 1) == 0);
        descriptor->complete();
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.structure.resize(5000);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    CHECK(host.Finish().find("writeBytes() to memory of the direction out") != std::string::npos);
}

TEST(a_mapping_of_a_large_structure_must_end_with_its_call) {
    Host host;
    const uint32_t connection = host.Connect();
    IOMemoryMap * map = nullptr;
    gProbe.call = [&map](IOExternalMethodArguments * arguments) {
        map = arguments->structureInputDescriptor->map(kIOMapReadOnly);
        CHECK(map->getLength() == 5000);
        CHECK(*reinterpret_cast<const uint8_t *>(map->getVirtualAddress()) == 4);
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.structure.assign(5000, 4);
    CHECK_CODE(caller.Run(host.machine, connection), kIOReturnSuccess);
    OSSafeReleaseNULL(map);
    CHECK(host.Finish().find("still maps the structure input") != std::string::npos);
}

FATAL_TEST(bytes_of_memory_that_is_not_prepared) {
    Host host;
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        uint8_t byte = 0;
        arguments->structureInputDescriptor->readBytes(0, &byte, 1);
        return kIOReturnSuccess;
    };
    Caller caller;
    caller.structure.resize(5000);
    caller.Run(host.machine, connection);
}
