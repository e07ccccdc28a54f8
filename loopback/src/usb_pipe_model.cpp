#include "usb_pipe_model.h"

#include <algorithm>
#include <cstring>

#include <USBDriverKit/IOUSBHostFamilyDefinitions.h>

#include "clock.h"
#include "memory.h"
#include "usb_completions.h"

namespace loopback::usb {

static constexpr std::uint64_t kNanosecondsInAMillisecond = 1'000'000;

Transfer::Transfer(IOMemoryDescriptor * memory, std::uint32_t length, OSAction * action)
    : length(length), memory_(memory), action_(action) {
    if (memory_ != nullptr) {
        memory_->retain();
    }
    if (action_ != nullptr) {
        action_->retain();
    }
}

Transfer::~Transfer() {
    if (memory_ != nullptr) {
        memory_->release();
    }
    if (action_ != nullptr) {
        action_->release();
    }
}

// The memory is mapped for as long as bytes move: it may be an app's, lent for the time of a call.
bool Transfer::Fill(const std::uint8_t * bytes, std::size_t count) {
    if (count == 0) {
        return true;
    }
    const IOMemoryDescriptor_IVars & state = *memory_->ivars;
    const std::unique_ptr<Mapping> mapping =
        state.backing != nullptr ? state.backing->Map(state.offset + done, count, true) : nullptr;
    if (mapping == nullptr) {
        return false;
    }
    std::memcpy(mapping->address(), bytes, count);
    return true;
}

bool Transfer::Copy(std::vector<std::uint8_t> * to) const {
    to->resize(length);
    if (length == 0) {
        return true;
    }
    const IOMemoryDescriptor_IVars & state = *memory_->ivars;
    const std::unique_ptr<Mapping> mapping =
        state.backing != nullptr ? state.backing->Map(state.offset, length, false) : nullptr;
    if (mapping == nullptr) {
        return false;
    }
    std::memcpy(to->data(), mapping->address(), length);
    return true;
}

void Transfer::Tell() const {
    if (action_ != nullptr) {
        // A target that is gone by now misses nothing.
        SendTransferred(action_, status, done, timestamp);
    }
}

kern_return_t Pipe::Check() const {
    if (refusal_ != kIOReturnSuccess) {
        return refusal_;
    }
    return halted_ ? kUSBHostReturnPipeStalled : kIOReturnSuccess;
}

kern_return_t Pipe::Submit(
    const std::shared_ptr<Transfer> & transfer, std::uint32_t timeoutMs) {
    std::unique_lock lock(mutex_);
    if (const kern_return_t refused = Check(); refused != kIOReturnSuccess) {
        return refused;
    }
    inFlight_.push_back(transfer);
    changed_.notify_all();
    if (timeoutMs != 0) {
        const std::uint64_t when = clock_->Now() + timeoutMs * kNanosecondsInAMillisecond;
        clock_->At(when, [pipe = weak_from_this(), late = std::weak_ptr(transfer)](uint64_t) {
            const std::shared_ptr<Pipe> stillThere = pipe.lock();
            const std::shared_ptr<Transfer> stillWaiting = late.lock();
            if (stillThere != nullptr && stillWaiting != nullptr) {
                stillThere->Expire(stillWaiting);
            }
        });
    }
    Advance();
    Deliver(lock);
    return kIOReturnSuccess;
}

kern_return_t Pipe::Wait(const std::shared_ptr<Transfer> & transfer, std::uint32_t timeoutMs) {
    if (const kern_return_t refused = Submit(transfer, timeoutMs); refused != kIOReturnSuccess) {
        return refused;
    }
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return transfer->over; });
    return transfer->status;
}

void Pipe::Expire(const std::shared_ptr<Transfer> & transfer) {
    std::unique_lock lock(mutex_);
    const auto found = std::find(inFlight_.begin(), inFlight_.end(), transfer);
    if (found == inFlight_.end()) {
        return;
    }
    // It may be any of them: to the front, where transfers end.
    std::rotate(inFlight_.begin(), found, found + 1);
    Finish(kIOReturnTimeout);
    Advance();
    Deliver(lock);
}

void Pipe::Abort(kern_return_t status) {
    std::unique_lock lock(mutex_);
    FinishAll(status);
    Deliver(lock);
    changed_.wait(lock, [&] { return over_.empty() && !delivering_; });
}

kern_return_t Pipe::ClearStall(bool withRequest) {
    std::unique_lock lock(mutex_);
    if (refusal_ != kIOReturnSuccess) {
        return refusal_;
    }
    halted_ = false;
    if (withRequest) {
        stalled_ = false;
    }
    FinishAll(kIOReturnAborted);
    Deliver(lock);
    return kIOReturnSuccess;
}

void Pipe::Refuse(kern_return_t refusal, kern_return_t status) {
    std::unique_lock lock(mutex_);
    refusal_ = refusal;
    FinishAll(status);
    Deliver(lock);
    changed_.notify_all();
}

