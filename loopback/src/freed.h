// What a freed object of a dext's becomes.
#pragma once

namespace loopback {

void BuryDextObject(void * memory, const char * name);

} // namespace loopback
