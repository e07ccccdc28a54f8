// Five values in a row of six fields: each check is that of its neighbour, and every call is refused.
const IOUserClientMethodDispatch FidoUserClient::sMethods[] = {
    { (IOUserClientMethodFunction) &FidoUserClient::sSendFrame, 0, 64, 0, 0 },
    { (IOUserClientMethodFunction) &FidoUserClient::sNotifyFrame, 0, 0, 0, 64 },
};
