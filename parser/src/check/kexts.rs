//! What a kext can have.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::Span;
use crate::spec::{Spec, Target};

/// Refuses for a kext what is generated for a dext alone so far.
pub(super) fn not_yet(spec: &Spec, found: &mut Diagnostics) {
    for target in spec.targets.iter().filter(|of| of.value.is_kext()) {
        let name = target.value.name();
        let mut refuse = |what: &str, span: Span| {
            let message =
                format!("{what} can't be generated for a {name} by this version of iigen yet");
            found.push(
                Diagnostic::new(&codes::NOT_YET, span, message)
                    .label(target.span, "the target is given here"),
            );
        };
        for memory in &spec.memory {
            refuse("memory", memory.name.span);
        }
        for method in spec.methods.iter().filter(|of| of.completion.is_some()) {
            refuse("a completion", method.name.span);
        }
        if target.value == Target::Kext {
            let methods = spec.methods.iter().map(|of| &of.entitlement);
            for entitlement in methods.chain([&spec.entitlement]).flatten() {
                refuse("an entitlement", entitlement.span);
            }
        }
        for callback in &spec.callbacks {
            refuse("a callback", callback.name.span);
        }
    }
}
