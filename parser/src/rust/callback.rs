//! `#[callback(…)]` methods of the trait: messages that the driver gets.

use proc_macro2::Delimiter;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Callback, Name, ReceiverClass, TypeExpr};

use super::attributes::Attributes;
use super::reader::Reader;
use super::signature::Signature;
use super::tokens::Tokens;

const KEYS: &[&str] = &["include", "parameters", "on"];

impl Reader<'_> {
    /// `#[callback("IOUSBHostPipe::CompleteAsyncIO")] fn bulk_done(&self, context: &Context);`.
    pub(super) fn callback(
        &mut self,
        signature: Signature,
        mut attributes: Attributes,
    ) -> Option<Callback> {
        let takes = "a message in quotes: #[callback(\"IOUSBHostPipe::CompleteAsyncIO\")]";
        let arguments = self.with_arguments(&mut attributes, "callback", takes);
        self.refuse(&attributes, "a callback", &["callback"]);
        let context = self.callback_context(&signature);
        if !signature.returned.is_empty() {
            let message = format!("`{}` returns something", signature.name.value);
            let at = self.place(signature.returned.span());
            self.found.push(
                Diagnostic::new(&codes::RUST_CALLBACK, at, message)
                    .note("nobody waits for what a callback returns"),
            );
        }
        let (_, group) = arguments?;
        let mut parts = Tokens::inside(&group).split().into_iter();
        let root = match parts.next() {
            Some(mut first) => {
                let root = self.quoted(&mut first);
                if root.is_none() {
                    let expected = "the message in quotes: \"IOUSBHostPipe::CompleteAsyncIO\"";
                    self.expected(&codes::RUST_ATTRIBUTE, expected, &first);
                } else {
                    self.nothing_behind(&codes::RUST_ATTRIBUTE, "the message", &first);
                }
                root
            }
            None => {
                let note = "write what sends it: #[callback(\"IOUSBHostPipe::CompleteAsyncIO\")]";
                self.missing(&signature.name, "a message", note);
                None
            }
        };
        let mut keys = self.keys(parts.collect(), "#[callback]", KEYS);
        let include = keys.take("include");
        let parameters = keys.take("parameters");
        let on = keys.take("on");
        let include = include.and_then(|(_, tokens)| self.text(tokens));
        let parameters = parameters.and_then(|(_, tokens)| self.cpp_parameters(tokens));
        let on = on.map(|(key, tokens)| self.receiver_class(&key, tokens));
        Some(Callback {
            name: signature.name,
            doc: attributes.doc(),
            include,
            parameters,
            context: context?,
            on: match on {
                Some(on) => Some(on?),
                None => None,
            },
            root: root?,
        })
    }

    /// The record in the action's reference: `context: &TransferContext`, or nothing.
    fn callback_context(&mut self, signature: &Signature) -> Option<Option<Name>> {
        let mut parameters = self.parameters_of(signature).into_iter();
        let Some(mut first) = parameters.next() else {
            return Some(None);
        };
        if let Some(second) = parameters.next() {
            let message = "a callback has one parameter: what lies in the action's reference";
            self.callback_mistake(second.span(), message);
        }
        first.open_invisible();
        let attributes = self.attributes(&mut first);
        self.refuse(&attributes, "a context", &[]);
        let Some(ident) = first.ident() else {
            self.expected(&codes::RUST_SIGNATURE, "`context: &Record`", &first);
            return None;
        };
        if ident != "context" {
            let span = self.place(ident.span());
            let message = format!("the parameter of a callback is its context; found `{ident}`");
            self.found.push(
                Diagnostic::new(&codes::RUST_CALLBACK, span, message)
                    .edit("as it is called", span, "context")
                    .note(
                        "what the message itself carries, the spec knows of Apple's, and has \
                         under `parameters` of others",
                    ),
            );
        }
        if first.punct(':').is_none() {
            self.expected(&codes::RUST_SYNTAX, "`:` and a type", &first);
            return None;
        }
        if first.punct('&').is_none() {
            let message = "the context of a callback lies in its action: it is borrowed";
            self.callback_mistake(first.span(), message);
        }
        match self.whole_type(first)? {
            TypeExpr::Named(name) => Some(Some(name)),
            TypeExpr::Array(_, _, span) => {
                let message = "the context of a callback is a record";
                self.found
                    .push(Diagnostic::new(&codes::RUST_CALLBACK, span, message));
                None
            }
        }
    }

    fn callback_mistake(&mut self, at: proc_macro2::Span, message: &str) {
        self.mistake(&codes::RUST_CALLBACK, at, message);
    }

    /// `("OSAction * action", "uint32_t length")`.
    fn cpp_parameters(&mut self, mut tokens: Tokens) -> Option<Spanned<Vec<Name>>> {
        let Some(group) = tokens.group(Delimiter::Parenthesis) else {
            let expected = "parameters as C++ has them: (\"OSAction * action\")";
            self.expected(&codes::RUST_ATTRIBUTE, expected, &tokens);
            return None;
        };
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the parameters", &tokens);
        let span = self.place_of(&group);
        let mut parameters = Vec::new();
        for mut part in Tokens::inside(&group).split() {
            match self.quoted(&mut part) {
                Some(parameter) => {
                    self.nothing_behind(&codes::RUST_ATTRIBUTE, "the parameter", &part);
                    parameters.push(parameter);
                }
                None => self.expected(&codes::RUST_ATTRIBUTE, "a parameter in quotes", &part),
            }
        }
        Some(Spanned::new(parameters, span))
    }

    /// `= provider`, or `(class = Queue, extends = IOService)`.
    fn receiver_class(&mut self, key: &Name, mut tokens: Tokens) -> Option<ReceiverClass> {
        let Some(group) = tokens.group(Delimiter::Parenthesis) else {
            let word = self.word_behind(tokens, &[("provider", ())])?;
            return Some(ReceiverClass::Provider(word.span));
        };
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the class", &tokens);
        let span = self.place_of(&group);
        let parts = Tokens::inside(&group).split();
        let mut keys = self.keys(parts, "`on`", &["class", "extends"]);
        let (class, extends) = (keys.take("class"), keys.take("extends"));
        if class.is_none() || extends.is_none() {
            let note = "write on(class = Queue, extends = IOService), or on = provider";
            self.missing(key, "`class` and `extends`", note);
        }
        let mut class_of = |key: Option<(Name, Tokens)>| {
            let (_, tokens) = key?;
            self.class_name(tokens)
        };
        let (class, extends) = (class_of(class), class_of(extends));
        Some(ReceiverClass::Class {
            class: class?,
            extends: extends?,
            span,
        })
    }

    /// `= Queue`.
    fn class_name(&mut self, mut tokens: Tokens) -> Option<Name> {
        let ident = tokens
            .punct('=')
            .is_some()
            .then(|| tokens.ident())
            .flatten();
        let Some(ident) = ident else {
            self.expected(&codes::RUST_ATTRIBUTE, "= and a class", &tokens);
            return None;
        };
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the class", &tokens);
        Some(self.name(&ident))
    }
}
