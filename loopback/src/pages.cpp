#include "pages.h"

#include <cstdio>

#include <sys/mman.h>
#include <unistd.h>

namespace loopback {
namespace {

std::size_t PageSize() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }

std::size_t RoundUp(std::size_t size, std::size_t to) { return (size + to - 1) / to * to; }

// A file in memory; where there is no memfd, one that is unlinked at once.
int AnonymousFile() {
#if defined(__linux__)
    return memfd_create("iigen-loopback", MFD_CLOEXEC);
#else
    std::FILE * file = std::tmpfile();
    if (file == nullptr) {
        return -1;
    }
    const int descriptor = dup(fileno(file));
    std::fclose(file);
    return descriptor;
#endif
}

class PageMapping final : public Mapping {
public:
    PageMapping(void * start, std::size_t size, std::size_t skip, std::size_t length)
        : Mapping(static_cast<std::uint8_t *>(start) + skip, length), start_(start), size_(size) {}
    ~PageMapping() override { munmap(start_, size_); }

private:
    void * start_;
    std::size_t size_;
};

class Pages final : public Backing {
public:
    Pages(int file, std::size_t size) : file_(file), size_(size) {}
    ~Pages() override { close(file_); }
    std::size_t size() const override { return size_; }

    std::unique_ptr<Mapping> Map(std::size_t offset, std::size_t length, bool writable) override {
        // A mapping starts at a page; what is asked for may start later in it.
        const std::size_t skip = offset % PageSize();
        const std::size_t size = RoundUp(skip + length, PageSize());
        const int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
        void * start =
            mmap(nullptr, size, protection, MAP_SHARED, file_, static_cast<off_t>(offset - skip));
        if (start == MAP_FAILED) {
            return nullptr;
        }
        return std::make_unique<PageMapping>(start, size, skip, length);
    }

private:
    int file_;
    std::size_t size_;
};

} // namespace

std::shared_ptr<Backing> MakePages(std::size_t size) {
    const int file = AnonymousFile();
    if (file < 0) {
        return nullptr;
    }
    if (ftruncate(file, static_cast<off_t>(RoundUp(size, PageSize()))) != 0) {
        close(file);
        return nullptr;
    }
    return std::make_shared<Pages>(file, size);
}

} // namespace loopback
