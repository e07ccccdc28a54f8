enum class Bank : uint32_t { First = 2, Last = 4, Store = 0x10 };

const IOExternalMethodDispatch BankUserClient::sMethods[] = {
    [(uint32_t) Bank::First ... static_cast<uint32_t>(Bank::Last)] = {
        (IOExternalMethodAction) &BankUserClient::sSelect, 0, 4, 0, 0
    },
    [static_cast<size_t>(Bank::Store)] = { (IOExternalMethodAction) &BankUserClient::sStore, 1, 0, 0, 0 },
};
