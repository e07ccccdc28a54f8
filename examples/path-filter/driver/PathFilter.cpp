#include "PathFilter.h"

#include <IOKit/IOUserClient.h>
#include <string.h>

#include "PathFilterUserClient.h"

OSDefineMetaClassAndStructors(PathFilter, IOService)

// All rules together. What a kext allocates is wired memory, so that no app may ask for it without end.
static const size_t kMostRuleBytes = 4 << 20;

bool PathFilter::start(IOService * provider)
{
    if (!IOService::start(provider)) {
        return false;
    }
    fLock = IOLockAlloc();
    if (fLock == nullptr) {
        return false;
    }
    registerService();
    return true;
}

// By now there is no user client left: each has retained the filter.
void PathFilter::free()
{
    while (fRules != nullptr) {
        Rule * const rule = fRules;
        fRules = rule->next;
        FreeRule(rule);
    }
    if (fLock != nullptr) {
        IOLockFree(fLock);
    }
    IOService::free();
}

IOReturn PathFilter::newUserClient(
    task_t owningTask,
    void * securityID,
    UInt32 type,
    OSDictionary * /* properties */,
    IOUserClient ** handler)
{
    if (type != 0) {
        return kIOReturnUnsupported;
    }
    PathFilterUserClient * const client = OSTypeAlloc(PathFilterUserClient);
    if (client == nullptr) {
        return kIOReturnNoMemory;
    }
    if (!client->initWithTask(owningTask, securityID, type) || !client->attach(this)) {
        client->release();
        return kIOReturnNoMemory;
    }
    if (!client->start(this)) {
        client->detach(this);
        client->release();
        return kIOReturnError;
    }
    *handler = client; // with the reference of alloc
    return kIOReturnSuccess;
}

void PathFilter::Enable(bool enabled)
{
    IOLockLock(fLock);
    fEnabled = enabled;
    IOLockUnlock(fLock);
}

IOReturn PathFilter::AddRule(const char * path, size_t length, uint32_t * number)
{
    // What may wait for memory is done without the lock.
    const size_t size = sizeof(Rule) + length;
    Rule * const rule = static_cast<Rule *>(IOMalloc(size));
    if (rule == nullptr) {
        return kIOReturnNoMemory;
    }
    rule->length = length;
    memcpy(rule->Path(), path, length);

    IOLockLock(fLock);
    const bool fits = size <= kMostRuleBytes - fRuleBytes;
    if (fits) {
        fRuleBytes += size;
        fLastNumber += 1;
        rule->number = fLastNumber;
        rule->next = fRules;
        fRules = rule;
        *number = rule->number;
    }
    IOLockUnlock(fLock);

    if (!fits) {
        FreeRule(rule);
        return kIOReturnNoSpace;
    }
    return kIOReturnSuccess;
}

IOReturn PathFilter::RemoveRule(uint32_t number)
{
    IOLockLock(fLock);
    Rule ** const link = FindRule(number);
    Rule * const rule = *link;
    if (rule != nullptr) {
        *link = rule->next;
        fRuleBytes -= sizeof(Rule) + rule->length;
    }
    IOLockUnlock(fLock);

    if (rule == nullptr) {
        return kIOReturnNotFound;
    }
    FreeRule(rule);
    return kIOReturnSuccess;
}

IOReturn PathFilter::CopyRule(uint32_t number, char * path, size_t capacity, size_t * length)
{
    IOReturn ret = kIOReturnSuccess;
    IOLockLock(fLock);
    Rule * const rule = *FindRule(number);
    if (rule == nullptr) {
        ret = kIOReturnNotFound;
    } else if (rule->length > capacity) {
        ret = kIOReturnNoSpace;
    } else {
        memcpy(path, rule->Path(), rule->length);
        *length = rule->length;
    }
    IOLockUnlock(fLock);
    return ret;
}

// Whether the rule's path is the path, or a folder that it is in.
static bool Covers(const char * rule, size_t ruleLength, const char * path, size_t length)
{
    if (ruleLength > length || memcmp(rule, path, ruleLength) != 0) {
        return false;
    }
    return ruleLength == length || rule[ruleLength - 1] == '/' || path[ruleLength] == '/';
}

Verdict PathFilter::Decide(const char * path, size_t length)
{
    Verdict verdict = Verdict::Allow;
    IOLockLock(fLock);
    for (Rule * rule = fEnabled ? fRules : nullptr; rule != nullptr; rule = rule->next) {
        if (Covers(rule->Path(), rule->length, path, length)) {
            verdict = Verdict::Deny;
            fStatistics.denied += 1;
            break;
        }
    }
    fStatistics.asked += 1;
    if (length > fStatistics.longest) {
        fStatistics.longest = length;
    }
    IOLockUnlock(fLock);
    return verdict;
}

void PathFilter::GetStatistics(Statistics * statistics)
{
    IOLockLock(fLock);
    *statistics = fStatistics;
    IOLockUnlock(fLock);
}

// Where the rule hangs; where the next one would, if there is none of the number.
PathFilter::Rule ** PathFilter::FindRule(uint32_t number)
{
    Rule ** link = &fRules;
    while (*link != nullptr && (*link)->number != number) {
        link = &(*link)->next;
    }
    return link;
}

void PathFilter::FreeRule(Rule * rule)
{
    IOFree(rule, sizeof(Rule) + rule->length);
}
