
struct {{ prefix }}_Msg_Content
{
    IORPCMessage __hdr;
    OSObjectRef  __object;
{%- for field in message.fields %}
    {{ field }}
{%- endfor %}
};
#pragma pack(4)
struct {{ prefix }}_Msg_With_Content
{
    IORPCMessageMach           mach;
    mach_msg_port_descriptor_t __object__descriptor;
{%- for descriptor in message.descriptors %}
    {{ descriptor }}
{%- endfor %}
    {{ prefix }}_Msg_Content content;
};
#pragma pack()
#define {{ prefix }}_Msg_ObjRefs ({{ message.references }})
{%- if replies %}

struct {{ prefix }}_Rpl_Content
{
    IORPCMessage __hdr;
{%- for field in reply.fields %}
    {{ field }}
{%- endfor %}
};
#pragma pack(4)
struct {{ prefix }}_Rpl_With_Content
{
    IORPCMessageMach           mach;
{%- for descriptor in reply.descriptors %}
    {{ descriptor }}
{%- endfor %}
    {{ prefix }}_Rpl_Content content;
};
#pragma pack()
#define {{ prefix }}_Rpl_ObjRefs ({{ reply.references }})
{%- endif %}
