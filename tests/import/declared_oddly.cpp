#define UNUSED __attribute__((unused))
namespace mill {
typedef struct IOExternalMethodDispatch Dispatch;
using Row = const Dispatch;

template <typename T, int N>
Row UNUSED static inline Client<T, N>::sMethods alignas(16) [[gnu::used]] [] __attribute__((aligned(8))) {
    { (IOExternalMethodAction) &Client<T, N>::sGrind, 0, 0, 0, 0 },
    { (IOExternalMethodAction) &Client<T, N>::template sStop<int, bool>, 1, 0, 0, 0 },
};
}
