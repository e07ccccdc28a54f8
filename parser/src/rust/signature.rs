//! The signature of a method of the trait, whatever the method stands for.

use proc_macro2::{Delimiter, Group, Span, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::Name;

use super::items::item_until_brace;
use super::reader::Reader;
use super::tokens::{Tokens, is_brace, is_punct};

/// `fn set_rate(&self, hz: u32) -> u32;`, in its parts.
pub(super) struct Signature {
    /// The name.
    pub(super) name: Name,
    /// The parentheses with the receiver and the parameters.
    pub(super) parameters: Group,
    /// What stands behind the arrow.
    pub(super) returned: Tokens,
    /// Its end.
    pub(super) last: Span,
}

impl Reader<'_> {
    /// Reads a method from what stands in front of `fn` to its end.
    pub(super) fn signature(&mut self, tokens: &mut Tokens) -> Option<Signature> {
        let modifiers = tokens.until(|token| matches!(token, TokenTree::Ident(of) if of == "fn"));
        if !modifiers.is_empty() {
            let message = format!("{} means nothing to another process", modifiers.describe());
            let at = self.place(modifiers.span());
            let mut mistake = Diagnostic::new(&codes::RUST_SIGNATURE, at, message);
            if modifiers.is_word(0, "async") {
                mistake = mistake.note("what comes later is returned: -> Completion<u32>");
            }
            self.found.push(mistake);
        }
        tokens.next();
        let Some(ident) = self.expected_name(tokens, "the name of a method") else {
            item_until_brace(tokens);
            return None;
        };
        let name = self.name(&ident);
        self.generics(tokens, &name);
        let Some(parameters) = tokens.group(Delimiter::Parenthesis) else {
            self.expected(&codes::RUST_SYNTAX, "parameters in parentheses", tokens);
            item_until_brace(tokens);
            return None;
        };
        let is_end = |token: &TokenTree| is_brace(token) || is_punct(token, ';');
        let is_where = |token: &TokenTree| matches!(token, TokenTree::Ident(of) if of == "where");
        let mut returned = Tokens::nothing();
        if tokens.puncts('-', '>').is_some() {
            returned = tokens.until(|token| is_end(token) || is_where(token));
        }
        self.generics(tokens, &name);
        let last = self.end(tokens, &name);
        Some(Signature {
            last,
            name,
            parameters,
            returned,
        })
    }

    /// Takes the semicolon of a method, or reports a body; where the method ends.
    fn end(&mut self, tokens: &mut Tokens, name: &Name) -> Span {
        let end = tokens.span();
        if tokens.punct(';').is_some() {
            return end;
        }
        if let Some(body) = tokens.group(Delimiter::Brace) {
            let message = format!("`{}` has a body, but the driver does the work", name.value);
            let at = self.place(body.span_open());
            self.found.push(
                Diagnostic::new(&codes::RUST_SIGNATURE, at, message)
                    .note("end it with a semicolon"),
            );
            return body.span_close();
        }
        self.expected(&codes::RUST_SYNTAX, "`;` behind the method", tokens);
        item_until_brace(tokens);
        end
    }

    /// Takes `&self` off the parameters, or reports what stands there instead; the others.
    pub(super) fn parameters_of(&mut self, signature: &Signature) -> Vec<Tokens> {
        let group = &signature.parameters;
        let mut parameters = Tokens::inside(group).split_types();
        if parameters.first().is_some_and(is_receiver) {
            let receiver = parameters.remove(0);
            self.receiver(receiver);
        } else {
            let open = self.place(group.span_open());
            let message = format!("`{}` has no &self", signature.name.value);
            self.found.push(
                Diagnostic::new(&codes::RUST_SIGNATURE, open, message)
                    .note("a method is called on an open user client"),
            );
        }
        parameters
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

impl Signature {
    /// How many arguments a call has.
    pub(super) fn arguments(&self) -> usize {
        let parameters = Tokens::inside(&self.parameters).split_types();
        let others = parameters.iter().filter(|of| !is_receiver(of));
        others.count()
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
