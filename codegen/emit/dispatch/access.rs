//! Who may come in: entitlements of the client, and its open type.

use iigen_parser::interface::Interface;
use iigen_parser::naming;

use crate::cpp::Cpp;

/// What the kernel entitles clients to that run as root, whatever their signatures say (xnu
/// iokit/Kernel/IOUserServer.cpp, `serviceNewUserClient`).
const ADMINISTRATOR: &str = "com.apple.developer.driverkit.administrator";

/// What clients must be entitled to.
pub(super) struct AccessView {
    /// All entitlements, once each; what a client needs for everything comes first.
    pub(super) entitlements: Vec<String>,
    /// Those that it needs for everything.
    pub(super) whole: Vec<Whole>,
    /// What single methods need.
    pub(super) methods: Vec<MethodEntitlement>,
    /// What a client of a kext needs for everything, unless the kernel looks for it.
    pub(super) entitlement: Option<String>,
    /// Whether a client of a kext must run as root.
    pub(super) administrator: bool,
}

impl AccessView {
    /// Whether a kext asks anything of its clients before they may do anything.
    pub(super) fn is_asked(&self) -> bool {
        self.entitlement.is_some() || self.administrator
    }

    /// What a kext answers to a client that may do nothing.
    pub(super) fn refusals(&self) -> &'static str {
        match (&self.entitlement, self.administrator) {
            (Some(_), true) => {
                "kIOReturnNotPermitted without the entitlement,\n/// kIOReturnNotPrivileged unless it runs as root"
            }
            (Some(_), false) => "kIOReturnNotPermitted",
            (None, _) => "kIOReturnNotPrivileged",
        }
    }

    /// Whether a kext looks at single entitlements.
    pub(super) fn looks_at_entitlements(&self) -> bool {
        self.entitlement.is_some() || !self.entitlements.is_empty()
    }
}

/// What a client needs for everything, by the entitlements that a dext is told of.
pub(super) struct Whole {
    /// The place of the entitlement among all.
    pub(super) index: usize,
    /// What the lack of it answers.
    pub(super) code: &'static str,
}

/// A method that needs more than the others.
pub(super) struct MethodEntitlement {
    /// Its selector's name.
    pub(super) selector: String,
    /// The place of its entitlement among all.
    pub(super) index: usize,
}

/// What clients must be entitled to, if there is anything.
pub(super) fn view(cpp: Cpp<'_>) -> Option<AccessView> {
    if !cpp.has_to_authorize() {
        return None;
    }
    match cpp.flavour.kext {
        false => Some(of_dext(cpp.interface)),
        true => Some(of_kext(cpp)),
    }
}

fn of_dext(interface: &Interface) -> AccessView {
    let mut entitlements = Vec::new();
    let mut whole = Vec::new();
    let administrator = interface.administrator.then(|| ADMINISTRATOR.to_owned());
    let needed = [
        (interface.entitlement.clone(), "kIOReturnNotPermitted"),
        (administrator, "kIOReturnNotPrivileged"),
    ];
    for (entitlement, code) in needed {
        whole.extend(entitlement.map(|entitlement| {
            entitlements.push(entitlement);
            let index = entitlements.len() - 1;
            Whole { index, code }
        }));
    }
    AccessView {
        methods: methods(interface, &mut entitlements),
        entitlements,
        whole,
        entitlement: None,
        administrator: false,
    }
}

/// The kernel looks for the entitlements of a class of 2022.
fn of_kext(cpp: Cpp<'_>) -> AccessView {
    let interface = cpp.interface;
    let mut view = AccessView {
        entitlements: Vec::new(),
        whole: Vec::new(),
        methods: Vec::new(),
        entitlement: None,
        administrator: interface.administrator,
    };
    if !cpp.flavour.is_2022 {
        view.entitlement.clone_from(&interface.entitlement);
        view.methods = methods(interface, &mut view.entitlements);
    }
    view
}

/// The methods that need an entitlement of their own, which are added to the list. One that needs
/// what the whole client needs is no exception.
fn methods(interface: &Interface, entitlements: &mut Vec<String>) -> Vec<MethodEntitlement> {
    let mut methods = Vec::new();
    for method in &interface.methods {
        let own = method.entitlement.as_ref();
        let Some(entitlement) = own.filter(|of| interface.entitlement.as_ref() != Some(of)) else {
            continue;
        };
        let place = entitlements.iter().position(|of| of == entitlement);
        let index = place.unwrap_or(entitlements.len());
        if index == entitlements.len() {
            entitlements.push(entitlement.clone());
        }
        methods.push(MethodEntitlement {
            selector: naming::c_selector(&interface.class, &method.name),
            index,
        });
    }
    methods
}
