// What the filter does for an app. iigen wrote the beginning of this file once.

#include "PathFilterUserClient.h"

#include <IOKit/IOLib.h>

#include "PathFilter.h"
#include "PathFilterUserClientDispatch.h"

struct PathFilterUserClient_IVars
{
    PathFilter * filter; // that was opened, retained
};

bool PathFilterUserClient::initWithTask(task_t owningTask, void * securityToken, UInt32 type)
{
    if (!IOUserClient::initWithTask(owningTask, securityToken, type)) {
        return false;
    }
    ivars = IONewZero(PathFilterUserClient_IVars, 1);
    return ivars != nullptr;
}

void PathFilterUserClient::free()
{
    if (ivars != nullptr) {
        OSSafeReleaseNULL(ivars->filter);
    }
    IOSafeDeleteNULL(ivars, PathFilterUserClient_IVars, 1);
    IOUserClient::free();
}

bool PathFilterUserClient::start(IOService * provider)
{
    PathFilter * const filter = OSDynamicCast(PathFilter, provider);
    if (filter == nullptr || !IOUserClient::start(provider)) {
        return false;
    }
    filter->retain(); // until free(): calls may still run when stop() is called
    ivars->filter = filter;
    return true;
}

void PathFilterUserClient::stop(IOService * provider)
{
    IOUserClient::stop(provider);
}

IOReturn PathFilterUserClient::clientClose()
{
    terminate(); // no client, no user client
    return kIOReturnSuccess;
}

// A path is the kext's own copy here, whether it came in the message or by descriptor: what the app does
// to its own meanwhile changes nothing. It belongs to the generated code, and is gone when the call
// returns; who keeps it copies it, as AddRule does.

kern_return_t PathFilterUserClient::Enable(bool enabled)
{
    ivars->filter->Enable(enabled);
    return kIOReturnSuccess;
}

kern_return_t PathFilterUserClient::GetStatistics(Statistics * statistics)
{
    ivars->filter->GetStatistics(statistics);
    return kIOReturnSuccess;
}

kern_return_t PathFilterUserClient::AddRule(const char * path, size_t pathLength, uint32_t * rule)
{
    if (path[0] != '/') {
        return kIOReturnBadArgument; // a rule for what nobody can ask about
    }
    return ivars->filter->AddRule(path, pathLength, rule);
}

kern_return_t PathFilterUserClient::RemoveRule(uint32_t rule)
{
    return ivars->filter->RemoveRule(rule);
}

kern_return_t PathFilterUserClient::Check(const char * path, size_t pathLength, Verdict * verdict)
{
    *verdict = ivars->filter->Decide(path, pathLength);
    return kIOReturnSuccess;
}

kern_return_t PathFilterUserClient::Rule(
    uint32_t rule, char * path, size_t pathCapacity, size_t * pathLength)
{
    return ivars->filter->CopyRule(rule, path, pathCapacity, pathLength);
}
