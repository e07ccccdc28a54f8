//! What drivers a spec is for.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::spec::{Backing, Spec, Target};

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

/// What has no meaning for a target of the spec.
pub(super) fn check(spec: &Spec, targets: &[Target], found: &mut Diagnostics) {
    let kexts = || spec.targets.iter().filter(|of| of.value.is_kext());
    if kexts().next().is_none() {
        return;
    }
    let for_kext = |mistake: Diagnostic| {
        kexts().fold(mistake, |mistake, kext| {
            mistake.label(kext.span, "the driver is a kext")
        })
    };
    if !targets.contains(&Target::Dext) {
        for callback in &spec.callbacks {
            let message = format!("the callback `{}` in a kext", callback.name.value);
            let mistake = Diagnostic::new(&codes::KEXT_CALLBACKS, callback.name.span, message);
            found.push(for_kext(mistake).note(
                "a callback answers an OSAction, which no class in the kernel sends: a kext hands \
                 a function of its own to an IOTimerEventSource or to a transfer, and the spec \
                 says nothing of that",
            ));
        }
    }
    for memory in &spec.memory {
        let Some(backing) = memory.backing else {
            continue;
        };
        let name = &memory.name.value;
        let (message, note) = match backing.value {
            Backing::UsbBuffer => (
                format!("`{name}` is a buffer of USBDriverKit's in a kext"),
                "the handler answers any descriptor, such as the IOBufferMemoryDescriptor of a \
                 transfer",
            ),
            Backing::PciBar => (
                format!("`{name}` is a BAR of PCIDriverKit's in a kext"),
                "the handler answers any descriptor, such as the IOPCIDevice's \
                 getDeviceMemoryWithIndex",
            ),
            Backing::Buffer | Backing::Handler | Backing::Queue => continue,
        };
        let mistake = Diagnostic::new(&codes::KEXT_BACKING, backing.span, message);
        let (mistake, change) = match &memory.bar {
            None => (mistake, "a handler"),
            Some(bar) => (
                mistake.label(bar.span, "a handler knows itself which"),
                "a handler, without `bar`",
            ),
        };
        found.push(
            for_kext(mistake)
                .note(note)
                .edit(change, backing.span, "handler")
                .removing(memory.bar_entry),
        );
    }
}
