//! Who may come in: entitlements of the client, and its open type.

use iigen_parser::naming;

use crate::cpp::Cpp;

/// What clients must be entitled to.
pub(super) struct AccessView {
    /// All entitlements, once each; what a client needs for everything comes first.
    pub(super) entitlements: Vec<String>,
    /// Whether there is one that it needs for everything.
    pub(super) whole: bool,
    /// What single methods need.
    pub(super) methods: Vec<MethodEntitlement>,
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
    let mut entitlements: Vec<_> = interface.entitlement.iter().cloned().collect();
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
    let whole = interface.entitlement.is_some();
    methods.retain(|method| !whole || method.index > 0);
    Some(AccessView {
        entitlements,
        whole,
        methods,
    })
}
