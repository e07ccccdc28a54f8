// A call that is in a user client, which doesn't stop meanwhile.
#pragma once

#include "kext_connection.h"
#include "task.h"
#include "user_client.h"

namespace loopback::kernel {

class KextConnection::Inside {
public:
    explicit Inside(KextConnection & connection);
    ~Inside();
    Inside(const Inside &) = delete;
    Inside & operator=(const Inside &) = delete;

    // False if it has stopped: nobody is there to be called.
    explicit operator bool() const { return inside_; }

private:
    IOUserClient * const client_;
    const Acting acting_;
    bool inside_ = false;
};

} // namespace loopback::kernel
