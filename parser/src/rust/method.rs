//! The methods of the trait.

use proc_macro2::{Delimiter, Group, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{AtLeast, Field, Method, Name, Number};

use super::attributes::Attributes;
use super::items::{item_head, item_until_brace, item_until_semicolon};
use super::parameter::Parameter;
use super::reader::Reader;
use super::structure::Part;
use super::tokens::{Tokens, is_brace, is_punct};

/// The parameters of a method.
#[derive(Default)]
struct Parameters {
    scalars: Vec<Field>,
    input: Vec<Part>,
    output: Vec<Part>,
}

impl Reader<'_> {
    /// All methods of a trait.
    pub(super) fn methods(&mut self, mut tokens: Tokens) -> Vec<Method> {
        let mut methods = Vec::new();
        loop {
            tokens.open_invisible();
            if tokens.is_empty() {
                return methods;
            }
            let attributes = self.attributes(&mut tokens);
            if tokens.is_word(0, "pub") {
                let message = "a method of a trait has no visibility";
                self.mistake(&codes::RUST_SYNTAX, tokens.span(), message);
                self.visibility(&mut tokens);
            }
            if item_head(&tokens).iter().any(|word| word == "fn") {
                methods.extend(self.method(&mut tokens, attributes));
            } else {
                self.no_method(&mut tokens);
            }
        }
    }

    /// Reports an item of the trait that is no method, and goes behind it.
    fn no_method(&mut self, tokens: &mut Tokens) {
        let (what, ends_with_semicolon) = match item_head(tokens).first().map(String::as_str) {
            Some("const") => ("a constant: it stands in front of the trait", true),
            Some("type") => ("a type: types stand in front of the trait", true),
            Some(_) if tokens.peek_at(1).is_some_and(|token| is_punct(token, '!')) => {
                ("a macro call: write what it makes", false)
            }
            _ => {
                self.expected(&codes::RUST_SYNTAX, "a method", tokens);
                item_until_brace(tokens);
                return;
            }
        };
        self.mistake(&codes::RUST_ITEM, tokens.span(), what);
        if ends_with_semicolon {
            item_until_semicolon(tokens);
        } else {
            item_until_brace(tokens);
        }
    }

    fn method(&mut self, tokens: &mut Tokens, mut attributes: Attributes) -> Option<Method> {
        let modifiers = tokens.until(|token| matches!(token, TokenTree::Ident(of) if of == "fn"));
        if !modifiers.is_empty() {
            let message = format!("{} means nothing to another process", modifiers.describe());
            self.mistake(&codes::RUST_SIGNATURE, modifiers.span(), message);
        }
        tokens.next();
        let Some(ident) = self.expected_name(tokens, "the name of a method") else {
            item_until_brace(tokens);
            return None;
        };
        let name = self.name(&ident);
        let selector = self.selector(&mut attributes, &name);
        let unchecked = self.bare(&mut attributes, "unchecked");
        self.generics(tokens, &name);
        let Some(parameters) = tokens.group(Delimiter::Parenthesis) else {
            self.expected(&codes::RUST_SYNTAX, "parameters in parentheses", tokens);
            item_until_brace(tokens);
            return None;
        };
        let parameters = self.parameters(&parameters, &name);
        let is_end = |token: &TokenTree| is_brace(token) || is_punct(token, ';');
        let is_where = |token: &TokenTree| matches!(token, TokenTree::Ident(of) if of == "where");
        let mut returned = Tokens::nothing();
        if tokens.puncts('-', '>').is_some() {
            returned = tokens.until(|token| is_end(token) || is_where(token));
        }
        let outputs = self.outputs(returned, &mut attributes);
        self.refuse(&attributes, "a method", &["selector", "out", "unchecked"]);
        self.generics(tokens, &name);
        self.end(tokens, &name);
        let output = outputs.parts.into_iter().chain(parameters.output).collect();
        Some(Method {
            doc: attributes.doc(),
            unchecked: unchecked.map(|word| word.span),
            scalars_in: parameters.scalars,
            scalars_out: outputs.scalars,
            struct_in: self.structure(parameters.input, "in"),
            struct_out: self.structure(output, "out"),
            entitlement: None,
            since: None,
            on_provider: None,
            completion: None,
            at_least: AtLeast::default(),
            handler: None,
            retired: None,
            frozen: None,
            selector: selector?,
            name,
        })
    }

    fn selector(&mut self, attributes: &mut Attributes, name: &Name) -> Option<Number> {
        if !attributes.has_like("selector") {
            let message = format!("`{}` has no selector", name.value);
            self.found.push(
                Diagnostic::new(&codes::MISSING_KEY, name.span, message)
                    .note("write #[selector(4)] in front of it: the number by which it is called"),
            );
        }
        self.number_of(attributes, "selector")
    }

    /// Takes the semicolon of a method, or reports a body.
    fn end(&mut self, tokens: &mut Tokens, name: &Name) {
        if tokens.punct(';').is_some() {
            return;
        }
        if let Some(body) = tokens.group(Delimiter::Brace) {
            let message = format!("`{}` has a body, but the driver does the work", name.value);
            let at = self.place(body.span_open());
            self.found.push(
                Diagnostic::new(&codes::RUST_SIGNATURE, at, message)
                    .note("end it with a semicolon"),
            );
            return;
        }
        self.expected(&codes::RUST_SYNTAX, "`;` behind the method", tokens);
        item_until_brace(tokens);
    }

    fn parameters(&mut self, group: &Group, name: &Name) -> Parameters {
        let mut tokens = Tokens::inside(group).split_types().into_iter();
        let mut parameters = Parameters::default();
        let first = tokens.next();
        let is_receiver = first.as_ref().is_some_and(is_receiver);
        match first {
            Some(receiver) if is_receiver => self.receiver(receiver),
            first => {
                let open = self.place(group.span_open());
                let message = format!("`{}` has no &self", name.value);
                self.found.push(
                    Diagnostic::new(&codes::RUST_SIGNATURE, open, message)
                        .note("a method is called on an open user client"),
                );
                self.add(first, &mut parameters);
            }
        }
        for parameter in tokens {
            self.add(Some(parameter), &mut parameters);
        }
        parameters
    }

    /// Adds a parameter to those of its kind, in the order of a call.
    fn add(&mut self, tokens: Option<Tokens>, parameters: &mut Parameters) {
        let Some(parameter) = tokens.and_then(|tokens| self.parameter(tokens)) else {
            return;
        };
        let Parameters {
            scalars,
            input,
            output,
        } = parameters;
        let late = match &parameter {
            Parameter::Scalar(field) if !input.is_empty() || !output.is_empty() => {
                Some(("a number behind a structure", field.name.span))
            }
            Parameter::In(part) if !output.is_empty() => {
                Some(("what goes in behind what comes out", part.span))
            }
            _ => None,
        };
        if let Some((what, span)) = late {
            self.found
                .push(Diagnostic::new(&codes::RUST_SIGNATURE, span, what).note(
                    "the order of a call is: numbers, the structure that goes in, the one that \
                     comes out",
                ));
        }
        match parameter {
            Parameter::Scalar(field) => scalars.push(field),
            Parameter::In(part) => input.push(part),
            Parameter::Out(part) => output.push(part),
        }
    }

    /// `&self`.
    fn receiver(&mut self, mut tokens: Tokens) {
        tokens.open_invisible();
        let start = tokens.span();
        let attributes = self.attributes(&mut tokens);
        self.refuse(&attributes, "&self", &[]);
        let reference = tokens.punct('&').is_some();
        self.lifetime(&mut tokens);
        let shared = tokens.word("self").is_some() && tokens.is_empty();
        if !reference || !shared {
            self.mistake(
                &codes::RUST_SIGNATURE,
                start,
                "the receiver of a method is &self",
            );
        }
    }
}

/// Whether a parameter is some form of `self`.
fn is_receiver(tokens: &Tokens) -> bool {
    let is_self = |index| tokens.is_word(index, "self");
    // &self, &mut self, &'a mut self, mut self
    (0..5)
        .take_while(|index| !matches!(tokens.peek_at(*index), Some(token) if is_punct(token, ':')))
        .any(is_self)
}
