//! One file an output. Everything is computed before a template sees it; templates only print.

pub(crate) mod backing;
pub(crate) mod dispatch;
pub(crate) mod iig;
pub(crate) mod kext_class;
mod members;
pub(crate) mod ring;
mod row;
pub(crate) mod structure_doc;
pub(crate) mod types;
pub(crate) mod user;

/// The text that a template makes, with the end of its last line, which askama leaves out.
pub(crate) fn render(template: &impl askama::Template) -> String {
    let text = template.render();
    text.expect("templates print strings and numbers, and writing to memory works") + "\n"
}
