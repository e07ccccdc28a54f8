const IOExternalMethodDispatch2022 SampleUserClient::sMethods[] = {
    { &SampleUserClient::extAnything, -1U, kIOUCVariableStructureSize, -1U, kIOUCVariableStructureSize },
    { &SampleUserClient::extLater, -1U, kIOUCVariableStructureSize, -1U, kIOUCVariableStructureSize, true, NULL },
};
