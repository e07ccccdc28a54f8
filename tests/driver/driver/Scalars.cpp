// Numbers come back as they came.

#include "Echo.h"

kern_return_t EchoUserClient::Nothing()
{
    return Done(ivars, kEchoUserClientMethodNothing);
}

kern_return_t EchoUserClient::OneWord(uint64_t word, uint64_t * wordBack)
{
    *wordBack = word;
    return Done(ivars, kEchoUserClientMethodOneWord);
}

kern_return_t EchoUserClient::Words15(
    uint8_t first,
    const uint64_t * words,
    uint8_t * firstBack,
    uint64_t * wordsBack)
{
    *firstBack = first;
    memcpy(wordsBack, words, 14 * sizeof(*wordsBack));
    return Done(ivars, kEchoUserClientMethodWords15);
}

kern_return_t EchoUserClient::Words16(const uint64_t * words, uint64_t * wordsBack)
{
    memcpy(wordsBack, words, 16 * sizeof(*wordsBack));
    return Done(ivars, kEchoUserClientMethodWords16);
}

kern_return_t EchoUserClient::KeepWords(const uint64_t * words)
{
    memcpy(ivars->words, words, sizeof(ivars->words));
    return Done(ivars, kEchoUserClientMethodKeepWords);
}

kern_return_t EchoUserClient::GiveWords(uint64_t * words)
{
    memcpy(words, ivars->words, sizeof(ivars->words));
    return Done(ivars, kEchoUserClientMethodGiveWords);
}

kern_return_t EchoUserClient::UnsignedNumbers(
    uint8_t a,
    uint16_t b,
    uint32_t c,
    uint64_t d,
    uint8_t * aBack,
    uint16_t * bBack,
    uint32_t * cBack,
    uint64_t * dBack)
{
    *aBack = a;
    *bBack = b;
    *cBack = c;
    *dBack = d;
    return Done(ivars, kEchoUserClientMethodUnsignedNumbers);
}

kern_return_t EchoUserClient::SignedNumbers(
    int8_t a,
    int16_t b,
    int32_t c,
    int64_t d,
    int8_t * aBack,
    int16_t * bBack,
    int32_t * cBack,
    int64_t * dBack)
{
    *aBack = a;
    *bBack = b;
    *cBack = c;
    *dBack = d;
    return Done(ivars, kEchoUserClientMethodSignedNumbers);
}

kern_return_t EchoUserClient::Floats(
    float a,
    double b,
    float * aBack,
    double * bBack)
{
    *aBack = a;
    *bBack = b;
    return Done(ivars, kEchoUserClientMethodFloats);
}

kern_return_t EchoUserClient::Truths(
    bool a,
    bool b,
    bool * aBack,
    bool * bBack)
{
    *aBack = a;
    *bBack = b;
    return Done(ivars, kEchoUserClientMethodTruths);
}

kern_return_t EchoUserClient::Ranges(
    uint8_t percent,
    int16_t near,
    uint64_t many,
    int64_t below,
    uint32_t least,
    uint8_t * percentBack,
    int16_t * nearBack,
    uint64_t * manyBack,
    int64_t * belowBack,
    uint32_t * leastBack)
{
    *percentBack = percent;
    *nearBack = near;
    *manyBack = many;
    *belowBack = below;
    *leastBack = least;
    return Done(ivars, kEchoUserClientMethodRanges);
}

kern_return_t EchoUserClient::Names(
    Kind kind,
    Level level,
    Wide wide,
    Bits bits,
    WideBits wideBits,
    Kind * kindBack,
    Level * levelBack,
    Wide * wideBack,
    Bits * bitsBack,
    WideBits * wideBitsBack)
{
    *kindBack = kind;
    *levelBack = level;
    *wideBack = wide;
    *bitsBack = bits;
    *wideBitsBack = wideBits;
    return Done(ivars, kEchoUserClientMethodNames);
}

kern_return_t EchoUserClient::Arrays(
    const uint8_t * bytes,
    const int16_t * shorts,
    const float * reals,
    const bool * switches,
    const uint64_t * words,
    uint8_t * bytesBack,
    int16_t * shortsBack,
    float * realsBack,
    bool * switchesBack,
    uint64_t * wordsBack)
{
    memcpy(bytesBack, bytes, 3 * sizeof(*bytesBack));
    memcpy(shortsBack, shorts, 4 * sizeof(*shortsBack));
    memcpy(realsBack, reals, 2 * sizeof(*realsBack));
    memcpy(switchesBack, switches, 2 * sizeof(*switchesBack));
    memcpy(wordsBack, words, 2 * sizeof(*wordsBack));
    return Done(ivars, kEchoUserClientMethodArrays);
}

kern_return_t EchoUserClient::Far(uint64_t word, uint64_t * wordBack)
{
    *wordBack = word;
    return Done(ivars, kEchoUserClientMethodFar);
}
