#include <array>

constexpr std::array<IOUserClientMethodDispatch, 2> kTable = {{
    { &ArrayUserClient::First, false, 0u, 0u, 0u, 0u },
    { &ArrayUserClient::Second, false, UINT32_C(1), 8'000, 0b1, 010 },
}};
