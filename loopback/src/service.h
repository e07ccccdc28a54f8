// The state of a service.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <DriverKit/IOService.h>

namespace loopback {

class Hardware;
class InterruptSource;
class Machine;

// The life of a service, in order.
enum class Life { kMade, kStarted, kStopping, kStopped };

// The queue that a message to the service runs on (xnu IOUserServer.cpp, queueForObject): the one
// that was set under the name that the class gives the method, otherwise the default one. Retained;
// NULL when the service is stopped.
IODispatchQueue * CopyQueueFor(IOService * service, uint64_t msgid);

// Hangs a service under its provider; each keeps the other alive until they are parted.
void Attach(IOService * service, IOService * provider);
void Detach(IOService * service);

// Gives up the queues: no message arrives any more.
void DropQueues(IOService * service);

} // namespace loopback

struct IOService_IVars {
    std::weak_ptr<loopback::Machine> machine;
    uint64_t entryId = 0;
    // What a driver that is on this service drives, if it is a device that a test plays.
    std::shared_ptr<loopback::Hardware> hardware;

    std::mutex mutex;
    std::condition_variable changed;
    loopback::Life life = loopback::Life::kMade;
    bool registered = false;
    // Its arrival was told to who watched then; it arrives once.
    bool published = false;
    // Not signed with allow-any-userclient-access.
    bool restricted = false;
    // IOService::Stop itself was reached.
    bool didStop = false;
    std::string name;
    OSDictionary * properties = nullptr;
    IOService * provider = nullptr;
    std::vector<IOService *> clients;
    std::map<std::string, IODispatchQueue *> queues;
    // What listens to its interrupts, by their index.
    std::map<uint32_t, std::vector<std::weak_ptr<loopback::InterruptSource>>> interrupts;
};
