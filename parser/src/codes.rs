//! Every kind of mistake, with a number that is never used again for another kind.
//!
//! 0xx: the file; 1xx: YAML; 2xx: the spec's keys and values; 3xx: types and layout; 4xx: methods;
//! 5xx: names; 6xx: memory; 7xx: Rust modules; 8xx: `.iig` files.

/// A kind of mistake.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The number; printed as `IIG0123`.
    pub number: u16,
    /// The rule that was broken, as a sentence.
    pub rule: &'static str,
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IIG{:04}", self.number)
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal, $rule:literal;)*) => {
        $(#[doc = $rule] pub static $name: Code = Code { number: $number, rule: $rule };)*

        /// All kinds, by number.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    UNREADABLE = 1, "A file that is named must be there and be readable.";
    NOT_UTF8 = 2, "Sources are UTF-8 text.";
    TOO_LARGE = 3, "A source is at most 16 MiB.";

    IIG_SYNTAX = 801, "An .iig file must follow the grammar.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_rise() {
        assert!(ALL.windows(2).all(|pair| pair[0].number < pair[1].number));
    }
}
