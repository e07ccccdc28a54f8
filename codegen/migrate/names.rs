//! Names of IOKit's that a driver's own C++ uses, and what DriverKit has for them.
//!
//! From Apple's documentation of the two frameworks (it lists DriverKit's functions), xnu's
//! `iokit/DriverKit/*.iig`, and the sources of published kexts and dexts. Names that are the same in both are
//! on the page and not here.

/// Names with one fate.
#[derive(Debug)]
pub struct Names {
    /// The names; one that ends with a `*` stands for all that begin so.
    pub of_kext: &'static [&'static str],
    /// What a dext has for them.
    pub of_dext: &'static str,
    /// Whether a dext has anything that does the same.
    pub is_there: bool,
}

const fn becomes(of_kext: &'static [&'static str], of_dext: &'static str) -> Names {
    Names {
        of_kext,
        of_dext,
        is_there: true,
    }
}

const fn missing(of_kext: &'static [&'static str], of_dext: &'static str) -> Names {
    Names {
        of_kext,
        of_dext,
        is_there: false,
    }
}

/// All of them, as docs/migrate.md lists them.
pub static NAMES: &[Names] = &[
    becomes(
        &[
            "OSDeclareDefaultStructors",
            "OSDefineMetaClassAndStructors",
            "OSDeclareFinalStructors",
        ],
        "nothing: iig makes it of the class in its .iig",
    ),
    becomes(
        &["initWithTask", "clientClose", "clientDied"],
        "`init`, `Start` and `Stop`: a dext has no task_t of its client, and its close ends in `Stop`",
    ),
    becomes(
        &["newUserClient", "IOUserClientClass"],
        "`NewUserClient`, and `UserClientProperties` in the personality",
    ),
    becomes(
        &[
            "externalMethod",
            "IOExternalMethodDispatch",
            "IOExternalMethodDispatch2022",
            "IOExternalMethodArguments",
            "dispatchExternalMethod",
            "getTargetAndMethodForIndex",
            "getAsyncTargetAndMethodForIndex",
            "kIOUCVariableStructureSize",
        ],
        "the generated dispatch: `ExternalMethod` and `IOUserClientMethodDispatch`",
    ),
    becomes(
        &["clientMemoryForType"],
        "the generated `CopyClientMemoryForType`",
    ),
    becomes(
        &[
            "sendAsyncResult64",
            "sendAsyncResult64WithOptions",
            "releaseAsyncReference64",
            "setAsyncReference64",
            "OSAsyncReference64",
        ],
        "the generated completion: `AsyncCompletion` of an `OSAction`",
    ),
    becomes(
        &[
            "clientHasPrivilege",
            "copyClientEntitlement",
            "clientHasAuthorization",
        ],
        "`access` in the spec: generated code asks `CopyClientEntitlements`",
    ),
    missing(
        &[
            "registerNotificationPort",
            "IOSharedDataQueue",
            "IODataQueue",
        ],
        "no shared queue: a `ring`, or a completion that `repeats`",
    ),
    missing(
        &[
            "connectClient",
            "getTargetAndTrapForIndex",
            "getExternalTrapForIndex",
        ],
        "no such calls: methods, and open types",
    ),
    becomes(
        &["withAddressRange", "withAddressRanges"],
        "`CreateMemoryDescriptorFromClient` of the user client, or the bytes as a structure",
    ),
    becomes(
        &[
            "inTaskWithOptions",
            "inTaskWithPhysicalMask",
            "getBytesNoCopy",
        ],
        "`IOBufferMemoryDescriptor::Create`, `GetAddressRange`",
    ),
    becomes(
        &["readBytes", "writeBytes"],
        "`CreateMapping`, and a copy from or to `GetAddress`",
    ),
    becomes(
        &["createMappingInTask", "getVirtualAddress"],
        "`CreateMapping`, `GetAddress`: only into the dext itself",
    ),
    becomes(
        &["withSubRange"],
        "`IOMemoryDescriptor::CreateSubMemoryDescriptor`",
    ),
    becomes(
        &["IOMultiMemoryDescriptor"],
        "`IOMemoryDescriptor::CreateWithMemoryDescriptors`",
    ),
    becomes(
        &[
            "getPhysicalSegment",
            "getPhysicalAddress",
            "genIOVMSegments",
            "gen64IOVMSegments",
        ],
        "`IODMACommand::PrepareForDMA`, which answers the device's addresses",
    ),
    becomes(
        &[
            "IOMallocContiguous",
            "IOFreeContiguous",
            "IOMallocAligned",
            "IOFreeAligned",
            "IOMallocPageable",
            "IOFreePageable",
        ],
        "`IOBufferMemoryDescriptor::Create` and `IODMACommand`",
    ),
    becomes(
        &[
            "IOWorkLoop",
            "IOCommandGate",
            "getWorkLoop",
            "addEventSource",
            "removeEventSource",
        ],
        "`IODispatchQueue`: `DispatchSync` for `runAction`",
    ),
    becomes(
        &["IOTimerEventSource"],
        "`IOTimerDispatchSource`, and a callback",
    ),
    becomes(
        &["IOInterruptEventSource", "IOFilterInterruptEventSource"],
        "`IOInterruptDispatchSource`, and a callback; no filter runs at interrupt time",
    ),
    becomes(
        &["thread_call_*", "kernel_thread_start", "IOCreateThread"],
        "`IODispatchQueue::DispatchAsync`, or `IOTimerDispatchSource`",
    ),
    becomes(
        &[
            "IOSimpleLock*",
            "IOInterruptState",
            "ml_set_interrupts_enabled",
        ],
        "`IOLock`: a process has no interrupts to keep out",
    ),
    becomes(
        &[
            "IOLockSleep",
            "IOLockSleepDeadline",
            "IOLockWakeup",
            "IORecursiveLockSleep",
            "IORecursiveLockSleepDeadline",
            "IORecursiveLockWakeup",
            "commandSleep",
            "commandWakeup",
            "assert_wait*",
            "thread_block*",
            "thread_wakeup*",
            "msleep",
            "tsleep",
        ],
        "`Sleep` and `Wakeup` of an `IODispatchQueue` made with `kIODispatchQueueReentrant`",
    ),
    becomes(
        &["lck_mtx_*", "lck_rw_*", "lck_spin_*", "lck_grp_*"],
        "`IOLock`, `IORecursiveLock`, `IORWLock`",
    ),
    becomes(
        &[
            "OSAddAtomic*",
            "OSIncrementAtomic*",
            "OSDecrementAtomic*",
            "OSCompareAndSwap*",
            "OSTestAndSet*",
        ],
        "C11's atomics: `__c11_atomic_fetch_add` and others",
    ),
    becomes(
        &[
            "PMinit",
            "PMstop",
            "joinPMtree",
            "registerPowerDriver",
            "setPowerState",
            "changePowerStateTo",
            "acknowledgeSetPowerState",
        ],
        "`SetPowerState`, `JoinPMTree` and `ChangePowerState`",
    ),
    becomes(&["registerService"], "`RegisterService`"),
    becomes(
        &["OSMemberFunctionCast"],
        "a callback, whose member is declared in the .iig",
    ),
    becomes(
        &["OSCollectionIterator"],
        "`iterateObjects` of the container, with a block",
    ),
    becomes(
        &["IONotifier", "addMatchingNotification"],
        "`IOServiceNotificationDispatchSource`, and a callback",
    ),
    becomes(&["willTerminate", "didTerminate"], "`Stop`"),
    becomes(&["getProvider"], "`GetProvider`"),
    becomes(&["setProperty"], "`SetProperties`"),
    becomes(&["getProperty", "copyProperty"], "`CopyProperties`"),
    becomes(
        &[
            "mapDeviceMemoryWithRegister",
            "mapDeviceMemoryWithIndex",
            "getDeviceMemoryWithIndex",
            "getDeviceMemoryWithRegister",
        ],
        "`MemoryRead32` and others of `IOPCIDevice`; `backing: pci-bar` for a client",
    ),
    becomes(
        &[
            "configRead8",
            "configRead16",
            "configRead32",
            "configWrite8",
            "configWrite16",
            "configWrite32",
            "extendedConfigRead*",
        ],
        "`ConfigurationRead32` and others of `IOPCIDevice`",
    ),
    becomes(
        &["panic"],
        "DriverKit's `panic`, which ends the process and not the Mac",
    ),
    becomes(
        &[
            "clock_get_*",
            "clock_interval_to_deadline",
            "clock_absolutetime_interval_to_deadline",
            "absolutetime_to_nanoseconds",
            "nanoseconds_to_absolutetime",
        ],
        "`mach_absolute_time` and `mach_timebase_info`",
    ),
    becomes(&["kprintf"], "`IOLog`, or `os_log`"),
    missing(
        &[
            "copyin",
            "copyout",
            "copyinstr",
            "current_task",
            "get_bsdtask_info",
            "proc_self",
            "proc_pid",
            "proc_selfpid",
        ],
        "no client's address space and no process: what is asked goes through the call",
    ),
    missing(
        &[
            "kauth_*",
            "mac_policy_*",
            "vnode_*",
            "vfs_*",
            "VNOP_*",
            "sflt_*",
            "ipf_*",
            "iflt_*",
            "sock_*",
            "ctl_register",
        ],
        "no file system, network or policy of the kernel: Endpoint Security or Network Extension",
    ),
    missing(
        &[
            "sysctl_register_oid",
            "SYSCTL_*",
            "ctl_enqueuedata",
            "cdevsw_add",
            "bdevsw_add",
            "devfs_make_node",
        ],
        "no interfaces of BSD: methods of the user client",
    ),
];

/// What becomes of a name.
pub(super) fn find(name: &str) -> Option<&'static Names> {
    let fits = |pattern: &&str| match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => *pattern == name,
    };
    NAMES.iter().find(|of| of.of_kext.iter().any(fits))
}
