// A place for methods that nobody has written.
static const IOExternalMethodDispatch2022 dispatchArray[] = {
    /* the first method goes here */
};
