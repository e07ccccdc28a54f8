//! Text that grows by lines.

/// The text of a file.
#[derive(Default)]
pub(crate) struct Text(String);

impl Text {
    /// Adds a line of these parts.
    pub(crate) fn line(&mut self, parts: &[&str]) {
        for part in parts {
            self.0.push_str(part);
        }
        self.0.push('\n');
    }

    /// Adds whole lines: documentation, or a piece that is always the same.
    pub(crate) fn lines(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    /// Adds an empty line.
    pub(crate) fn gap(&mut self) {
        self.0.push('\n');
    }

    /// All of it.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}
