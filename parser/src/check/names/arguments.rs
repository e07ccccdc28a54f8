//! The arguments of methods and the values of events.

use crate::naming;
use crate::reserved_words as words;
use crate::span::Spanned;
use crate::spec::{Event, Field, Method, Name, Shape};

use super::Names;
use super::form::is_formed;
use super::scope::Scope;

impl Names<'_> {
    /// The classes of a completion and its events, and the method that asks for none.
    pub(super) fn completion<'n>(
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
    pub(super) fn arguments(&mut self, method: &Method, types: &Scope<'_>) {
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
