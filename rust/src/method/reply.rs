//! What a method returns that returns several things.

use crate::text::Text;

/// What a method returns that returns several things.
pub(crate) struct Reply {
    pub(crate) doc: String,
    pub(crate) name: String,
    pub(crate) fields: Vec<ReplyField>,
    /// The traits that it has.
    pub(crate) derives: &'static str,
}

/// One of the things that a method returns.
pub(crate) struct ReplyField {
    pub(crate) doc: String,
    pub(crate) declaration: String,
}

impl Reply {
    pub(crate) fn write(&self, text: &mut Text) {
        text.gap();
        text.lines(&self.doc);
        text.line(&["#[allow(dead_code)]"]);
        text.line(&["#[derive(", self.derives, ")]"]);
        text.line(&["pub struct ", &self.name, " {"]);
        for field in &self.fields {
            text.lines(&field.doc);
            text.line(&["    ", &field.declaration]);
        }
        text.line(&["}"]);
    }
}
