{%- if has_target %}

kern_return_t
{{ class }}::{{ method }}_Invoke(const IORPC _rpc,
        OSMetaClassBase * target,
        {{ method }}_Handler func)
{
    return {{ class }}::{{ method }}_Invoke(_rpc, target, func, NULL);
}
{%- endif %}

kern_return_t
{{ class }}::{{ method }}_Invoke(const IORPC _rpc,
        OSMetaClassBase * _target,
        {{ method }}_Handler _func{% if has_target %},
        const OSMetaClass * _targetActionClass{% endif %})
{
    const {{ prefix }}_Msg_With_Content * const _message =
        reinterpret_cast<const {{ prefix }}_Msg_With_Content *>(_rpc.message);
    if (_rpc.sendSize < sizeof(*_message)) return kIOReturnIPCError;
    if (_message->mach.msgh_body.msgh_descriptor_count != {{ message.count }}) return kIOReturnIPCError;
{%- if replies %}
    {{ prefix }}_Rpl_With_Content * const _reply =
        reinterpret_cast<{{ prefix }}_Rpl_With_Content *>(_rpc.reply);
    if (_reply == NULL || _rpc.replySize < sizeof(*_reply)) return kIOReturnIPCError;
{%- endif %}

    /* Aligned, and out of the sender's and the reply's reach. */
    {{ prefix }}_Msg_Content _content;
    memcpy(static_cast<void *>(&_content), &_message->content, sizeof(_content));
    if (_content.__hdr.objectRefs != {{ prefix }}_Msg_ObjRefs) return kIOReturnIPCError;
{%- if replies %}
    {{ prefix }}_Rpl_Content _answer;
    memset(static_cast<void *>(&_answer), 0, sizeof(_answer));
{%- endif %}
{%- for line in receive %}
    {{ line }}
{%- endfor %}

    {% if replies %}const kern_return_t _ret = {% endif %}_func(_target{% for argument in pass %},
        {{ argument }}{% endfor %});
{%- if replies %}
    if (_ret != kIOReturnSuccess) return _ret;

    _answer.__hdr.msgid = {{ prefix }}_ID;
    _answer.__hdr.flags = kIORPCMessageOneway;
    _answer.__hdr.objectRefs = {{ prefix }}_Rpl_ObjRefs;
{%- for line in answer %}
    {{ line }}
{%- endfor %}
    memcpy(static_cast<void *>(&_reply->content), &_answer, sizeof(_answer));
    _reply->mach.msgh.msgh_id = kIORPCVersion190615Reply;
    _reply->mach.msgh.msgh_size = sizeof(*_reply);
    _reply->mach.msgh_body.msgh_descriptor_count = {{ reply.count }};
    return _ret;
{%- else %}
    return kIOReturnSuccess;
{%- endif %}
}
