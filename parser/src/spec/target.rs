//! What drivers are made for.

/// What a driver is: which of Apple's classes its user client derives from, and which of Apple's
/// structures its table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// DriverKit's `IOUserClient`, in a process of its own: `IOUserClientMethodDispatch`
    /// (`DriverKit/IOUserClient.iig`).
    Dext,
    /// IOKit's `IOUserClient`, in the kernel: `IOExternalMethodDispatch` (`IOKit/IOUserClient.h`).
    Kext,
    /// IOKit's `IOUserClient2022`, whose rows say more: `IOExternalMethodDispatch2022`
    /// (`IOKit/IOUserClient.h`).
    Kext2022,
}

impl Target {
    /// All of them, in their order.
    pub const ALL: [Target; 3] = [Target::Dext, Target::Kext, Target::Kext2022];

    /// The name in a spec, and of the folder of its files where there are several.
    pub fn name(self) -> &'static str {
        match self {
            Target::Dext => "dext",
            Target::Kext => "kext",
            Target::Kext2022 => "kext-2022",
        }
    }

    /// The name in Rust.
    pub fn rust_name(self) -> &'static str {
        match self {
            Target::Kext2022 => "kext_2022",
            _ => self.name(),
        }
    }

    /// The target with this name in a spec.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.name() == name)
    }

    /// Whether the driver runs in the kernel.
    pub fn is_kext(self) -> bool {
        self != Target::Dext
    }
}
