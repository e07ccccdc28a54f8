//! The messages that a callback can answer: those that an `OSAction` carries to its target.

use crate::interface::Parameter;

use super::ast::{Attribute, ParameterKind};
use super::read::table_parameters;
use super::world::{KnownMethod, World};

/// Apple's messages to the target of an action.
pub(crate) struct Roots {
    world: World,
}

impl Roots {
    /// All that are known.
    pub(crate) fn known() -> Self {
        Self {
            world: World::default(),
        }
    }

    /// Their names, `Class::Method`, in no order.
    pub(crate) fn names(&self) -> Vec<String> {
        let classes = self.world.class_names();
        let classes = classes.filter_map(|name| self.world.class(name));
        let roots = classes.flat_map(|class| {
            let methods = class.methods.iter().filter(|of| is_root(of));
            methods.map(|method| format!("{}::{}", class.name, method.name))
        });
        roots.collect()
    }

    /// The parameters of a message, the action first.
    pub(crate) fn parameters(&self, class: &str, method: &str) -> Option<Vec<Parameter>> {
        let class = self.world.class(class)?;
        let method = class.methods.iter().find(|of| of.name == method)?;
        let parameters = method.parameters();
        let is_root = parameters.iter().any(|of| of.has(&Attribute::Target));
        is_root.then(|| parameters.iter().filter_map(declared).collect())
    }

    /// Whether a class is one of Apple's.
    pub(crate) fn is_class(&self, class: &str) -> bool {
        self.world.class(class).is_some()
    }

    /// Whether the kernel knows the objects of a class: `None` for a class that isn't known.
    pub(crate) fn is_service(&self, class: &str) -> Option<bool> {
        self.is_class(class)
            .then(|| self.world.derives(class, "IOService"))
    }
}

fn is_root(method: &KnownMethod) -> bool {
    let parameters = method.parameters();
    parameters.iter().any(|of| of.has(&Attribute::Target))
}

/// The one parameter that a text declares, `uint32_t count` or `OSAction * action TARGET`.
pub(crate) fn parameter(text: &str) -> Option<Parameter> {
    match table_parameters(text).as_slice() {
        [parameter] if parameter.default.is_none() => declared(parameter),
        _ => None,
    }
}

/// What is declared, without the attributes.
fn declared(parameter: &super::ast::Parameter) -> Option<Parameter> {
    let name = parameter.name.as_ref()?.value.clone();
    let ParameterKind::Plain { ty, bounds } = &parameter.kind else {
        return None;
    };
    let mut declaration = format!("{ty} {name}");
    for bound in bounds {
        declaration.push_str(&format!("[{}]", bound.value));
    }
    Some(Parameter { declaration, name })
}

/// The header of one of Apple's classes, as `#include` has it.
pub(crate) fn header(class: &str) -> String {
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
    fn parameters_one_at_a_time() {
        let declared = |text| parameter(text).map(|of| of.declaration);
        assert_eq!(
            declared("OSAction*action TARGET").as_deref(),
            Some("OSAction * action")
        );
        assert_eq!(
            declared("const char name[16]").as_deref(),
            Some("const char name[16]")
        );
        for text in [
            "",
            "uint32_t",
            "uint32_t a, uint32_t b",
            "uint32_t a = 3",
            "a);",
            "}{",
        ] {
            assert_eq!(declared(text), None, "{text}");
        }
    }
}
