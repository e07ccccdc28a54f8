// The filter: a service without hardware that has the rules. All of its user clients share them.

#ifndef PathFilter_h
#define PathFilter_h

#include <IOKit/IOLib.h>
#include <IOKit/IOService.h>

#include "PathFilterUserClientTypes.h"

class PathFilter : public IOService
{
    OSDeclareDefaultStructors(PathFilter)

public:
    virtual bool start(IOService * provider) override;
    virtual void free() override;

    using IOService::newUserClient; // the other one is called where this one isn't there
    virtual IOReturn newUserClient(
        task_t owningTask,
        void * securityID,
        UInt32 type,
        OSDictionary * properties,
        IOUserClient ** handler) override;

    // What the user clients ask for. Each is called under the lock of its own user client, so that two
    // of them meet here.

    void Enable(bool enabled);
    IOReturn AddRule(const char * path, size_t length, uint32_t * number);
    IOReturn RemoveRule(uint32_t number);

    // Copies the path of a rule, if there is room for it.
    IOReturn CopyRule(uint32_t number, char * path, size_t capacity, size_t * length);

    Verdict Decide(const char * path, size_t length);
    void GetStatistics(Statistics * statistics);

private:
    // One rule; its path lies behind it.
    struct Rule
    {
        Rule * next;
        size_t length;
        uint32_t number;

        char * Path() { return reinterpret_cast<char *>(this + 1); }
    };

    Rule ** FindRule(uint32_t number); // with the lock
    static void FreeRule(Rule * rule);

    IOLock * fLock; // for all that follows
    Rule * fRules;
    size_t fRuleBytes;
    uint32_t fLastNumber;
    bool fEnabled;
    Statistics fStatistics;
};

#endif // PathFilter_h
