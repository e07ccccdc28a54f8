
kern_return_t
{{ class }}::CreateAction{{ method }}(size_t referenceSize, OSAction ** action)
{
#if defined(IOKIT_ENABLE_SHARED_PTR)
    OSSharedPtr<OSString> typeName = OSString::withCString("OSAction_{{ class }}_{{ method }}");
    if (!typeName) return kIOReturnNoMemory;
    return OSAction_{{ class }}_{{ method }}::CreateWithTypeName(this, {{ class }}_{{ method }}_ID,
        {{ root }}_ID, referenceSize, typeName.get(), action);
#else /* defined(IOKIT_ENABLE_SHARED_PTR) */
    OSString * const typeName = OSString::withCString("OSAction_{{ class }}_{{ method }}");
    if (!typeName) return kIOReturnNoMemory;
    const kern_return_t ret = OSAction_{{ class }}_{{ method }}::CreateWithTypeName(this, {{ class }}_{{ method }}_ID,
        {{ root }}_ID, referenceSize, typeName, action);
    typeName->release();
    return ret;
#endif /* !defined(IOKIT_ENABLE_SHARED_PTR) */
}
