// Work for a moment to come, on a thread of the runtime's own.
#pragma once

#include <chrono>
#include <functional>

namespace loopback {

// Runs the work then, or a little later. It must not wait for anything itself.
void RunAt(std::chrono::steady_clock::time_point when, std::function<void()> work);

} // namespace loopback
