//! CoreFoundation, as it's played.

use std::ptr::NonNull;

use super::{Fake, Name, World};
use crate::iokit::functions::{Object, Objects};

/// An object that is alive.
pub(super) struct Counted {
    count: usize,
    pub(super) value: Value,
}

/// What an object is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::iokit) enum Value {
    Text(String),
    Number(u64),
    Flag(bool),
    /// A dictionary of one key and value, which it has counts of.
    Pair(usize, usize),
}

/// What a matching dictionary asks for.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) key: String,
    pub(super) value: Value,
    /// Whether the key is that of a property.
    pub(super) property: bool,
}

impl World {
    fn create(&mut self, function: &'static str, value: Value) -> Option<Object> {
        if self.faults.fails(function).is_some() {
            return None;
        }
        let name = self.name();
        self.objects.insert(name, Counted { count: 1, value });
        Some(Object(NonNull::without_provenance(name.try_into().ok()?)))
    }

    fn object(&mut self, name: Name) -> &mut Counted {
        let object = self.objects.get_mut(&name);
        object.unwrap_or_else(|| panic!("{name:#x} isn't an object that is alive"))
    }

    fn release(&mut self, name: Name) {
        let object = self.object(name);
        object.count -= 1;
        if object.count > 0 {
            return;
        }
        if let Some(Value::Pair(key, value)) = self.objects.remove(&name).map(|it| it.value) {
            self.release(key);
            self.release(value);
        }
    }

    /// Takes a count of a matching dictionary, and reads it.
    pub(super) fn consume(&mut self, dictionary: Object) -> Wanted {
        let name = name(dictionary);
        let (key, value) = self.pair(name);
        let wanted = match value {
            Value::Pair(..) => {
                assert_eq!(key, "IOPropertyMatch");
                let Value::Pair(_, properties) = self.object(name).value else {
                    unreachable!("it was one just now");
                };
                let (key, value) = self.pair(properties);
                Wanted {
                    key,
                    value,
                    property: true,
                }
            }
            value => Wanted {
                key,
                value,
                property: false,
            },
        };
        self.release(name);
        wanted
    }

    fn pair(&mut self, dictionary: Name) -> (String, Value) {
        let Value::Pair(key, value) = self.object(dictionary).value else {
            panic!("{dictionary:#x} isn't a dictionary");
        };
        let Value::Text(key) = self.object(key).value.clone() else {
            panic!("a key that isn't a string");
        };
        (key, self.object(value).value.clone())
    }
}

fn name(object: Object) -> Name {
    object.0.addr().get()
}

// SAFETY: they do what is seen of the functions.
unsafe impl Objects for Fake {
    fn string(&self, text: &str) -> Option<Object> {
        self.world()
            .create("CFStringCreateWithBytes", Value::Text(text.to_owned()))
    }

    fn number(&self, number: u64) -> Option<Object> {
        self.world().create("CFNumberCreate", Value::Number(number))
    }

    fn boolean(&self, flag: bool) -> Option<Object> {
        // They are there always, and the count of them must be right all the same.
        let mut world = self.world();
        let name = world.name();
        let value = Value::Flag(flag);
        world.objects.insert(name, Counted { count: 1, value });
        Some(Object(NonNull::without_provenance(name.try_into().ok()?)))
    }

    unsafe fn dictionary(&self, key: Object, value: Object) -> Option<Object> {
        let mut world = self.world();
        let pair = Value::Pair(name(key), name(value));
        let dictionary = world.create("CFDictionaryCreate", pair)?;
        world.object(name(key)).count += 1;
        world.object(name(value)).count += 1;
        Some(dictionary)
    }

    unsafe fn retain(&self, object: Object) {
        self.world().object(name(object)).count += 1;
    }

    unsafe fn release(&self, object: Object) {
        self.world().release(name(object));
    }
}
