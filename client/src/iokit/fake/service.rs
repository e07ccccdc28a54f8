//! Services of the played kernel.

use super::Fake;
use super::objects::{Value, Wanted};

/// A service.
#[derive(Clone)]
pub(in crate::iokit) struct FakeService {
    pub(super) id: u64,
    /// The kernel's class and those that it's derived from.
    classes: Vec<&'static str>,
    name: &'static str,
    properties: Vec<(&'static str, Value)>,
}

impl FakeService {
    /// That of a dext: the kernel has a class of its own for it.
    pub(in crate::iokit) fn dext(id: u64, class: &'static str) -> Self {
        let service = Self::kext(id, &["IOUserService", "IOService"]);
        let service = service.with("IOUserClass", Value::Text(class.to_owned()));
        Self {
            name: class,
            ..service
        }
    }

    /// That of a kext, by its class and those that it's derived from.
    pub(in crate::iokit) fn kext(id: u64, classes: &[&'static str]) -> Self {
        Self {
            id,
            classes: classes.to_vec(),
            name: classes[0],
            properties: Vec::new(),
        }
    }

    /// Has a property too.
    pub(in crate::iokit) fn with(mut self, key: &'static str, value: Value) -> Self {
        self.properties.push((key, value));
        self
    }

    /// As `IOService::matchInternal` does.
    pub(super) fn matches(&self, wanted: &Wanted) -> bool {
        let Wanted {
            key,
            value,
            property,
        } = wanted;
        if *property {
            return self
                .properties
                .iter()
                .any(|it| it.0 == key && it.1 == *value);
        }
        match (key.as_str(), value) {
            ("IOProviderClass", Value::Text(class)) => self.classes.iter().any(|it| it == class),
            ("IONameMatch", Value::Text(name)) => self.name == name,
            ("IORegistryEntryID", Value::Number(id)) => self.id == *id,
            _ => panic!("the kernel doesn't match by {key} = {value:?}"),
        }
    }
}

impl Fake {
    /// A service arrives.
    pub(in crate::iokit) fn arrive(&self, service: FakeService) {
        let mut world = self.world();
        world.services.push(service.clone());
        world.notify(&service, false);
    }

    /// A service goes.
    pub(in crate::iokit) fn remove(&self, id: u64) {
        let mut world = self.world();
        let index = world.services.iter().position(|it| it.id == id);
        let service = world
            .services
            .remove(index.expect("a service that is there"));
        world.notify(&service, true);
    }

    /// Answers with an iterator of nothing, instead of none, where nothing matches.
    pub(in crate::iokit) fn make_empty_iterators(&self) {
        self.world().empty_iterators = true;
    }

    /// The registry changes under the next iterators, so many times.
    pub(in crate::iokit) fn change_registry(&self, times: usize) {
        self.world().changes = times;
    }
}
