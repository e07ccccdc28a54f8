//! Members of the C++ class and methods of the client.

use std::collections::{HashMap, HashSet};

use crate::naming;
use crate::reserved_words as words;
use crate::spec::{Backing, Field, Memory, MemoryLayout, ReceiverClass, Spec, TypeBody, Variant};

use super::Names;
use super::scope::Scope;

impl Names<'_> {
    /// Methods and memory: members of the C++ class and methods of the client.
    pub(super) fn members<'n>(
        &mut self,
        spec: &'n Spec,
        cpp: &mut Scope<'n>,
        types: &mut Scope<'n>,
    ) {
        let (mut handlers, mut rust) = (Scope::default(), Scope::default());
        let class = &spec.class.value;
        for def in &spec.types {
            match &def.body {
                TypeBody::Struct { fields, .. } => {
                    for Field { name, .. } in fields {
                        self.hides(cpp, "the field", name, &name.value);
                    }
                }
                TypeBody::Union { variants, .. } => {
                    for Variant { name, .. } in variants {
                        self.hides(cpp, "the variant", name, &name.value);
                    }
                    for member in ["tag", "data"] {
                        self.hides(cpp, "the union", &def.name, member);
                    }
                }
                _ => {}
            }
        }
        if spec.handshake.is_some() {
            let made = (&mut rust, naming::RUST_DRIVER_VERSION.to_owned());
            self.claim("the handshake of", &spec.class, [made]);
        }
        for method in &spec.methods {
            let name = &method.name;
            if self.form(name) {
                let handler = naming::handler(&name.value);
                let rust_name = naming::rust_name(&name.value);
                let selector = naming::c_selector(class, &name.value);
                let [driver_kit, io_kit, macros] = match method.handler {
                    None => self.member_words(),
                    Some(_) => [&[][..], &[], &[]],
                };
                self.words(
                    name,
                    &[
                        (&handler, driver_kit, "DriverKit's classes"),
                        (&handler, io_kit, "IOKit's classes"),
                        (&handler, macros, "the kernel's headers"),
                        (&rust_name, words::RUST, "Rust"),
                        (&rust_name, words::RUST_METHODS, "every client"),
                    ],
                );
                // The handler of several methods has a name of its own.
                let mut own = Scope::default();
                let members = match method.handler {
                    None => {
                        self.hides(cpp, "the method", name, &handler);
                        &mut handlers
                    }
                    Some(_) => &mut own,
                };
                self.hides(cpp, "the method", name, &format!("Call{handler}"));
                let made = [
                    (members, handler),
                    (&mut rust, rust_name),
                    (&mut *cpp, selector),
                ];
                self.claim("the method", name, made);
                if naming::has_reply(method) {
                    let reply = naming::rust_reply(&name.value);
                    self.claim("the method", name, [(&mut *types, reply)]);
                }
            }
            self.arguments(method, cpp);
            self.completion(method, class, cpp, &mut rust, types);
        }
        self.shared_handlers(spec, cpp, &mut handlers);
        self.callbacks(spec, cpp, &mut handlers);
        for memory in &spec.memory {
            if self.form(&memory.name) {
                self.memory(memory, class, &mut handlers, &mut rust, cpp, types);
            }
        }
    }

    /// The constant, the handlers and the method that maps it, and the types of a ring or a queue.
    fn memory<'n>(
        &mut self,
        memory: &'n Memory,
        class: &str,
        handlers: &mut Scope<'n>,
        rust: &mut Scope<'n>,
        cpp: &mut Scope<'n>,
        types: &mut Scope<'n>,
    ) {
        let name = &memory.name;
        let rust_type = match &memory.layout {
            Some(MemoryLayout::Ring(_)) => naming::rust_ring(&name.value),
            Some(MemoryLayout::Queue(_)) => naming::rust_queue(&name.value),
            _ => naming::rust_mapping(&name.value),
        };
        let cpp_type = match &memory.layout {
            Some(MemoryLayout::Ring(_)) => Some(naming::cpp_ring(class, &name.value)),
            Some(MemoryLayout::Queue(_)) => Some(naming::cpp_queue(class, &name.value)),
            _ => None,
        };
        let handler = match memory.backing.map(|backing| backing.value) {
            Some(Backing::UsbBuffer) => naming::usb_handler(&name.value),
            Some(Backing::PciBar) => naming::pci_handler(&name.value),
            _ => naming::memory_handler(&name.value),
        };
        let made = [
            (&mut *handlers, handler),
            (rust, naming::rust_map(&name.value)),
            (&mut *cpp, naming::c_memory(class, &name.value)),
            (types, rust_type),
        ];
        self.claim("the memory", name, made);
        self.claim(
            "the memory",
            name,
            [(&mut *cpp, naming::memory_finder(&name.value))],
        );
        if memory.indices.as_ref().is_some_and(|of| of.counted) {
            let count = naming::memory_count(&name.value);
            self.hides(cpp, "the memory", name, &count);
            self.claim("the memory", name, [(handlers, count)]);
        }
        if let Some(cpp_type) = cpp_type {
            self.claim("the memory", name, [(cpp, cpp_type)]);
        }
    }

    /// What no handler may be called: because of DriverKit, of IOKit, and of the kernel's macros.
    fn member_words(&self) -> [&'static [&'static str]; 3] {
        let io_kit = if self.kext { words::IOKIT_MEMBERS } else { &[] };
        [words::DRIVERKIT_MEMBERS, io_kit, self.kernel_macros()]
    }

    /// Handlers of several methods, each once.
    fn shared_handlers<'n>(&mut self, spec: &'n Spec, cpp: &Scope<'n>, handlers: &mut Scope<'n>) {
        let mut seen = HashSet::new();
        for name in spec.methods.iter().filter_map(|of| of.handler.as_ref()) {
            if !seen.insert(&name.value) || !self.form(name) {
                continue;
            }
            let handler = naming::handler(&name.value);
            let [driver_kit, io_kit, macros] = self.member_words();
            self.words(
                name,
                &[
                    (&handler, driver_kit, "DriverKit's classes"),
                    (&handler, io_kit, "IOKit's classes"),
                    (&handler, macros, "the kernel's headers"),
                    (&name.value, words::RUST, "Rust"),
                ],
            );
            self.hides(cpp, "the handler", name, &handler);
            self.claim("the handler", name, [(&mut *handlers, handler)]);
        }
    }

    /// Callbacks: members of a C++ class, and functions beside it.
    fn callbacks<'n>(&mut self, spec: &'n Spec, cpp: &mut Scope<'n>, handlers: &mut Scope<'n>) {
        let class = &spec.class.value;
        let mut others: HashMap<&str, Scope<'n>> = HashMap::new();
        for callback in &spec.callbacks {
            let name = &callback.name;
            let other = match &callback.on {
                None => None,
                Some(ReceiverClass::Provider(_)) => Some(&spec.provider),
                Some(ReceiverClass::Class { class, .. }) => Some(class),
            };
            if let Some(ReceiverClass::Class { class, .. }) = &callback.on
                && self.form(class)
            {
                self.global_words(class);
            }
            if !self.form(name) {
                continue;
            }
            let member = naming::callback(&name.value);
            self.words(
                name,
                &[
                    (&member, words::DRIVERKIT_MEMBERS, "DriverKit's classes"),
                    (&name.value, words::RUST, "Rust"),
                ],
            );
            self.hides(cpp, "the callback", name, &member);
            let members = match other {
                None => &mut *handlers,
                Some(other) => others.entry(&other.value).or_default(),
            };
            self.claim("the callback", name, [(&mut *members, member)]);
            let create = naming::create_action(&name.value);
            self.claim("the callback", name, [(members, create)]);
            if callback.context.is_some() {
                let create = naming::create_callback(class, &name.value);
                let context = naming::callback_context(class, &name.value);
                self.claim("the callback", name, [(&mut *cpp, create)]);
                self.claim("the callback", name, [(&mut *cpp, context)]);
            }
        }
    }
}
