// Two rows were swapped, and the enum wasn't.
typedef enum {
    kCamMethodOpen,
    kCamMethodClose,
    kCamMethodStart,
    kCamMethodStop,
    kCamMethodCount
} CamMethod;

const IOExternalMethodDispatch CamUserClient::sMethods[kCamMethodCount] = {
    { (IOExternalMethodAction) &CamUserClient::sOpen, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &CamUserClient::sClose, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &CamUserClient::sStop, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &CamUserClient::sStart, 2, 0, 0, 0 },
};
