//! One parameter of a callback, as C++ declares it: `uint32_t count`, `const char name[16]`.

use crate::interface::Parameter;

/// Words that are part of an arithmetic type, of which several may follow each other.
const ARITHMETIC: &[&str] = &[
    "unsigned", "signed", "long", "short", "int", "char", "double", "float", "bool", "void",
];
const ELABORATED: &[&str] = &["struct", "class", "enum", "union", "typename"];
/// Words of C++ that name nothing.
const KEYWORDS: &[&str] = &[
    "const",
    "explicit",
    "final",
    "friend",
    "inline",
    "operator",
    "override",
    "private",
    "protected",
    "public",
    "static",
    "template",
    "typedef",
    "using",
    "virtual",
    "volatile",
];

/// The one parameter that a text declares, on one line with single spaces, without the attributes
/// of `.iig` files that may stand behind it: `OSAction * action TARGET`.
pub(super) fn parameter(text: &str) -> Option<Parameter> {
    let mut cursor = Cursor { rest: text };
    let mut declaration = String::new();
    if cursor.qualifiers() {
        declaration.push_str("const ");
    }
    cursor.type_name(&mut declaration)?;
    if cursor.qualifiers() && !declaration.starts_with("const ") {
        declaration.insert_str(0, "const ");
    }
    cursor.declarators(&mut declaration);
    let name = cursor.name()?.to_owned();
    declaration.push(' ');
    declaration.push_str(&name);
    while let Some(bound) = cursor.bracketed('[', ']') {
        declaration.push_str(&format!("[{bound}]"));
    }
    while let Some(attribute) = cursor.word() {
        let fits = |letter: char| letter.is_ascii_uppercase() || letter == '_';
        if !attribute.chars().all(fits) {
            return None;
        }
        cursor.bracketed('(', ')');
    }
    cursor
        .rest
        .trim()
        .is_empty()
        .then_some(Parameter { declaration, name })
}

struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    /// Takes a word.
    fn word(&mut self) -> Option<&'t str> {
        let rest = self.rest.trim_start();
        let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$');
        let length = rest.find(|letter| !fits(letter)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(length);
        if !word.starts_with(|letter: char| !letter.is_ascii_digit()) {
            return None;
        }
        self.rest = behind;
        Some(word)
    }

    /// Takes a word, if it is one of these.
    fn one_of(&mut self, words: &[&str]) -> Option<&'t str> {
        let before = self.rest;
        let word = self.word().filter(|word| words.contains(word));
        if word.is_none() {
            self.rest = before;
        }
        word
    }

    /// Takes a word that can be a name.
    fn name(&mut self) -> Option<&'t str> {
        let is_name = |word: &&str| {
            let taken = [KEYWORDS, ARITHMETIC, ELABORATED];
            !taken.iter().any(|words| words.contains(word))
        };
        self.word().filter(is_name)
    }

    /// Takes a mark.
    fn mark(&mut self, mark: &str) -> bool {
        match self.rest.trim_start().strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes `const` and `volatile`; whether there was the first.
    fn qualifiers(&mut self) -> bool {
        let mut is_const = false;
        while let Some(word) = self.one_of(&["const", "volatile"]) {
            is_const |= word == "const";
        }
        is_const
    }

    fn type_name(&mut self, declaration: &mut String) -> Option<()> {
        if let Some(word) = self.one_of(ARITHMETIC) {
            declaration.push_str(word);
            while let Some(word) = self.one_of(ARITHMETIC) {
                declaration.push(' ');
                declaration.push_str(word);
            }
            return Some(());
        }
        if let Some(word) = self.one_of(ELABORATED) {
            declaration.push_str(word);
            declaration.push(' ');
        }
        if self.mark("::") {
            declaration.push_str("::");
        }
        declaration.push_str(self.name()?);
        while self.mark("::") {
            declaration.push_str("::");
            declaration.push_str(self.name()?);
        }
        if let Some(arguments) = self.bracketed('<', '>') {
            declaration.push_str(&format!("<{arguments}>"));
        }
        Some(())
    }

    /// Takes pointers and references.
    fn declarators(&mut self, declaration: &mut String) {
        loop {
            let Some(mark) = ["*", "&&", "&"].into_iter().find(|mark| self.mark(mark)) else {
                return;
            };
            if !declaration.ends_with('*') {
                declaration.push(' ');
            }
            declaration.push_str(mark);
            if mark == "*" && self.qualifiers() {
                declaration.push_str(" const");
            }
        }
    }

    /// Takes what stands in brackets of one kind, which may nest; on one line with single spaces.
    fn bracketed(&mut self, open: char, close: char) -> Option<String> {
        let rest = self.rest.trim_start().strip_prefix(open)?;
        let mut depth = 1_u32;
        let end = rest.find(|letter: char| {
            match letter {
                _ if letter == open => depth += 1,
                _ if letter == close => depth -= 1,
                ';' | '{' | '}' => depth = 0,
                _ => {}
            }
            depth == 0
        })?;
        if !rest[end..].starts_with(close) {
            return None;
        }
        self.rest = &rest[end + close.len_utf8()..];
        let words: Vec<_> = rest[..end].split_whitespace().collect();
        Some(words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn what_is_a_parameter() {
        for (text, declaration) in [
            ("OSAction*action TARGET", "OSAction * action"),
            ("const char name[16]", "const char name[16]"),
            ("char const  name[ 4 ][2]", "const char name[4][2]"),
            ("unsigned  long long count", "unsigned long long count"),
            (
                "struct request * const * each",
                "struct request * const * each",
            ),
            ("IOUserClient ** userClient", "IOUserClient ** userClient"),
            ("std::array<int, 4> & values", "std::array<int, 4> & values"),
            ("::Base & base", "::Base & base"),
        ] {
            let found = parameter(text).map(|of| of.declaration);
            assert_eq!(found.as_deref(), Some(declaration), "{text}");
        }
    }

    #[test]
    fn what_is_none() {
        for text in [
            "",
            "uint32_t",
            "uint32_t a, uint32_t b",
            "uint32_t a = 3",
            "a);",
            "}{",
            "uint32_t;",
            "uint32_t static",
            "uint32_t a[",
            "uint32_t a[2;",
            "uint32_t a b",
            "3 a",
            "void (*f)(int)",
            "é a",
            "a é",
        ] {
            assert_eq!(parameter(text), None, "{text}");
        }
    }
}
