/* What a driver may use of <string.h>; only for the driverkit target. Loopback's own text. */
#ifndef LOOPBACK_FREESTANDING_STRING_H
#define LOOPBACK_FREESTANDING_STRING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void * memcpy(void * to, const void * from, size_t length);
void * memmove(void * to, const void * from, size_t length);
void * memset(void * to, int byte, size_t length);
int memcmp(const void * one, const void * other, size_t length);
void * memchr(const void * in, int byte, size_t length);
size_t strlen(const char * text);
size_t strnlen(const char * text, size_t limit);
int strcmp(const char * one, const char * other);
int strncmp(const char * one, const char * other, size_t limit);
char * strncpy(char * to, const char * from, size_t limit);
size_t strlcpy(char * to, const char * from, size_t size);
size_t strlcat(char * to, const char * from, size_t size);
char * strchr(const char * text, int character);
char * strrchr(const char * text, int character);
char * strstr(const char * text, const char * part);
void bcopy(const void * from, void * to, size_t length);
void bzero(void * to, size_t length);

#ifdef __cplusplus
}
#endif

#endif /* LOOPBACK_FREESTANDING_STRING_H */
