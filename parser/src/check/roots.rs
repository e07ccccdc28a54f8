//! The messages that a callback can answer: those that an `OSAction` carries to its target.

use std::collections::HashMap;

use crate::interface::Parameter;

use super::cpp_parameter::parameter;

/// Apple's classes, and their messages to the target of an action.
pub(super) struct Roots {
    classes: HashMap<&'static str, Class>,
}

/// One of Apple's classes.
struct Class {
    superclass: &'static str,
    /// The names of its messages and their parameters, as the table has them.
    messages: Vec<(&'static str, &'static str)>,
}

impl Roots {
    /// All that are known: those of the table that the `.iig` front end has, too.
    pub(super) fn known() -> Self {
        let mut classes = HashMap::new();
        let mut last = "";
        for line in include_str!("../iig/apple.tsv").lines() {
            let fields: Vec<_> = line.split('\t').collect();
            match fields.as_slice() {
                ["class", name, rest @ ..] => {
                    let class = Class {
                        superclass: rest.first().copied().unwrap_or_default(),
                        messages: Vec::new(),
                    };
                    classes.insert(*name, class);
                    last = name;
                }
                ["method", name, _, _, _, parameters] if is_to_target(parameters) => {
                    if let Some(class) = classes.get_mut(last) {
                        class.messages.push((name, parameters));
                    }
                }
                _ => {}
            }
        }
        Self { classes }
    }

    /// Their names, `Class::Method`, in no order.
    pub(super) fn names(&self) -> Vec<String> {
        let classes = self.classes.iter();
        let roots = classes.flat_map(|(class, of)| {
            let messages = of.messages.iter();
            messages.map(move |(method, _)| format!("{class}::{method}"))
        });
        roots.collect()
    }

    /// The parameters of a message, the action first.
    pub(super) fn parameters(&self, class: &str, method: &str) -> Option<Vec<Parameter>> {
        let messages = &self.classes.get(class)?.messages;
        let (_, parameters) = messages.iter().find(|(name, _)| *name == method)?;
        Some(parameters.split(", ").filter_map(parameter).collect())
    }

    /// Whether a class is one of Apple's.
    pub(super) fn is_class(&self, class: &str) -> bool {
        self.classes.contains_key(class)
    }

    /// Whether the kernel knows the objects of a class: `None` for a class that isn't known.
    pub(super) fn is_service(&self, class: &str) -> Option<bool> {
        let mut ancestor = class;
        let mut found = self.classes.get(class)?;
        // As many steps as there are classes, should they derive from each other.
        for _ in 0..self.classes.len() {
            if ancestor == "IOService" {
                return Some(true);
            }
            ancestor = found.superclass;
            match self.classes.get(ancestor) {
                Some(class) => found = class,
                None => break,
            }
        }
        Some(false)
    }
}

/// Whether a message has an action whose target gets it.
fn is_to_target(parameters: &str) -> bool {
    let mut all = parameters.split(", ");
    all.any(|of| of.split(' ').any(|word| word == "TARGET"))
}

/// The header of one of Apple's classes, as `#include` has it.
pub(super) fn header(class: &str) -> String {
    let framework = if class.starts_with("IOUSB") {
        "USBDriverKit"
    } else if class.starts_with("IOHID")
        || class.starts_with("IOUserHID")
        || class.starts_with("IOUserUSBHostHID")
    {
        "HIDDriverKit"
    } else if class.starts_with("IOPCI") {
        "PCIDriverKit"
    } else if class.starts_with("IOUserNetwork") {
        "NetworkingDriverKit"
    } else {
        "DriverKit"
    };
    format!("<{framework}/{class}.iig>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frequent_ones_are_known() {
        let roots = Roots::known();
        for (class, method, names) in [
            (
                "IOUSBHostPipe",
                "CompleteAsyncIO",
                "action status actualByteCount completionTimestamp",
            ),
            ("IOUSBHostPipe", "CompleteAsyncIsochIO", "action status"),
            (
                "IOUSBHostDevice",
                "CompleteAsyncDeviceRequest",
                "action status bytesTransferred",
            ),
            ("IOTimerDispatchSource", "TimerOccurred", "action time"),
            (
                "IOInterruptDispatchSource",
                "InterruptOccurred",
                "action count time",
            ),
            ("IODataQueueDispatchSource", "DataAvailable", "action"),
            ("IODataQueueDispatchSource", "DataServiced", "action"),
            (
                "IOServiceNotificationDispatchSource",
                "ServiceNotificationReady",
                "action",
            ),
            (
                "IOUserClient",
                "AsyncCompletion",
                "action status asyncData asyncDataCount",
            ),
        ] {
            let parameters = roots.parameters(class, method).expect(method);
            let found: Vec<_> = parameters.iter().map(|of| of.name.as_str()).collect();
            assert_eq!(found.join(" "), names, "{class}::{method}");
        }
    }

    #[test]
    fn services_derive_from_io_service() {
        let roots = Roots::known();
        for (class, is_service) in [
            ("IOService", Some(true)),
            ("IOUserClient", Some(true)),
            ("OSObject", Some(false)),
            ("Mine", None),
        ] {
            assert_eq!(roots.is_service(class), is_service, "{class}");
        }
    }

    #[cfg(feature = "iig")]
    #[test]
    fn the_front_end_of_iig_reads_the_same() {
        use crate::iig::ast::{Attribute, ParameterKind};
        use crate::iig::world::World;

        let (roots, world) = (Roots::known(), World::default());
        let mut count = 0;
        for class in roots.classes.keys().filter_map(|name| world.class(name)) {
            assert_eq!(
                roots.is_service(&class.name),
                Some(world.derives(&class.name, "IOService"))
            );
            for method in &class.methods {
                let parameters = method.parameters();
                let is_root = parameters.iter().any(|of| of.has(&Attribute::Target));
                let ours = roots.parameters(&class.name, &method.name);
                assert_eq!(ours.is_some(), is_root, "{}::{}", class.name, method.name);
                for (ours, theirs) in ours.iter().flatten().zip(&parameters) {
                    let ParameterKind::Plain { ty, bounds } = &theirs.kind else {
                        panic!("{}", ours.declaration)
                    };
                    let bounds: String =
                        bounds.iter().map(|of| format!("[{}]", of.value)).collect();
                    assert_eq!(ours.declaration, format!("{ty} {}{bounds}", ours.name));
                    count += 1;
                }
            }
        }
        assert!(count > 40, "{count}");
    }
}
