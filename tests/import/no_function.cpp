// The methods are called by a switch, and the rows only check.
const IOUserClientMethodDispatch kChecks[] = {
    { nullptr, false, 1, 0, 0, 0 },
    { nullptr, false, 0, 16, 0, 0 },
};
