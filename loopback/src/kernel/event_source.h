// The state of event sources, and the way of an event to its action.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include <IOKit/IOEventSource.h>

#include "work_loop.h"

namespace loopback::kernel {

// The way to a source for what happens on other threads; it outlives the source.
class Way : public std::enable_shared_from_this<Way> {
public:
    // The source is on a loop, which holds it; NULL: it is on none any more.
    void Lead(IOEventSource * source, std::shared_ptr<Loop> loop);
    // Runs on the loop's thread, with its gate closed, unless the source has left it by then.
    void Post(std::function<void(IOEventSource * source)> work);

private:
    // The source with a reference, or NULL.
    IOEventSource * CopySource();

    std::mutex mutex_;
    IOEventSource * source_ = nullptr;
    std::shared_ptr<Loop> loop_;
};

// What comes to a source, apart from the source itself.
struct Events {
    virtual ~Events() = default;
};

} // namespace loopback::kernel

struct OSLoopbackEventSource {
    std::mutex mutex;
    OSObject * owner = nullptr;
    // Of a type that the source's class knows.
    void (*action)() = nullptr;
    bool enabled = true;
    IOWorkLoop * workLoop = nullptr;
    const std::shared_ptr<loopback::kernel::Way> way = std::make_shared<loopback::kernel::Way>();
    std::shared_ptr<loopback::kernel::Events> own;
};
