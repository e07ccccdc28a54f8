//! From what was written to what it means; every mistake of a spec is found in one run.
//!
//! A rule that can't be applied because something it needs is wrong itself keeps silent: the user
//! is told of the cause, once.

mod access;
mod at_least;
mod callbacks;
mod completion;
mod cpp_parameter;
mod default;
mod frozen;
mod handlers;
mod memory;
mod methods;
mod names;
mod numbers;
mod range;
mod roots;
mod scalars;
mod spelling;
mod structures;
mod targets;
mod types;
mod unions;
mod versions;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::Interface;
use crate::spec::Spec;

/// Checks a spec; all its mistakes, in the order of the file, when it has any.
pub fn check(spec: &Spec, mut found: Diagnostics) -> Result<Interface, Vec<Diagnostic>> {
    let interface = resolve(spec, &mut found);
    found.propagate().map_err(|mut found| {
        spelling::respell(spec, &mut found);
        found
    })?;
    Ok(interface)
}

/// What a spec means, but for what has a mistake.
pub(crate) fn resolve(spec: &Spec, found: &mut Diagnostics) -> Interface {
    let targets = targets::resolve(spec, found);
    targets::check(spec, &targets, found);
    let version = numbers::version(spec, found);
    let constants = numbers::constants(spec, found);
    let types = types::resolve(spec, found);
    let (methods, retired) = methods::resolve(spec, &types, found);
    let reserved = methods::reserved(spec, found);
    let memory = memory::resolve(spec, &types, found);
    let callbacks = callbacks::resolve(spec, &types, found);
    let entitlement = access::entitlement(spec.entitlement.as_ref(), found);
    let open_type = access::open_type(spec, found);
    let handshake = access::handshake(spec, found);
    names::check(spec, found);
    Interface {
        class: spec.class.value.clone(),
        provider: spec.provider.value.clone(),
        targets,
        version,
        doc: spec.doc.clone(),
        constants,
        types: types.into_defs(),
        methods,
        retired,
        reserved,
        memory,
        callbacks,
        entitlement,
        administrator: spec.administrator.is_some_and(|of| of.value),
        open_type,
        handshake,
    }
}
