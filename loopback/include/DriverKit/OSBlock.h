/* Blocks, where the compiler has them; a stand-in where it doesn't. Loopback's own text.
 *
 * A compiler without blocks (g++, clang without -fblocks) can pass NULL or, on a host, anything
 * that can be called, such as a lambda. Code for Apple's compiler uses blocks or the `_f`
 * functions. */
#ifndef LOOPBACK_DRIVERKIT_OSBLOCK_H
#define LOOPBACK_DRIVERKIT_OSBLOCK_H

#if defined(__BLOCKS__)
#define OSLoopbackBlock(result, name) typedef result (^name)(void)
#else
#include <functional>
#define OSLoopbackBlock(result, name) typedef std::function<result(void)> name
#endif

#endif /* LOOPBACK_DRIVERKIT_OSBLOCK_H */
