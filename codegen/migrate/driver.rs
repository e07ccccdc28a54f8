//! A dext instead of a kext: what isn't about one method or one piece of memory.
//!
//! Facts: xnu's `IOUserServer.cpp` (who may open a dext, and what the kernel's half of its user client
//! answers), `IOUserClient.cpp` (what happens under which lock), DriverKit's documentation of `IOService`
//! and `IOUserClient`, and the property lists of published dexts.

use iigen_parser::spec::Target;

use super::{Migration, rules};

impl Migration<'_> {
    /// A dext instead of a kext.
    pub(super) fn dext_from_kext(&mut self) {
        self.class_of_dext();
        self.provider_of_dext();
        self.access_of_dext();
        self.common();
        self.methods_to_dext();
        self.memory_to_dext();
        self.pointers();
        self.callbacks();
    }

    /// What both kinds of driver do alike, because generated code does it.
    pub(super) fn common(&mut self) {
        let spec = &self.whole.spec;
        if let Some(handshake) = &spec.handshake {
            self.carries(
                &rules::HANDSHAKE,
                handshake.span,
                "the handshake: both drivers tell the same version and the same digests",
            );
        }
    }

    fn class_of_dext(&mut self) {
        let (class, provider) = (&self.interface().class, &self.interface().provider);
        let span = self.whole.spec.class.span;
        let what = format!(
            "{class} is declared in {class}.iig instead of {class}.h, and lives in a process"
        );
        let life = format!(
            "init(), Start and Stop stand for initWithTask, start and stop: `kern_return_t IMPL({class}, Start)`, \
             which calls `Start(provider, SUPERDISPATCH)` first. clientClose and clientDied have no counterpart: \
             the system stops the user client of an app that closes it or dies, so what they did goes into Stop. \
             A dext never gets the client's task_t, nor its security token."
        );
        let state = format!(
            "struct {class}_IVars, State() and all handlers keep their names, arguments and results: their bodies \
             move as they are, but for names of the kernel's own. docs/migrate.md lists those."
        );
        self.changes(&rules::CLASS, span, what, &[&life, &state]);
        self.changes(
            &rules::LOCKING,
            span,
            "handlers run one at a time, on the user client's queue, and not under a lock of the kernel's",
            &[
                "Where today's kext lets them run in parallel, because its class doesn't set \
                 kIOUserClientDefaultLockingSingleThreadExternalMethodKey or the system is older than it, the \
                 locks that only guard handlers from each other may go.",
                "What else calls the driver (interrupts, timers, completions of transfers) comes as a callback, on \
                 the queue that it was given: the user client's own, and it can't meet a handler; any other, and \
                 what both touch needs an IOLock or a DispatchSync, as an IOCommandGate did for a work loop.",
                "A handler that waits holds up all others, the system's own calls of the class among them: answer \
                 by a completion instead.",
            ],
        );
        self.changes(
            &rules::CALLS,
            span,
            "of IOKitLib's calls, a dext answers those to methods and to memory, and no others",
            &[
                "kIOReturnUnsupported: IOConnectSetCFProperties and IOConnectSetCFProperty (use a method), \
                 IOConnectSetNotificationPort (a completion that repeats), IOConnectAddClient (open types, or a \
                 method). IOConnectTrap reaches no code of a dext.",
                &format!(
                    "A client written by hand finds the kext by IOServiceMatching(\"{provider}\"), the class that \
                     it has in the kernel. A dext's class there is another, and its own a name: \
                     IOServiceNameMatching(\"{provider}\"). The generated client finds either."
                ),
                "New for a client, where the driver's process dies or isn't ready: MIG_SERVER_DIED (-308) from \
                 the call in flight, then kIOReturnOffline, kIOReturnNoMedia or kIOReturnNotReady. Open again.",
                "Unchanged: what generated code refuses has the same codes in both, an unknown or retired selector \
                 kIOReturnUnsupported, a failed map kIOReturnBadArgument. A kext written by hand may have had \
                 others: IOUserClient2022 answers kIOReturnBadArgument behind the end of its table, and \
                 kIOReturnNoCompletion for a row without a function.",
            ],
        );
    }

    fn provider_of_dext(&mut self) {
        let (class, provider) = (&self.interface().class, &self.interface().provider);
        let span = self.whole.spec.provider.span;
        let create = match self.interface().open_type {
            Some(_) => format!("{class}Create(this, type, userClient)"),
            None => "Create(this, \"UserClientProperties\", &client)".to_owned(),
        };
        let what = format!(
            "{provider} is declared in an .iig of your own, and creates the user client itself"
        );
        let new = format!(
            "newUserClient(task, token, type, …), or the property IOUserClientClass, becomes \
             `kern_return_t IMPL({provider}, NewUserClient)`, which answers what `{create}` makes. The name of a \
             dictionary in the personality stands where alloc, initWithTask, attach and start stood."
        );
        let base = "It derives from IOService or a class of one of DriverKit's families (USB, PCI, HID, serial, \
                    network, audio, SCSI, block storage); for other families, and for nubs of your own that other \
                    kexts match, there is no dext. probe() becomes matching keys, getProperty CopyProperties, and \
                    what was told to power management (PMinit, registerPowerDriver, setPowerState) SetPowerState.";
        self.changes(&rules::PROVIDER, span, what, &[&new, base]);
        let properties = match self.interface().open_type {
            Some(_) => format!("{class}Properties"),
            None => "UserClientProperties".to_owned(),
        };
        let keys = format!(
            "The personality: IOClass IOUserService (or the family's), IOUserClass {provider}, IOUserServerName the \
             bundle identifier, CFBundleIdentifierKernel com.apple.kpi.iokit, IOProviderClass and the matching keys \
             as they are, but IOUserResources for IOResources; {properties} {{ IOClass IOUserUserClient, \
             IOUserClass {class} }}. OSBundleLibraries goes."
        );
        self.changes(
            &rules::BUNDLE,
            span,
            "the kext in /Library/Extensions becomes a dext in an app",
            &[
                &keys,
                "It lies in the app's Contents/Library/SystemExtensions, and runs once the user has allowed what \
                 the app asks for by OSSystemExtensionRequest. Kext and dext compete \
                 for the same hardware by IOProbeScore: take the kext away where the dext is tried.",
            ],
        );
    }

    fn access_of_dext(&mut self) {
        let span = self.whole.spec.provider.span;
        self.changes(
            &rules::OPENER,
            span,
            "the system lets only entitled apps open a dext, whatever the spec says",
            &[
                "The app: com.apple.developer.driverkit.userclient-access, an array with the dext's bundle \
                 identifier. Or the dext: com.apple.developer.driverkit.allow-any-userclient-access, for tools that \
                 have no entitlements. Without either, IOServiceOpen answers kIOReturnNotPermitted.",
                "The dext itself: com.apple.developer.driverkit, and one for its transport \
                 (com.apple.developer.driverkit.transport.usb, .pci, .hid and so on). Apple grants them on request, \
                 each for a vendor's own devices.",
            ],
        );
        let spec = &self.whole.spec;
        if let Some(entitlement) = &spec.entitlement {
            let code = if self.from == Target::Kext2022 {
                "The kernel's kIOReturnNotPrivileged from IOServiceOpen becomes kIOReturnNotPermitted, which a client \
                 that lacks the system's own entitlement gets as well."
            } else {
                "The code stays kIOReturnNotPermitted; a client that lacks the system's own entitlement gets it as \
                 well."
            };
            self.changes(
                &rules::ACCESS,
                entitlement.span,
                format!("the entitlement {} is looked for after the system's own", entitlement.value),
                &[
                    "State()->Authorize(this) goes into Start; in a kext it is in initWithTask, in one of 2022 the \
                     kernel looks.",
                    code,
                ],
            );
        }
        if self.interface().administrator
            && let Some(said) = &spec.administrator
        {
            self.changes(
                &rules::ACCESS,
                said.span,
                "administrators are known by what the system adds to their entitlements",
                &["State()->Authorize(this) goes into Start, as it goes into initWithTask in a kext. For a client \
                   that runs as root, CopyClientEntitlements has com.apple.developer.driverkit.administrator. The \
                   code stays kIOReturnNotPrivileged. Being root doesn't replace the app's own entitlement for the \
                   dext."],
            );
        }
        if let Some(open_type) = &spec.open_type {
            let class = &self.interface().class;
            let number = open_type.value;
            self.carries(
                &rules::OPEN_TYPE,
                open_type.span,
                format!("the open type {number}: {class}Create compares it, in NewUserClient"),
            );
        }
    }

    fn callbacks(&mut self) {
        for callback in &self.whole.spec.callbacks {
            self.changes(
                &rules::CALLBACK,
                callback.name.span,
                format!("`{}` is called in the dext only", callback.name.value),
                &[
                    "What the kext was told by a completion function or an event source of a work loop, the dext is \
                     told here; the action's reference carries what the refcon did.",
                ],
            );
        }
    }
}
