//! Names: their form, words that are taken, and clashes in any language.

use std::collections::{HashMap, HashSet};

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::naming;
use crate::span::{Span, Spanned};
use crate::spec::{
    Backing, Event, Field, Memory, MemoryLayout, Method, Name, Shape, Spec, Target, TypeBody,
    TypeDef, Value, Variant,
};

use super::reserved_words as words;

/// Names that are made of it stay below 96 bytes, which is what `OSClassDescription` has for the name
/// of a class (xnu iokit/DriverKit/IORPC.h), and fit into a line of the outputs.
const MAX_LENGTH: usize = 50;

/// Checks every name of a spec.
pub(super) fn check(spec: &Spec, found: &mut Diagnostics) {
    Names { found }.spec(spec);
}

/// Identifiers that are visible in one place, with the names that they were made of. Most places
/// have few: these are scanned.
#[derive(Default)]
struct Scope<'n> {
    few: Vec<(String, Owner<'n>)>,
    many: HashMap<String, Owner<'n>>,
}

impl<'n> Scope<'n> {
    /// Whose an identifier is.
    fn get(&self, made: &str) -> Option<&Owner<'n>> {
        let few = self.few.iter().find(|(taken, _)| taken == made);
        few.map(|(_, owner)| owner).or_else(|| self.many.get(made))
    }

    /// Takes an identifier; whose it is already, if it is.
    fn take(&mut self, made: &str, owner: Owner<'n>) -> Option<Owner<'n>> {
        let before = self.get(made).copied();
        if before.is_none() {
            if self.many.is_empty() && self.few.len() < 16 {
                self.few.push((made.to_owned(), owner));
            } else {
                self.many.extend(self.few.drain(..));
                self.many.insert(made.to_owned(), owner);
            }
        }
        before
    }
}

/// Whose an identifier is: "the method", its name, and where that stands.
#[derive(Clone, Copy)]
struct Owner<'n> {
    what: &'static str,
    name: &'n str,
    span: Span,
}

struct Names<'a> {
    found: &'a mut Diagnostics,
}

