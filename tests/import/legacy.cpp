static const IOExternalMethod sMethods[] = {
    { NULL, (IOMethod) &OldUserClient::open, kIOUCScalarIScalarO, 0, 0 },
    { NULL, (IOMethod) &OldUserClient::read, kIOUCScalarIStructO, 1, 512 },
};
