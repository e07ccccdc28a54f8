//! Who may come in: entitlements of the client, and its open type.

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
}

/// What a client needs for everything.
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
    let interface = cpp.interface;
    if !cpp.has_to_authorize() {
        return None;
    }
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
    let mut methods = Vec::new();
    for method in &interface.methods {
        let Some(entitlement) = &method.entitlement else {
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
    // A method that needs what the whole client needs is no exception.
    methods.retain(|method| method.index >= whole.len());
    Some(AccessView {
        entitlements,
        whole,
        methods,
    })
}
