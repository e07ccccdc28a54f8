//! The places of the user's names, for what the client declares by them.

use std::collections::HashMap;

use iigen_parser::naming;
use iigen_parser::span;
use iigen_parser::spec::{Event, Memory, Method, Name, Shape, Spec, TypeBody, TypeDef};
use proc_macro2::Span;

/// Names of the client, and where the user has written them.
pub(crate) type Names = HashMap<String, Span>;

/// The names that are the user's, by where they are declared.
pub(crate) struct Spans {
    /// The items of the module.
    pub(crate) items: Names,
    /// The fields, constants and variants of a type.
    pub(crate) members: HashMap<String, Names>,
    /// The name of the type that makes the calls.
    pub(crate) class: String,
    /// Its methods.
    pub(crate) methods: Names,
    /// The arguments of a method.
    pub(crate) arguments: HashMap<String, Names>,
}

impl Spans {
    /// The names of a spec that the macro was given.
    pub(crate) fn of(spec: &Spec, token: &impl Fn(span::Span) -> Span) -> Self {
        let class = naming::rust_type(&spec.class.value);
        let mut reader = Reader {
            token,
            spans: Self {
                items: Names::new(),
                members: HashMap::new(),
                class: class.clone(),
                methods: Names::new(),
                arguments: HashMap::new(),
            },
        };
        reader.item(class, &spec.class);
        for constant in &spec.constants {
            reader.item(naming::shouty(&constant.name.value), &constant.name);
        }
        for of in &spec.types {
            reader.type_def(of);
        }
        for method in &spec.methods {
            reader.method(method);
        }
        for memory in &spec.memory {
            reader.memory(memory);
        }
        reader.spans
    }
}

struct Reader<'t, T> {
    /// Where the token of a place is.
    token: &'t T,
    spans: Spans,
}

impl<T: Fn(span::Span) -> Span> Reader<'_, T> {
    fn item(&mut self, name: String, of: &Name) {
        let span = (self.token)(of.span);
        add(&mut self.spans.items, name, span);
    }

    /// A member of a type, or several: a field is a field and a constant.
    fn member<const N: usize>(&mut self, of: &str, names: [String; N], place: span::Span) {
        let span = (self.token)(place);
        let members = self.spans.members.entry(of.to_owned()).or_default();
        for name in names {
            add(members, name, span);
        }
    }

    fn type_def(&mut self, of: &TypeDef) {
        let name = naming::rust_type(&of.name.value);
        match &of.body {
            TypeBody::Struct { fields, .. } => {
                for Name { value, span } in fields.iter().map(|field| &field.name) {
                    let names = [naming::rust_name(value), naming::shouty(value)];
                    self.member(&name, names, *span);
                }
            }
            TypeBody::Enum { values, .. } | TypeBody::Flags { bits: values, .. } => {
                for Name { value, span } in values.iter().map(|value| &value.name) {
                    self.member(&name, [naming::shouty(value)], *span);
                }
            }
            TypeBody::Union { variants, .. } => {
                let held = naming::rust_variants(&of.name.value);
                for Name { value, span } in variants.iter().map(|variant| &variant.name) {
                    self.member(&held, [naming::rust_variant(value)], *span);
                }
                self.item(held, &of.name);
            }
            TypeBody::Broken(_) => {}
        }
        self.item(name, &of.name);
    }

    fn method(&mut self, method: &Method) {
        let name = naming::rust_name(&method.name.value);
        let completion = method.completion.as_ref();
        if completion.is_some_and(|of| !of.required) {
            let without = naming::without_completion(&name);
            self.call(
                method,
                without,
                naming::has_reply_without_completion(method),
            );
        }
        self.call(method, name, naming::has_reply(method));
        if let Some(Event::Scalars(fields, _)) = completion.map(|of| &of.event) {
            let event = naming::rust_event(&method.name.value);
            for Name { value, span } in fields.iter().map(|field| &field.name) {
                self.member(&event, [naming::rust_name(value)], *span);
            }
            self.item(event, &method.name);
        }
    }

    /// A method of the client.
    fn call(&mut self, method: &Method, name: String, has_reply: bool) {
        let span = (self.token)(method.name.span);
        add(&mut self.spans.methods, name.clone(), span);
        if has_reply {
            self.reply(method, naming::rust_reply(&name));
        }
        let arguments = self.arguments(method);
        self.spans.arguments.insert(name, arguments);
    }

    /// What a method returns that returns several things.
    fn reply(&mut self, method: &Method, reply: String) {
        for Name { value, span } in method.scalars_out.iter().map(|result| &result.name) {
            self.member(&reply, [naming::rust_name(value)], *span);
        }
        for (name, place) in structures(method) {
            // It, or how much of it there is.
            let names = [
                naming::count_of(&name, true),
                naming::count_of(&name, false),
                naming::size_of(&name),
                name,
            ];
            self.member(&reply, names.map(|name| naming::rust_name(&name)), place);
        }
        if let Some(completion) = &method.completion {
            self.member(&reply, ["completion".to_owned()], completion.span);
        }
        self.item(reply, &method.name);
    }

    /// Arguments are variables: what they stand for is decided where the client uses them, whatever
    /// macro the user has made the module with.
    fn arguments(&self, method: &Method) -> Names {
        let scalars = method.scalars_in.iter().map(|scalar| &scalar.name);
        let scalars = scalars.map(|name| (name.value.clone(), name.span));
        // A structure, or how large it shall be.
        let structures = structures(method)
            .flat_map(|(name, place)| [(naming::size_of(&name), place), (name, place)]);
        let mut names = Names::new();
        for (name, place) in scalars.chain(structures) {
            let span = Span::call_site().located_at((self.token)(place));
            add(&mut names, naming::rust_name(&name), span);
        }
        names
    }

    fn memory(&mut self, memory: &Memory) {
        let name = &memory.name.value;
        let span = (self.token)(memory.name.span);
        add(&mut self.spans.methods, naming::rust_map(name), span);
        self.item(naming::rust_mapping(name), &memory.name);
        self.item(naming::rust_ring(name), &memory.name);
        self.item(naming::rust_queue(name), &memory.name);
    }
}

/// Adds a name, unless it is there: where two would be the same, there is but one of them.
fn add(names: &mut Names, name: String, span: Span) {
    names.entry(name).or_insert(span);
}

/// The names of the structures of a method, and where they or what they carry were written.
fn structures(method: &Method) -> impl Iterator<Item = (String, span::Span)> {
    let places = [&method.struct_in, &method.struct_out];
    let places = places.into_iter().flatten().map(|of| {
        let named = of.name.as_ref().map_or(of.span, |name| name.span);
        let tail = match &of.shape {
            Shape::HeaderTail { tail_name, .. } => tail_name.as_ref(),
            _ => None,
        };
        (named, tail.map_or(of.span, |name| name.span))
    });
    let names = naming::structures(method).zip(places);
    names.flat_map(|(names, (place, tail))| [(names.name, place), (names.tail, tail)])
}