void Pipe::Accept() {
    const std::lock_guard lock(mutex_);
    refusal_ = kIOReturnSuccess;
    halted_ = false;
}

void Pipe::Send(const std::uint8_t * bytes, std::size_t length, bool end) {
    std::unique_lock lock(mutex_);
    std::size_t at = 0;
    while (at < length || end) {
        const std::size_t size = std::min<std::size_t>(length - at, endpoint.maxPacketSize);
        toHost_.push_back(Packet{{bytes + at, bytes + at + size}, false});
        at += size;
        // The short one.
        if (size < endpoint.maxPacketSize) {
            break;
        }
    }
    Advance();
    Deliver(lock);
}

bool Pipe::Take(std::vector<std::uint8_t> * bytes, std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, timeout, [&] { return !fromHost_.empty(); })) {
        return false;
    }
    *bytes = std::move(fromHost_.front());
    fromHost_.pop_front();
    return true;
}

void Pipe::Stall() {
    std::unique_lock lock(mutex_);
    if (endpoint.isIn()) {
        toHost_.push_back(Packet{{}, true});
    } else {
        stalled_ = true;
    }
    Advance();
    Deliver(lock);
}

bool Pipe::IsHalted() const {
    const std::lock_guard lock(mutex_);
    return halted_;
}

void Pipe::Hold() {
    const std::lock_guard lock(mutex_);
    held_ = true;
    released_ = 0;
}

void Pipe::Release(std::size_t count) {
    std::unique_lock lock(mutex_);
    released_ += count;
    Advance();
    Deliver(lock);
}

void Pipe::Resume() {
    std::unique_lock lock(mutex_);
    held_ = false;
    released_ = 0;
    Advance();
    Deliver(lock);
}

std::size_t Pipe::InFlight() const {
    const std::lock_guard lock(mutex_);
    return inFlight_.size();
}

bool Pipe::WaitInFlight(std::size_t count, std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, timeout, [&] { return inFlight_.size() >= count; });
}

// Moves what can move.
void Pipe::Advance() {
    while (!inFlight_.empty() && !halted_ && (!held_ || released_ > 0)) {
        Transfer & first = *inFlight_.front();
        if (stalled_) {
            halted_ = true;
            Finish(kUSBHostReturnPipeStalled);
        } else if (!(endpoint.isIn() ? AdvanceIn(first) : AdvanceOut(first))) {
            return;
        }
    }
}

// Takes a packet; false if there is none.
bool Pipe::AdvanceIn(Transfer & transfer) {
    if (toHost_.empty()) {
        return false;
    }
    const Packet packet = std::move(toHost_.front());
    toHost_.pop_front();
    if (packet.stall) {
        stalled_ = true;
        return true;
    }
    const std::size_t room = transfer.length - transfer.done;
    const std::size_t size = std::min(packet.bytes.size(), room);
    if (!transfer.Fill(packet.bytes.data(), size)) {
        Finish(kIOReturnVMError);
        return true;
    }
    transfer.done += static_cast<std::uint32_t>(size);
    if (packet.bytes.size() > room) {
        // Babble; as any error but a timeout it halts the endpoint.
        halted_ = true;
        Finish(kIOReturnOverrun);
    } else if (packet.bytes.size() < endpoint.maxPacketSize || transfer.done == transfer.length) {
        Finish(kIOReturnSuccess);
    }
    return true;
}

bool Pipe::AdvanceOut(Transfer & transfer) {
    std::vector<std::uint8_t> bytes;
    if (!transfer.Copy(&bytes)) {
        Finish(kIOReturnVMError);
        return true;
    }
    transfer.done = transfer.length;
    fromHost_.push_back(std::move(bytes));
    Finish(kIOReturnSuccess);
    return true;
}

// The first transfer is over.
void Pipe::Finish(kern_return_t status) {
    const std::shared_ptr<Transfer> transfer = std::move(inFlight_.front());
    inFlight_.pop_front();
    transfer->over = true;
    transfer->status = status;
    transfer->timestamp = clock_->Now();
    if (released_ > 0) {
        --released_;
    }
    over_.push_back(transfer);
    changed_.notify_all();
}

void Pipe::FinishAll(kern_return_t status) {
    released_ = 0;
    while (!inFlight_.empty()) {
        Finish(status);
    }
}

// Tells the driver, one after the other also if several threads come.
void Pipe::Deliver(std::unique_lock<std::mutex> & lock) {
    if (delivering_) {
        return;
    }
    delivering_ = true;
    while (!over_.empty()) {
        std::shared_ptr<Transfer> transfer = std::move(over_.front());
        over_.pop_front();
        lock.unlock();
        transfer->Tell();
        // What it held may go, and take anything with it.
        transfer.reset();
        lock.lock();
    }
    delivering_ = false;
    changed_.notify_all();
}

} // namespace loopback::usb