impl Names<'_> {
    fn spec(&mut self, spec: &Spec) {
        let (mut cpp, mut rust) = (Scope::default(), Scope::default());
        let (class, provider) = (&spec.class, &spec.provider);
        for name in [class, provider] {
            if self.form(name) {
                self.global_words(name);
            }
        }
        if class.value == provider.value {
            let message = format!("`{}` is both the user client and its provider", class.value);
            let mistake = Diagnostic::new(&codes::NAME_CLASH, provider.span, message);
            self.found
                .push(mistake.label(class.span, "the user client"));
        } else {
            self.claim(
                "the provider",
                provider,
                [(&mut cpp, provider.value.clone())],
            );
        }
        for suffix in [
            "",
            "Interface",
            "MetaClass",
            "State",
            "_IVars",
            "FindMethod",
            "RingMemory",
            "RingProducer",
            "RingConsumer",
        ] {
            self.claim(
                "the class",
                class,
                [(&mut cpp, format!("{}{suffix}", class.value))],
            );
        }
        self.claim(
            "the class",
            class,
            [(&mut rust, naming::rust_type(&class.value))],
        );
        if spec
            .methods
            .iter()
            .any(|method| method.completion.is_some())
        {
            let completions = naming::cpp_completions(&class.value);
            self.claim("the class", class, [(&mut cpp, completions)]);
        }
        if spec.version.is_some() {
            let version = naming::c_constant(&class.value, "version");
            self.claim("the class", class, [(&mut cpp, version)]);
        }
        self.doors(spec, &mut cpp);
        for constant in &spec.constants {
            let name = &constant.name;
            if self.form(name) {
                let c_name = naming::c_constant(&class.value, &name.value);
                let rust_name = naming::shouty(&name.value);
                self.claim(
                    "the constant",
                    name,
                    [(&mut cpp, c_name), (&mut rust, rust_name)],
                );
            }
        }
        for def in &spec.types {
            self.type_def(&mut cpp, &mut rust, def);
        }
        self.members(spec, &mut cpp, &mut rust);
    }

    /// What the generated code has for the ways in, besides the methods.
    fn doors<'n>(&mut self, spec: &'n Spec, cpp: &mut Scope<'n>) {
        let class = &spec.class;
        if spec.open_type.is_some() {
            let constant = naming::c_constant(&class.value, "open_type");
            self.claim("the class", class, [(&mut *cpp, constant)]);
            self.claim(
                "the class",
                class,
                [(&mut *cpp, naming::create(&class.value))],
            );
        }
        if spec.handshake.is_some() {
            let selector = naming::c_selector(&class.value, naming::HANDSHAKE);
            self.claim("the handshake of", class, [(cpp, selector)]);
        }
    }

    fn type_def<'n>(&mut self, cpp: &mut Scope<'n>, rust: &mut Scope<'n>, def: &'n TypeDef) {
        let name = &def.name;
        if self.form(name) {
            self.global_words(name);
            let rust_name = naming::rust_type(&name.value);
            self.claim(
                "the type",
                name,
                [(&mut *cpp, name.value.clone()), (&mut *rust, rust_name)],
            );
            let validator = format!("IsValid{}", name.value);
            self.claim("the type", name, [(&mut *cpp, validator)]);
        }
        match &def.body {
            TypeBody::Struct { fields, .. } => self.fields(fields.iter().map(|field| &field.name)),
            TypeBody::Union { variants, .. } => {
                let made = naming::rust_variants(&name.value);
                self.claim("the union", name, [(rust, made)]);
                self.fields(variants.iter().map(|variant| &variant.name));
            }
            TypeBody::Broken => {}
            TypeBody::Enum { values, .. } | TypeBody::Flags { bits: values, .. } => {
                self.values(cpp, &name.value, values);
            }
        }
    }

    fn fields<'n>(&mut self, fields: impl Iterator<Item = &'n Name>) {
        let (mut c, mut rust, mut consts) = (Scope::default(), Scope::default(), Scope::default());
        for name in fields {
            if !self.form(name) {
                continue;
            }
            let (rust_name, shouty) = (naming::rust_name(&name.value), naming::shouty(&name.value));
            self.words(
                name,
                &[
                    (&name.value, words::CPP, "C++"),
                    (&name.value, words::DRIVERKIT_MACROS, "DriverKit"),
                    (&rust_name, words::RUST, "Rust"),
                ],
            );
            let made = [
                (&mut c, name.value.clone()),
                (&mut rust, rust_name),
                (&mut consts, shouty),
            ];
            self.claim("the field", name, made);
        }
    }

    fn values<'n>(&mut self, cpp: &mut Scope<'n>, owner: &str, values: &'n [Value]) {
        let mut rust = Scope::default();
        for Value { name, .. } in values {
            if self.form(name) {
                let c_name = naming::c_constant(owner, &name.value);
                let rust_name = naming::shouty(&name.value);
                self.claim(
                    "the value",
                    name,
                    [(&mut *cpp, c_name), (&mut rust, rust_name)],
                );
            }
        }
    }

    /// Methods and memory: members of the C++ class and methods of the client.
    fn members<'n>(&mut self, spec: &'n Spec, cpp: &mut Scope<'n>, types: &mut Scope<'n>) {
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
                let members: &[&str] = match method.handler {
                    None => words::DRIVERKIT_MEMBERS,
                    Some(_) => &[],
                };
                self.words(
                    name,
                    &[
                        (&handler, members, "DriverKit's classes"),
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

    /// The constant, the handlers and the method that maps it, and the types of a ring.
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
        let is_ring = matches!(memory.layout, Some(MemoryLayout::Ring(_)));
        let rust_type = if is_ring {
            naming::rust_ring(&name.value)
        } else {
            naming::rust_mapping(&name.value)
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
        if is_ring {
            let ring = naming::cpp_ring(class, &name.value);
            self.claim("the memory", name, [(cpp, ring)]);
        }
    }

    /// Handlers of several methods, each once.
    fn shared_handlers<'n>(&mut self, spec: &'n Spec, cpp: &Scope<'n>, handlers: &mut Scope<'n>) {
        let mut seen = HashSet::new();
        for name in spec.methods.iter().filter_map(|of| of.handler.as_ref()) {
            if !seen.insert(&name.value) || !self.form(name) {
                continue;
            }
            let handler = naming::handler(&name.value);
            let members = words::DRIVERKIT_MEMBERS;
            self.words(name, &[(&handler, members, "DriverKit's classes")]);
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
                Some(Target::Provider(_)) => Some(&spec.provider),
                Some(Target::Class { class, .. }) => Some(class),
            };
            if let Some(Target::Class { class, .. }) = &callback.on
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
                &[(&member, words::DRIVERKIT_MEMBERS, "DriverKit's classes")],
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

    /// The classes of a completion and its events, and the method that asks for none.
    fn completion<'n>(
        &mut self,
        method: &'n Method,
        class: &str,
        cpp: &mut Scope<'n>,
        rust: &mut Scope<'n>,
        types: &mut Scope<'n>,
    ) {
        let Some(completion) = &method.completion else {
            return;
        };
        let name = &method.name;
        let made = naming::cpp_completion(class, &name.value);
        self.claim("the method", name, [(&mut *cpp, made)]);
        if !completion.required {
            let without = naming::without_completion(&naming::rust_name(&name.value));
            if naming::has_reply_without_completion(method) {
                let reply = naming::rust_reply(&without);
                self.claim("the method", name, [(&mut *types, reply)]);
            }
            self.claim("the method", name, [(rust, without)]);
        }
        let Event::Scalars(fields, _) = &completion.event else {
            return;
        };
        if fields.len() > 1 {
            let event = naming::rust_event(&name.value);
            self.claim("the method", name, [(types, event)]);
        }
        let (mut cpp_names, mut rust_names) = (Scope::default(), Scope::default());
        for Field { name, .. } in fields {
            if self.form(name) {
                self.argument(name, cpp, &mut cpp_names, &mut rust_names);
            }
        }
    }

    /// All arguments of a method stand in one list.
    fn arguments(&mut self, method: &Method, types: &Scope<'_>) {
        let (mut cpp, mut rust) = (Scope::default(), Scope::default());
        let scalars = method.scalars_in.iter().chain(&method.scalars_out);
        let scalars = scalars.map(|scalar| &scalar.name);
        let mut names: Vec<_> = scalars.filter(|name| self.form(name)).collect();
        for name in given_names(method) {
            self.form(name);
        }
        let counts = counts(method);
        names.extend(counts.iter().filter(|name| is_formed(&name.value)));
        // The handler's first argument, and a field of the reply.
        let completion = method.completion.as_ref();
        let completion = completion.map(|of| Spanned::new("completion".to_owned(), of.span));
        names.extend(completion.iter());
        let structures = structure_names(method);
        names.extend(structures.iter().filter(|name| is_formed(&name.value)));
        let client = Spanned::new(naming::CLIENT_ARGUMENT.to_owned(), method.name.span);
        if method.on_provider.is_some() {
            let made = naming::cpp_argument(&client.value);
            self.claim("the caller", &client, [(&mut cpp, made)]);
        }
        let shared = shared_names(method);
        for name in &shared {
            let made = naming::cpp_argument(&name.value);
            self.claim("the handler's argument", name, [(&mut cpp, made)]);
        }
        for name in names {
            self.argument(name, types, &mut cpp, &mut rust);
        }
    }

    /// One name of a list, in the scopes of the list.
    fn argument<'n>(
        &mut self,
        name: &'n Name,
        types: &Scope<'_>,
        cpp: &mut Scope<'n>,
        rust: &mut Scope<'n>,
    ) {
        let cpp_name = naming::cpp_argument(&name.value);
        let rust_name = naming::rust_name(&name.value);
        self.words(
            name,
            &[
                (&cpp_name, words::CPP, "C++"),
                (&cpp_name, words::DRIVERKIT_MACROS, "DriverKit"),
                (&rust_name, words::RUST, "Rust"),
            ],
        );
        self.hides(types, "the argument", name, &cpp_name);
        self.claim("the argument", name, [(cpp, cpp_name), (rust, rust_name)]);
    }

    /// Whether a name has the form of one.
    fn form(&mut self, name: &Name) -> bool {
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
    fn global_words(&mut self, name: &Name) {
        self.words(
            name,
            &[
                (&name.value, words::CPP, "C++"),
                (&name.value, words::DRIVERKIT_TYPES, "DriverKit"),
                (&name.value, words::DRIVERKIT_MACROS, "DriverKit"),
                (&name.value, words::GENERATED, "the generated code"),
                (&naming::rust_type(&name.value), words::RUST_TYPES, "Rust"),
            ],
        );
    }

    /// Reports the first identifier made of `name` that its list has, and who owns the list.
    fn words(&mut self, name: &Name, made: &[(&str, &[&str], &str)]) {
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

    /// Reports a member or an argument that would hide a type: C++ refuses to use both in one place.
    fn hides(&mut self, types: &Scope<'_>, what: &'static str, name: &Name, made: &str) {
        if let Some(other) = types.get(made) {
            let owner = Owner {
                what,
                name: &name.value,
                span: name.span,
            };
            self.clash(owner, *other, made);
        }
    }

    fn clash(&mut self, owner: Owner<'_>, other: Owner<'_>, made: &str) {
        let Owner { what, name, span } = other;
        let other = format!("{what} `{name}`");
        let message = if owner.name == name && owner.what == what {
            let several = what.trim_start_matches("the ");
            format!("two {several}s are called `{name}`")
        } else if owner.name == name && name == made {
            format!("{} and {what} are both called `{name}`", owner.what)
        } else {
            format!(
                "{} `{}` and {other} both become `{made}`",
                owner.what, owner.name
            )
        };
        self.found.push(
            Diagnostic::new(&codes::NAME_CLASH, owner.span, message)
                .label(span, format!("{other} is here")),
        );
    }

    /// Takes the identifiers made of `name` in their scopes; reports the first that is taken.
    fn claim<'n, const N: usize>(
        &mut self,
        what: &'static str,
        name: &'n Name,
        made: [(&mut Scope<'n>, String); N],
    ) {
        let owner = Owner {
            what,
            name: &name.value,
            span: name.span,
        };
        for (scope, made) in made {
            if let Some(other) = scope.take(&made, owner) {
                self.clash(owner, other, &made);
                return;
            }
        }
    }
}

/// Whether a text has the letters of a name.
fn is_formed(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !text.contains("__")
        && !text.ends_with('_')
}

/// The names that a method's structures were given.
fn given_names(method: &Method) -> impl Iterator<Item = &Name> {
    let structures = [&method.struct_in, &method.struct_out];
    structures.into_iter().flatten().flat_map(|structure| {
        let tail = match &structure.shape {
            Shape::HeaderTail { tail_name, .. } => tail_name.as_ref(),
            _ => None,
        };
        structure.name.as_ref().into_iter().chain(tail)
    })
}

/// The arguments that a handler of several methods has besides: the selector, and the lengths of
/// fixed structures, which it may get as bytes.
fn shared_names(method: &Method) -> Vec<Name> {
    let Some(handler) = &method.handler else {
        return Vec::new();
    };
    let mut names = vec![Spanned::new(
        naming::SELECTOR_ARGUMENT.to_owned(),
        handler.span,
    )];
    let structures = [&method.struct_in, &method.struct_out];
    let structures = structures.into_iter().flatten();
    for (structure, made) in structures.zip(naming::structures(method)) {
        if matches!(structure.shape, Shape::Fixed(_)) {
            let length = naming::count_of(&made.name, true);
            names.push(Spanned::new(length, structure.span));
        }
    }
    names
}

/// The arguments that say how many words of a scalar there are.
fn counts(method: &Method) -> Vec<Name> {
    let counted = method.scalars_in.iter();
    let counted = counted.filter(|scalar| scalar.passing.count.is_some());
    let counts = counted
        .map(|Field { name, .. }| Spanned::new(naming::count_of(&name.value, false), name.span));
    counts.collect()
}

/// The names of the structures' arguments; what the user didn't name stands where the structure
/// does.
fn structure_names(method: &Method) -> Vec<Name> {
    let mut names = Vec::new();
    let structures = [&method.struct_in, &method.struct_out]
        .into_iter()
        .flatten();
    for (structure, made) in structures.zip(naming::structures(method)) {
        let at = structure
            .name
            .as_ref()
            .map_or(structure.span, |name| name.span);
        names.push(Spanned::new(made.name.clone(), at));
        let (variable, counted, at) = match &structure.shape {
            Shape::Fixed(_) => continue,
            Shape::Versions { ty, .. } => {
                let made = match ty {
                    Some(_) => naming::size_of(&made.name),
                    None => naming::count_of(&made.name, true),
                };
                names.push(Spanned::new(made, at));
                continue;
            }
            Shape::Variable(variable) | Shape::ZeroCopy(variable) => (variable, made.name, at),
            Shape::HeaderTail {
                tail, tail_name, ..
            } => {
                let at = tail_name.as_ref().map_or(tail.span, |name| name.span);
                names.push(Spanned::new(made.tail.clone(), at));
                (tail, made.tail, at)
            }
        };
        let count = naming::count_of(&counted, variable.element.is_none());
        names.push(Spanned::new(count, at));
        if method
            .struct_out
            .as_ref()
            .is_some_and(|out| std::ptr::eq(out, structure))
        {
            names.push(Spanned::new(naming::capacity_of(&counted), at));
        }
    }
    names
}
