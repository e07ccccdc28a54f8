//! The form of a name, and words that are taken.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::naming;
use crate::reserved_words as words;
use crate::spec::Name;

use super::Names;

/// Names that are made of it stay below 96 bytes, which is what `OSClassDescription` has for the name
/// of a class (xnu iokit/DriverKit/IORPC.h), and fit into a line of the outputs.
const MAX_LENGTH: usize = 50;

impl Names<'_> {
    /// Whether a name has the form of one.
    pub(super) fn form(&mut self, name: &Name) -> bool {
        let text = &name.value;
        let letters = is_formed(text);
        if letters && text.len() <= MAX_LENGTH {
            return true;
        }
        let message = if letters {
            format!("a name of {} letters", text.len())
        } else {
            format!("`{}` is not a name", text.escape_debug())
        };
        self.found
            .push(Diagnostic::new(&codes::BAD_NAME, name.span, message));
        false
    }

    /// A name in the global scope of C++ and in the module of the client.
    pub(super) fn global_words(&mut self, name: &Name) {
        let (types, members) = match self.kext {
            true => (words::IOKIT_TYPES, words::IOKIT_MEMBERS),
            false => (&[][..], &[][..]),
        };
        let completions = match self.completions {
            true => words::COMPLETIONS,
            false => &[],
        };
        self.words(
            name,
            &[
                (&name.value, words::CPP, "C++"),
                (&name.value, types, "IOKit"),
                (&name.value, self.kernel_macros(), "the kernel's headers"),
                (&name.value, members, "IOKit's classes"),
                (&name.value, words::DRIVERKIT_TYPES, "DriverKit"),
                (&name.value, words::DRIVERKIT_MACROS, "DriverKit"),
                (&name.value, words::GENERATED, "the generated code"),
                (&name.value, completions, "the generated code"),
                (&naming::rust_type(&name.value), words::RUST_TYPES, "Rust"),
                (&name.value, words::RUST, "Rust"),
            ],
        );
    }

    /// The macros that no name may be, where it stands in the files of a kext as it is.
    pub(super) fn kernel_macros(&self) -> &'static [&'static str] {
        if self.kext { words::IOKIT_MACROS } else { &[] }
    }

    /// Reports the first identifier made of `name` that its list has, and who owns the list.
    pub(super) fn words(&mut self, name: &Name, made: &[(&str, &[&str], &str)]) {
        let taken = made
            .iter()
            .find(|(made, list, _)| words::contains(list, made));
        let Some((made, _, owner)) = taken else {
            return;
        };
        let message = if *made == name.value {
            format!("`{made}` is taken by {owner}")
        } else {
            format!(
                "`{}` becomes `{made}`, which is taken by {owner}",
                name.value
            )
        };
        let is_camel = name.value.contains(|c: char| c.is_ascii_lowercase())
            && name.value.starts_with(|c: char| c.is_ascii_uppercase());
        let suffix = if is_camel { "Value" } else { "_value" };
        let free = format!("{}{suffix}", name.value);
        self.found.push(
            Diagnostic::new(&codes::RESERVED_NAME, name.span, message).edit(
                "another name, for example",
                name.span,
                free,
            ),
        );
    }
}

/// Whether a text has the letters of a name.
pub(super) fn is_formed(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !text.contains("__")
        && !text.ends_with('_')
}
