// The state of dispatch sources.
#pragma once

#include <memory>
#include <mutex>

#include <DriverKit/IODispatchSource.h>

namespace loopback {

class Machine;

// What outlives the object while something is on its way to it.
class Source {
public:
    explicit Source(bool enabled);
    virtual ~Source();
    Source(const Source &) = delete;
    Source & operator=(const Source &) = delete;

    void SetHandler(OSAction * action);
    void SetQueue(IODispatchQueue * queue);
    IODispatchQueue * queue() const { return queue_; }
    void Enable(bool enable);
    void Cancel();
    // Who is to be told now; retained. NULL: nobody.
    OSAction * CopyReceiver();
    std::shared_ptr<Machine> machine() const { return machine_.lock(); }

protected:
    // It became enabled, or got its handler.
    virtual void Ready() {}

private:
    const std::weak_ptr<Machine> machine_;
    std::mutex mutex_;
    bool enabled_;
    bool cancelled_ = false;
    OSAction * handler_ = nullptr;
    IODispatchQueue * queue_ = nullptr;
};

} // namespace loopback

struct IODispatchSource_IVars {
    std::shared_ptr<loopback::Source> source;
};
