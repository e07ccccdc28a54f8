const IOExternalMethodDispatch BeeUserClient::sMethods[] = {
    {
        .function = (IOExternalMethodAction) &BeeUserClient::sBuzz,
        .checkScalarInputcount = 1,
        .checkScalarOutputCount = 1,
        .checkScalarOutputCount = 2,
    },
    {
        .function = (IOExternalMethodAction) &BeeUserClient::sFly,
        .checkCompletionExists = false,
        .allowAsync = true,
    },
};
