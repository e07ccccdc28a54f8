//! Attributes: the words, and which stand where.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::similar::closest;
use crate::span::{Span, Spanned};

use super::super::ast::Attribute;
use super::super::grammar::{Pair, Rule};
use super::super::types::text_of;
use super::Reader;

pub(super) const CLASS_WORDS: &[&str] = &[
    "KERNEL",
    "NATIVE",
    "LOCAL",
    "LOCALONLY",
    "EXTENDS",
    "SERIALIZABLE",
    "CONCRETE",
];
pub(super) const METHOD_WORDS: &[&str] = &[
    "KERNEL",
    "LOCAL",
    "LOCALONLY",
    "REMOTE",
    "LOCALHOST",
    "INVOKEREPLY",
    "REPLY",
    "TYPE",
    "QUEUENAME",
    "override",
    "final",
    "const",
];
pub(super) const PARAMETER_WORDS: &[&str] = &["PORTMAKESEND", "PORTCOPYSEND", "TARGET", "TYPE"];

fn plain_attribute(word: &str) -> Option<Attribute> {
    Some(match word {
        "KERNEL" => Attribute::Kernel,
        "NATIVE" => Attribute::Native,
        "LOCAL" => Attribute::Local,
        "LOCALONLY" => Attribute::LocalOnly,
        "LOCALHOST" => Attribute::LocalHost,
        "REMOTE" => Attribute::Remote,
        "INVOKEREPLY" => Attribute::InvokeReply,
        "REPLY" => Attribute::Reply,
        "PORTMAKESEND" => Attribute::PortMakeSend,
        "PORTCOPYSEND" => Attribute::PortCopySend,
        "TARGET" => Attribute::Target,
        "SERIALIZABLE" => Attribute::Serializable,
        "CONCRETE" => Attribute::Concrete,
        _ => return None,
    })
}

impl Reader<'_> {
    /// The attribute `word`, with its argument; `words` are those that may stand there.
    pub(super) fn attribute(
        &mut self,
        span: Span,
        word: &Pair<'_>,
        argument: Option<Pair<'_>>,
        words: &[&str],
    ) -> Option<Spanned<Attribute>> {
        let text = word.as_str().trim();
        if word.as_rule() == Rule::kw_attribute {
            let written = text_of(&self.text[span.range()]);
            return Some(Spanned::new(Attribute::Compiler(written), span));
        }
        let short = text.strip_prefix("IIG_").unwrap_or(text);
        if !words.contains(&short) {
            if std::mem::replace(&mut self.refused, true) {
                return None;
            }
            let mut diagnostic = Diagnostic::new(
                &codes::IIG_ATTRIBUTE,
                span,
                format!("`{text}` is no attribute"),
            );
            if let Some(near) = closest(short, words.iter().copied()) {
                diagnostic =
                    diagnostic.edit(format!("did you mean `{near}`?"), self.span(word), near);
            } else {
                diagnostic = diagnostic.note(format!("here may stand: {}", words.join(", ")));
            }
            self.diagnostics.push(diagnostic);
            return None;
        }
        let inner = argument.as_ref().map(|group| {
            let group = group.as_str().trim();
            text_of(
                group
                    .get(1..group.len().saturating_sub(1))
                    .unwrap_or_default(),
            )
        });
        let attribute = match (short, inner) {
            ("TYPE", Some(name)) if !name.is_empty() => {
                Attribute::Type(name.replace([' ', '\n'], ""))
            }
            ("QUEUENAME", Some(name)) if !name.is_empty() => Attribute::QueueName(name),
            ("EXTENDS", Some(name)) if !name.is_empty() => Attribute::Extends(name),
            ("TYPE" | "QUEUENAME" | "EXTENDS", _) => {
                let message = format!("`{short}` needs a name in parentheses");
                self.report(&codes::IIG_ATTRIBUTE, word, message);
                return None;
            }
            (_, Some(_)) => {
                self.report(
                    &codes::IIG_ATTRIBUTE,
                    word,
                    format!("`{short}` takes no argument"),
                );
                return None;
            }
            (_, None) => plain_attribute(short)?,
        };
        Some(Spanned::new(attribute, span))
    }
}
