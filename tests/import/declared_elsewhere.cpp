class FoxUserClient : public IOUserClient {
    static const IOExternalMethodDispatch sMethods[4];
    IOReturn externalMethod(uint32_t selector, IOExternalMethodArguments * arguments,
        IOExternalMethodDispatch * dispatch, OSObject * target, void * reference) override;
};
