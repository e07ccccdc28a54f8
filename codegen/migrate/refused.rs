//! What the other kind of driver can't have: what the checks say of a spec that has both targets.

use iigen_parser::check::check;
use iigen_parser::codes;
use iigen_parser::diagnostic::{Diagnostic, Diagnostics};

use super::{Entry, Migration, Verdict};

impl Migration<'_> {
    /// So nothing that `iigen check` refuses afterwards is missing here, and nothing more is said.
    pub(super) fn refused(&mut self) {
        let mut spec = self.whole.spec.clone();
        spec.targets = self.with_target();
        let found = check(&spec, Diagnostics::default()).err();
        // Of queues more is told than that.
        let found = found.into_iter().flatten();
        for mistake in found.filter(|of| of.code != &codes::QUEUE_TARGET) {
            let entry = self.entry(mistake);
            self.found.push(entry);
        }
    }

    fn entry(&self, mistake: Diagnostic) -> Entry {
        let mut advice = vec![mistake.code.rule.to_owned()];
        advice.extend(mistake.notes.iter().map(|of| sentence(of)));
        // The target that was added here stands nowhere in the spec.
        let added = self.with_target().last().map(|of| of.span);
        let labels = mistake.labels[1..].iter();
        for label in labels.filter(|of| self.is_there() || Some(of.span) != added) {
            let (line, column) = self.sources.line_column(label.span);
            advice.push(format!("{line}:{column}: {}", label.text));
        }
        if let Some(edit) = mistake.edit {
            let (line, column) = self.sources.line_column(edit.span);
            advice.push(match edit.replacement.trim() {
                "" => format!("{line}:{column}: {}", edit.message),
                text => format!("{line}:{column}: {}: write `{text}`", edit.message),
            });
        }
        Entry {
            verdict: Verdict::Cant,
            rule: mistake.code.to_string(),
            span: mistake.labels[0].span,
            what: mistake.message,
            advice,
        }
    }
}

/// What a diagnostic says in lower case.
fn sentence(note: &str) -> String {
    let mut letters = note.chars();
    let first = letters.next().map(|of| of.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}
