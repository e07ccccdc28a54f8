const IOUserClientMethodDispatch SampleUserClient::sMethods[] = {
    { &SampleUserClient::HandleAnything, -1, -1, -1, -1, -1 },
    { &SampleUserClient::HandleScalars, 0, 0xffffffff, 0, UINT32_MAX, 0 },
    { &SampleUserClient::HandleEither, kIOUserClientVariableStructureSize, 1, 0, 0, 0 },
    { &SampleUserClient::HandleWaiting, true, ~0u, kIOUserClientVariableStructureSize, 0, 0 },
};
