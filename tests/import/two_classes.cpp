bool Kettle::start(IOService * provider)
{
    fDevice = OSDynamicCast(IOPCIDevice, provider);
    return fDevice != nullptr && IOService::start(provider);
}

bool KettleUserClient::start(IOService * provider)
{
    fKettle = OSDynamicCast(Kettle, provider);
    return fKettle != nullptr && IOUserClient::start(provider);
}

static const IOExternalMethodDispatch sMethods[] = {
    { &KettleUserClient::sBoil, 1, 0, 0, 0 },
};
