//! Which of a PCI device's BARs memory is.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::spec::{Backing, Memory};

/// A PCI function has six BARs, in two of which each that is 64 bits wide lies.
const LAST: i128 = 5;

/// The number of the BAR, where it isn't the index of a family.
pub(super) fn resolve(memory: &Memory, found: &mut Diagnostics) -> Option<u8> {
    let backing = memory.backing?;
    let name = &memory.name.value;
    let mistake = |span, message: String| Diagnostic::new(&codes::MEMORY_BAR, span, message);
    if backing.value != Backing::PciBar {
        if let Some(bar) = &memory.bar {
            let message = format!("`{name}` is no BAR");
            let mistake = mistake(bar.span, message);
            let mistake = mistake.label(backing.span, "it comes from elsewhere");
            found.push(match memory.bar_entry {
                Some(entry) => mistake.edit("leave `bar` away", entry, ""),
                None => mistake,
            });
        }
        return None;
    }
    let bar = match (&memory.bar, &memory.indices) {
        (Some(bar), None) => bar,
        (None, Some(indices)) => {
            if indices.last.value > LAST {
                let message = format!("there is no BAR {}", indices.last.value);
                let mistake = mistake(indices.span, message);
                found.push(mistake.here("the index is the number of the BAR"));
            }
            return None;
        }
        (Some(bar), Some(indices)) => {
            let message = format!("`{name}` has the number of a BAR twice");
            let mistake = mistake(bar.span, message);
            found.push(mistake.label(indices.span, "the index is the number of the BAR"));
            return None;
        }
        (None, None) => {
            let message = format!("`{name}` doesn't say which BAR it is");
            found.push(mistake(backing.span, message).here("`bar: 0`, for example, is missing"));
            return None;
        }
    };
    if !(0..=LAST).contains(&bar.value) {
        found.push(mistake(bar.span, format!("there is no BAR {}", bar.value)));
        return None;
    }
    Some(bar.value as u8)
}
