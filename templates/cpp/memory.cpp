{%- if uses.address_of %}

namespace
{
{%- if flavour.kext %}
{%- include "kext/make_buffer.cpp" %}
{%- else %}
{%- include "dext/make_buffer.cpp" %}
{%- endif %}

} // namespace
{%- endif %}
{%- for memory in memory %}
{%- if let Some(getter) = memory.getter %}

{{ getter.head }}
{
{%- if let Some(condition) = memory.out_of_range %}
    if ({{ condition }}) {
        return kIOReturnBadArgument;
    }
{%- endif %}
{%- match memory.backing %}
{%- when Backing::UsbBuffer %}
    kern_return_t ret = kIOReturnSuccess;
    if ({{ memory.kept }} == nullptr) {
        IOUSBHostInterface * interface = nullptr;
        ret = client->{{ memory.handler }}({{ memory.index }}&interface);
        if (ret == kIOReturnSuccess) {
            ret = MakeUsbBuffer(interface, {{ memory.bytes }}, &{{ memory.kept }});
        }
    }
{%- when _ %}
    {% if getter.ring.is_none() %}const {% endif %}kern_return_t ret = MakeBuffer({{ memory.bytes }}, &{{ memory.kept }});
{%- endmatch %}
{%- if let Some(ring) = getter.ring %}
    if (ret == kIOReturnSuccess && !{{ ring.kept }}.IsAttached()) {
        void * bytes = nullptr;
        ret = AddressOf({{ memory.kept }}, &bytes);
        if (ret == kIOReturnSuccess) {
            {{ ring.kept }}.Attach(bytes{{ ring.check }});
        }
    }
    *ring = ret == kIOReturnSuccess ? &{{ ring.kept }} : nullptr;
    return ret;
{%- else %}
    return ret == kIOReturnSuccess ? AddressOf({{ memory.kept }}, bytes) : ret;
{%- endif %}
}
{%- endif %}
{%- endfor %}
{%- if !memory.is_empty() %}

void {{ class }}State::Free()
{
{%- for memory in memory %}
{%- if memory.count.is_some() %}
    for (auto *& each : {{ memory.member }}) {
        OSSafeReleaseNULL(each);
    }
{%- else %}
    OSSafeReleaseNULL({{ memory.member }});
{%- endif %}
{%- if let Some(queue) = memory.queue %}
    {{ queue.member }}.Free();
{%- endif %}
{%- endfor %}
}

// What the system maps, found by a function for each memory. The state keeps it, because the system
// asks once more when a client unmaps, and must get the same.
namespace
{
{%- if uses.copy_bar %}

// Whether a number belongs to a BAR: one of 64 bits has the number behind its own as well.
bool IsBar(IOPCIDevice * device, uint8_t bar)
{
    bool isUpperHalf = false;
    for (uint8_t each = 0; each < bar; each++) {
        uint8_t memoryIndex = 0;
        uint64_t size = 0;
        uint8_t type = 0;
        isUpperHalf = !isUpperHalf
            && device->GetBARInfo(each, &memoryIndex, &size, &type) == kIOReturnSuccess
            && (type == kPCIBARTypeM64 || type == kPCIBARTypeM64PF);
    }
    return !isUpperHalf;
}

// The memory of a BAR that has at least `leastSize` bytes.
kern_return_t CopyBar(
    IOPCIDevice * device,
    IOService * forClient,
    uint8_t bar,
    uint64_t leastSize,
    IOMemoryDescriptor ** memory)
{
    if (device == nullptr || forClient == nullptr) {
        return kIOReturnNoDevice;
    }
    if (!IsBar(device, bar)) {
        return kIOReturnBadArgument;
    }
    uint8_t memoryIndex = 0;
    uint64_t size = 0;
    uint8_t type = 0;
    kern_return_t ret = device->GetBARInfo(bar, &memoryIndex, &size, &type);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    if (type == kPCIBARTypeIO) {
        return kIOReturnUnsupported; // ports can't be mapped
    }
    if (size == 0 || size < leastSize) {
        return kIOReturnNoSpace;
    }
    IOMemoryDescriptor * made = nullptr;
    ret = device->_CopyDeviceMemoryWithIndex(memoryIndex, &made, forClient);
    if (ret != kIOReturnSuccess) {
        return ret;
    }
    *memory = made;
    return made != nullptr ? kIOReturnSuccess : kIOReturnNoMemory;
}
{%- endif %}
{%- for memory in memory %}

{{ memory.finder }}
{
    {{ class }}State * const state = client->State();
{%- match memory.backing %}
{%- when Backing::Handler %}
    if (state->{{ memory.kept }} == nullptr) {
        IOMemoryDescriptor * made = nullptr;
        const kern_return_t ret = client->{{ memory.handler }}({{ memory.index }}&made);
        if (ret != kIOReturnSuccess) {
            return ret; // what a handler leaves when it fails isn't an answer
        }
        state->{{ memory.kept }} = made;
    }
    *memory = state->{{ memory.kept }};
    return *memory != nullptr ? kIOReturnSuccess : kIOReturnNoMemory;
{%- when Backing::Queue %}
{%- if let Some(queue) = memory.queue %}
    if (state->{{ memory.kept }} == nullptr) {
        state->{{ memory.kept }} = state->{{ queue.member }}.CopyDescriptor();
    }
{%- endif %}
    *memory = state->{{ memory.kept }};
    return *memory != nullptr ? kIOReturnSuccess : kIOReturnNoMemory;
{%- when Backing::PciBar %}
    if (state->{{ memory.kept }} == nullptr) {
        IOPCIDevice * device = nullptr;
        IOService * forClient = nullptr;
        kern_return_t ret = client->{{ memory.handler }}({{ memory.index }}&device, &forClient);
        if (ret != kIOReturnSuccess) {
            return ret; // what a handler leaves when it fails isn't an answer
        }
        ret = CopyBar(device, forClient, {{ memory.bar }}, {{ memory.bytes }}, &state->{{ memory.kept }});
        OSSafeReleaseNULL(device);
        OSSafeReleaseNULL(forClient);
        if (ret != kIOReturnSuccess) {
            return ret;
        }
    }
    *memory = state->{{ memory.kept }};
    return kIOReturnSuccess;
{%- when _ %}
{%- if let Some(getter) = memory.getter %}
    {{ getter.pointee }} * {{ getter.argument }} = nullptr;
    {{ getter.call }}
    *memory = state->{{ memory.kept }};
    return ret;
{%- endif %}
{%- endmatch %}
}
{%- endfor %}

} // namespace
{%- if flavour.kext %}
{%- include "kext/client_memory.cpp" %}
{%- if uses.queue %}
{%- include "kext/queue.cpp" %}
{%- endif %}
{%- else %}
{%- include "dext/client_memory.cpp" %}
{%- endif %}
{%- endif %}
