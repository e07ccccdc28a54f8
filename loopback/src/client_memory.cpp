#include "client_memory.h"

#include <cstring>

#include "fail.h"

namespace loopback {

class ClientMemory::View final : public Mapping {
public:
    View(std::shared_ptr<ClientMemory> of, std::uint8_t * address, std::size_t length)
        : Mapping(address, length), of_(std::move(of)) {}
    ~View() override {
        const std::lock_guard lock(of_->mutex_);
        --of_->views_;
    }

private:
    std::shared_ptr<ClientMemory> of_;
};

std::unique_ptr<Mapping> ClientMemory::Map(std::size_t offset, std::size_t length, bool writable) {
    const std::lock_guard lock(mutex_);
    if (copy_ != nullptr) {
        return copy_->Map(offset, length, writable);
    }
    if (address_ == nullptr) {
        return nullptr;
    }
    // That an input isn't to be written can't be enforced on bytes that are in somebody's heap.
    ++views_;
    return std::make_unique<View>(shared_from_this(), address_ + offset, length);
}

bool ClientMemory::Revoke() {
    const std::lock_guard lock(mutex_);
    const bool kept = weak_from_this().use_count() > 1;
    if (kept && address_ != nullptr) {
        copy_ = MakePages(size_);
        const std::unique_ptr<Mapping> to = copy_ ? copy_->Map(0, size_, true) : nullptr;
        if (to != nullptr) {
            std::memcpy(to->address(), address_, size_);
        }
    }
    address_ = nullptr;
    return views_ == 0;
}

LentMemory::LentMemory(const void * address, std::size_t size, const char * what)
    : memory_(std::make_shared<ClientMemory>(
          static_cast<std::uint8_t *>(const_cast<void *>(address)), size)),
      what_(what) {}

LentMemory::~LentMemory() {
    if (!memory_->Revoke()) {
        Fault("the driver still maps the %s of a call that is over", what_);
    }
}

} // namespace loopback
