//! Mistakes as text, the way rustc prints its own.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::span::{SourceId, Sources};

/// Nobody reads more mistakes at once, and each is printed from its whole file.
const LONGEST: usize = 100;

/// Prints the first mistakes with the lines that they are about; `color` for a terminal.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(LONGEST) {
        text.push_str(&renderer.render(&report(sources, diagnostic)));
        text.push_str("\n\n");
    }
    if diagnostics.len() > LONGEST {
        text.push_str(&format!("and {} more\n\n", diagnostics.len() - LONGEST));
    }
    text
}

fn report<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.to_string());
    let mut group = Group::with_title(title);
    for source in files_of(diagnostic) {
        let file = sources.get(source);
        let labels = diagnostic
            .labels
            .iter()
            .enumerate()
            .filter(|(_, at)| at.span.source == source);
        let snippet = Snippet::source(file.text.as_str()).path(file.name.as_str());
        group = group.element(snippet.annotations(labels.map(|(index, label)| {
            let kind = if index == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            kind.span(label.span.range()).label(label.text.as_str())
        })));
    }
    group = group.element(Level::NOTE.message(diagnostic.code.rule));
    for note in &diagnostic.notes {
        group = group.element(Level::HELP.message(note.as_str()));
    }
    let mut groups = vec![group];
    if let Some(edit) = &diagnostic.edit {
        let file = sources.get(edit.span.source);
        let patch = Patch::new(edit.span.range(), edit.replacement.as_str());
        let removed = edit.removed.map(|of| Patch::new(of.range(), ""));
        groups.push(
            Group::with_title(Level::HELP.secondary_title(edit.message.as_str())).element(
                Snippet::source(file.text.as_str())
                    .path(file.name.as_str())
                    .patch(patch)
                    .patches(removed),
            ),
        );
    }
    groups
}

/// The files that take part, the one with the mistake first.
fn files_of(diagnostic: &Diagnostic) -> Vec<SourceId> {
    let mut files = Vec::new();
    for label in &diagnostic.labels {
        if !files.contains(&label.span.source) {
            files.push(label.span.source);
        }
    }
    files
}
