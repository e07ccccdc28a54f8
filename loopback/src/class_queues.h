// Which methods of a class run on a queue of their own (QUEUENAME in a .iig).
#pragma once

#include <string>

#include <DriverKit/OSMetaClass.h>

namespace loopback {

// The name that the class, or the nearest one above it that says something, gives a method's queue;
// empty if none does.
std::string QueueNameFor(const OSMetaClass * meta, uint64_t msgid);
bool HasQueueName(const OSMetaClass * meta, const char * name);

} // namespace loopback
