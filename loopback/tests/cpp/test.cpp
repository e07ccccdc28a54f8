#include "test.h"

static Test *& First() {
    static Test * first = nullptr;
    return first;
}

Test::Test(const char * name, TestFunction run, bool fatal)
    : name(name), run(run), fatal(fatal), next(First()) {
    First() = this;
}

static void Line(
    void * context, uint32_t kind, const char * text, size_t length, size_t count, size_t extra) {
    std::string & report = *static_cast<std::string *>(context);
    if (kind == 0) {
        report += std::to_string(count) + " " + std::string(text, length);
        report += extra != 0 ? " unfinished; " : "; ";
    } else if (kind == 1) {
        report += std::to_string(extra) + " bytes; ";
    } else {
        report += std::string(text, length) + "; ";
    }
}

std::string Report(lb_machine * machine) {
    std::string report;
    lb_machine_report(machine, &Line, &report);
    return report;
}

static void Append(void * context, const void * bytes, size_t length) {
    auto * to = static_cast<std::vector<uint8_t> *>(context);
    const auto * from = static_cast<const uint8_t *>(bytes);
    to->insert(to->end(), from, from + length);
}

int32_t Caller::Run(lb_machine * machine, uint32_t connection) {
    lb_call call = {};
    call.selector = selector;
    call.scalar_input = scalars.data();
    call.scalar_input_count = scalars.size();
    call.structure_input = structure.data();
    call.structure_input_size = structure.size();
    call.scalar_output = scalarsOut.data();
    call.scalar_output_count = scalarsOut.size();
    std::vector<uint8_t> appended;
    if (variable) {
        call.variable = &Append;
        call.context = &appended;
    } else {
        call.structure_output = structureOut.data();
        call.structure_output_size = structureOut.size();
    }
    const int32_t code = lb_connection_call(machine, connection, &call);
    if (code == 0) {
        scalarsOut.resize(call.scalar_output_count);
        if (variable) {
            structureOut = appended;
        }
        structureOut.resize(call.structure_output_size);
    }
    return code;
}

// `probe NAME` runs a test, `probe all` all that don't abort, `probe list` names all.
int main(int count, char ** arguments) {
    const std::string wanted = count == 2 ? arguments[1] : "list";
    bool found = false;
    for (const Test * test = First(); test != nullptr; test = test->next) {
        if (wanted == "list") {
            std::printf("%s %s\n", test->fatal ? "fatal" : "test", test->name);
            found = true;
        } else if (wanted == test->name || (wanted == "all" && !test->fatal)) {
            test->run();
            found = true;
        }
    }
    return found ? 0 : 2;
}
