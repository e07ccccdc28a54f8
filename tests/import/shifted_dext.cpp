struct Request { uint64_t address; uint64_t length; };

const IOUserClientMethodDispatch kDispatch[] = {
    { BusUserClient::Read, sizeof(Request), 0, 0, 0, 0 },
    { BusUserClient::Write, 0, true, 0, 0, 0 },
    { BusUserClient::Name, 0, 0, "name", 0, 0 },
    { BusUserClient::Stop, 3, 0, 0, 0, NULL },
};
