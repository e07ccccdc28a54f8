//! What drivers a spec is for.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::spec::{Spec, Target};

/// The targets of a spec, in their order: a dext, where it says nothing.
pub(super) fn resolve(spec: &Spec, found: &mut Diagnostics) -> Vec<Target> {
    for (index, target) in spec.targets.iter().enumerate() {
        let mut before = spec.targets[..index].iter();
        if let Some(first) = before.find(|of| of.value == target.value) {
            let message = format!("the target {} stands twice", target.value.name());
            found.push(
                Diagnostic::new(&codes::TARGETS, target.span, message)
                    .label(first.span, "it stands here already"),
            );
        }
    }
    let mut targets: Vec<_> = spec.targets.iter().map(|of| of.value).collect();
    targets.sort_unstable();
    targets.dedup();
    if targets.is_empty() {
        targets.push(Target::Dext);
    }
    targets
}
