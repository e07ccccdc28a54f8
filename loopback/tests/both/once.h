// What C++ has once in a program, however many files define it. Each driver sets its own, when it is
// loaded, and finds it as it was.
#pragma once

inline int gInline = 0;

inline int & StaticLocal() {
    static int value = 0;
    return value;
}

template <class T> struct Templated {
    static int value;
};
template <class T> int Templated<T>::value = 0;

// Another driver's value can come but from a variable that is shared with it.
inline void SetOnce(int value) { gInline = StaticLocal() = Templated<int>::value = value; }

inline bool IsOnce(int value) {
    return gInline == value && StaticLocal() == value && Templated<int>::value == value;
}
