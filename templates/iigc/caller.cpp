
{{ result }}
{{ class }}::{{ method }}(
{{ parameters }}
{
{%- if replies %}
    union
    {
        {{ prefix }}_Msg_With_Content msg;
        struct
        {
            {{ prefix }}_Rpl_With_Content rpl;
            mach_msg_max_trailer_t trailer;
        } rpl;
    } _buf;
    {{ prefix }}_Msg_With_Content * const _msg = &_buf.msg;
    {{ prefix }}_Rpl_With_Content * const _rpl = &_buf.rpl.rpl;
{%- else %}
    union
    {
        {{ prefix }}_Msg_With_Content msg;
    } _buf;
    {{ prefix }}_Msg_With_Content * const _msg = &_buf.msg;
{%- endif %}

    memset(static_cast<void *>(_msg), 0, sizeof(*_msg));
    _msg->mach.msgh.msgh_id = kIORPCVersion190615;
    _msg->mach.msgh.msgh_size = sizeof(*_msg);
    _msg->mach.msgh_body.msgh_descriptor_count = {{ message.count }};
    _msg->content.__hdr.msgid = {{ prefix }}_ID;
    _msg->content.__hdr.flags = {{ flags }};
    _msg->content.__hdr.objectRefs = {{ prefix }}_Msg_ObjRefs;
    _msg->content.__object = iig::Reference({{ receiver }});
    _msg->__object__descriptor.type = MACH_MSG_PORT_DESCRIPTOR;
{%- for line in fill %}
    {{ line }}
{%- endfor %}

    IORPC _rpc = IORPC();
    _rpc.message = &_buf.msg.mach;
    _rpc.sendSize = sizeof(_buf.msg);
{%- if replies %}
    _rpc.reply = &_buf.rpl.rpl.mach;
    _rpc.replySize = sizeof(_buf.rpl);
{%- endif %}
{%- if has_target %}
    (void) supermethod;
    {% if replies %}kern_return_t _ret = {% else %}(void) {% endif %}{{ receiver }}->Invoke(_rpc);
{%- else %}
    OSObject * const _self = {{ receiver }};
    {% if replies %}kern_return_t _ret = {% else %}(void) ({% endif %}supermethod ? supermethod(_self, _rpc) : _self->Invoke(_rpc){% if !replies %}){% endif %};
{%- endif %}
{%- if replies %}
    if (_ret != kIOReturnSuccess) return _ret;

    if (_rpl->mach.msgh.msgh_size != sizeof(*_rpl)) return kIOReturnIPCError;
    if (_rpl->content.__hdr.msgid != {{ prefix }}_ID) return kIOReturnIPCError;
    if (_rpl->mach.msgh_body.msgh_descriptor_count != {{ reply.count }}) return kIOReturnIPCError;
    if (_rpl->content.__hdr.objectRefs != {{ prefix }}_Rpl_ObjRefs) return kIOReturnIPCError;
{%- for line in collect %}
    {{ line }}
{%- endfor %}
    return _ret;
{%- endif %}
}
