//! Mistakes of the user, as data.

use crate::codes::Code;
use crate::span::Span;

/// How bad a mistake is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// What is written may not be what was meant.
    Warning,
}

/// One mistake: what it is, every place that takes part in it, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable number, with the rule that was broken.
    pub code: &'static Code,
    /// One lower-case sentence that names what was found.
    pub message: String,
    /// The places; the first is where the mistake was made.
    pub labels: Vec<Label>,
    /// Further sentences: why, or what to do instead.
    pub notes: Vec<String>,
    /// A change of the text that mends it, when there is one.
    pub edit: Option<Edit>,
}

/// A place that takes part in a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What it has to do with the mistake; may be empty for the first label.
    pub text: String,
}

/// A change of the user's text that mends a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What the change does, as an order: "rename it".
    pub message: String,
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
    /// A further piece of the same text that goes.
    pub removed: Option<Span>,
}

impl Edit {
    /// The text with the change.
    pub fn apply(&self, text: &str) -> String {
        let replaced = Some((self.span, self.replacement.as_str()));
        let mut pieces = [replaced, self.removed.map(|of| (of, ""))];
        // From the end, so that the other's place stays as it is.
        pieces.sort_by_key(|piece| piece.map(|(span, _)| std::cmp::Reverse(span.start)));
        let mut text = text.to_owned();
        for (span, replacement) in pieces.into_iter().flatten() {
            text.replace_range(span.range(), replacement);
        }
        text
    }
}

impl Diagnostic {
    /// A mistake at `span`.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            labels: vec![Label {
                span,
                text: String::new(),
            }],
            notes: Vec::new(),
            edit: None,
        }
    }

    /// The same as a warning.
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Whether it is a warning.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }

    /// Says what the first place has to do with it.
    pub fn here(mut self, text: impl Into<String>) -> Self {
        self.labels[0].text = text.into();
        self
    }

    /// Adds another place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Adds a sentence: why, or what to do.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds the change that mends it.
    pub fn edit(
        mut self,
        message: impl Into<String>,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        let (message, replacement) = (message.into(), replacement.into());
        self.edit = Some(Edit {
            message,
            span,
            replacement,
            removed: None,
        });
        self
    }

    /// What goes with that change, if something does.
    pub fn removing(mut self, removed: Option<Span>) -> Self {
        if let Some(edit) = &mut self.edit {
            edit.removed = removed;
        }
        self
    }
}

/// Where the mistakes of a run are collected.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a mistake.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Whether no mistake was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many mistakes were found.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// Whether the run may go on: the mistakes so far, if there are any, as an error.
    pub fn propagate(&mut self) -> Result<(), Vec<Diagnostic>> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(std::mem::take(self).into_sorted())
        }
    }

    /// The mistakes, as a reader of the files meets them.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found
            .sort_by_key(|found| (found.labels[0].span, found.code.number));
        self.found
    }
}
