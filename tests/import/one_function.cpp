enum { kMixerSelector_Open, kMixerSelector_Gain, kMixerSelector_Mute, kMixerSelector_Count };
struct Level { uint32_t channel; float value; };

static const IOUserClientMethodDispatch sRows[kMixerSelector_Count] = {
    { (IOUserClientMethodFunction) &Dispatch, false, 0, 4, 0, 0 },
    { (IOUserClientMethodFunction) &Dispatch, false, 0, sizeof(Level), 0, 0 },
    { (IOUserClientMethodFunction) &Dispatch, false, 0, 1, 0, 0 },
};

kern_return_t IMPL(MixerUserClient, ExternalMethod)
{
    return super::ExternalMethod(selector, arguments, &sRows[selector], this, nullptr);
}
