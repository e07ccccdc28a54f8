//! Completions, which are the last that a method returns: `-> Completion<Record>`.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::{Completion, Event, Field, TypeExpr};

use super::attributes::Attributes;
use super::outputs::listed;
use super::reader::{Kind, Reader};
use super::said::Said;
use super::tokens::Tokens;

/// The crate that has the client's types.
const CRATE: &str = "iigen_client";

/// The type of a completion.
pub(super) struct Later {
    /// Where it was written.
    pub(super) span: Span,
    /// `Events`: any number of times.
    repeats: bool,
    /// Whether it stands in no `Option`.
    required: bool,
    /// What it says.
    event: Tokens,
}

impl Reader<'_> {
    /// The completion that `tokens` are, if they are one: `Completion`, `Events<Record>`, either in an
    /// `Option`.
    pub(super) fn later(&mut self, tokens: &Tokens) -> Option<Later> {
        let mut tokens = tokens.clone();
        tokens.open_invisible();
        let span = self.place(tokens.span());
        let span = span.to(self.place(tokens.last_span()));
        let in_option = tokens.is_word(0, "Option") && tokens.is_punct(1, '<');
        if in_option {
            tokens.next();
            let inside = tokens.angles()?;
            let later = self.later_inside(inside, span)?;
            self.nothing_behind(&codes::RUST_TYPE, "the type", &tokens);
            return Some(Later {
                required: false,
                ..later
            });
        }
        self.later_inside(tokens, span)
    }

    fn later_inside(&mut self, mut tokens: Tokens, span: Span) -> Option<Later> {
        let absolute = tokens.puncts(':', ':').is_some();
        let in_crate = tokens.word(CRATE).is_some() && tokens.puncts(':', ':').is_some();
        if absolute && !in_crate {
            return None;
        }
        let word = tokens.ident()?.to_string();
        let repeats = match word.as_str() {
            "Completion" => false,
            "Events" => true,
            _ => return None,
        };
        // The module may have a type of its own that is called so.
        if !in_crate && self.kinds.contains_key(&word) {
            return None;
        }
        let event = match tokens.at('<', None) {
            true => tokens.angles()?,
            false => Tokens::nothing(),
        };
        self.nothing_behind(&codes::RUST_TYPE, "the type", &tokens);
        let mut parts = event.split_types();
        if let Some(more) = parts.get(1) {
            let message = "a completion says one thing: several numbers are a tuple";
            let at = self.place(more.span());
            let note = format!("{word}<(f32, u64)>");
            self.found
                .push(Diagnostic::new(&codes::RUST_COMPLETION, at, message).note(note));
        }
        let event = match parts.is_empty() {
            true => Tokens::nothing(),
            false => parts.swap_remove(0),
        };
        Some(Later {
            span,
            repeats,
            required: true,
            event,
        })
    }

    /// The completion, with what `#[event(…)]` says of it.
    pub(super) fn completion(
        &mut self,
        later: Option<Later>,
        attributes: &mut Attributes,
    ) -> Option<Completion> {
        let said = self.said(attributes, "event");
        let Some(later) = later else {
            self.said_too_much(&said, 0, "the method returns no completion");
            return None;
        };
        Some(Completion {
            event: self.event(later.event, later.span, said),
            repeats: later.repeats,
            required: later.required,
            fills: None,
            span: later.span,
        })
    }

    fn event(&mut self, tokens: Tokens, span: Span, said: Vec<Said>) -> Event {
        let types = listed(tokens).into_iter();
        let types: Vec<_> = types.map(|ty| self.whole_type(ty)).collect();
        let named = said.first().and_then(|said| said.at);
        let is_scalar = said
            .first()
            .is_some_and(|said| said.attributes.has("scalar"));
        if let [Some(only)] = types.as_slice()
            && !is_scalar
            && self.is_whole_event(only)
        {
            let mut there_is = "the event is a record".to_owned();
            if named.is_some() {
                there_is.push_str(", whose fields have names");
            }
            self.said_too_much(&said, 0, &there_is);
            return Event::Type(only.clone());
        }
        let count = types.len();
        self.said_too_much(&said, count, &there_are(count));
        if types.is_empty() {
            return Event::Empty;
        }
        let mut said = said.into_iter();
        let mut fields = Vec::new();
        for (index, ty) in types.into_iter().enumerate() {
            let said = said.next().unwrap_or_default();
            let Some(ty) = ty else { continue };
            let name = match count {
                1 => "value".to_owned(),
                _ => format!("value_{}", index + 1),
            };
            fields.extend(self.number_of_event(ty, said, &name));
        }
        match fields.is_empty() {
            // All were refused, and are reported.
            true => Event::Empty,
            false => Event::Scalars(fields, span),
        }
    }

    fn number_of_event(&mut self, ty: TypeExpr, said: Said, name: &str) -> Option<Field> {
        if !said.attributes.has("scalar") && self.is_record(&ty) {
            let message = "a record beside other values of an event";
            self.found.push(
                Diagnostic::new(&codes::RUST_COMPLETION, ty.span(), message)
                    .note(
                        "one of at most 8 bytes can be a scalar: #[event(#[scalar] frames, ticks)]",
                    )
                    .note("or put all into one record, and let that be the event"),
            );
            return None;
        }
        Some(self.said_scalar(said, ty, name))
    }

    /// Whether a type alone is an event as a whole: a record or a union, or what isn't known, which is
    /// reported when names are resolved.
    fn is_whole_event(&self, ty: &TypeExpr) -> bool {
        self.is_record(ty) || !self.is_known(ty)
    }

    fn is_record(&self, ty: &TypeExpr) -> bool {
        let TypeExpr::Named(name) = ty else {
            return false;
        };
        let kind = self.kinds.get(&name.value);
        matches!(kind, Some(Kind::Record | Kind::Union))
    }
}

fn there_are(count: usize) -> String {
    match count {
        0 => "the completion says only that it has come".to_owned(),
        1 => "the event is one value".to_owned(),
        _ => format!("the event has {count} values"),
    }
}
