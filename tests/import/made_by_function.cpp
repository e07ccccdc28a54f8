static constexpr auto kMethods = std::to_array<const IOExternalMethodDispatch>({
    { (IOExternalMethodAction) &MillUserClient::sGrind, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &MillUserClient::sStop, 1, 0, 0, 0 },
});
