//! The value of an `#if` condition.

use super::defines::{Defines, KERNEL_ATTRIBUTE};

/// How deep conditions and macros may nest.
const DEPTH: usize = 32;

/// Whether the condition `text` holds, or what is wrong with it.
pub(crate) fn holds(text: &str, defines: &Defines) -> Result<bool, String> {
    let mut reader = Reader {
        rest: text,
        defines,
        depth: 0,
    };
    let value = reader.value(0)?;
    match reader.token() {
        None => Ok(value != 0),
        Some(token) => Err(format!("`{token}` is not expected here")),
    }
}

struct Reader<'a> {
    rest: &'a str,
    defines: &'a Defines,
    depth: usize,
}

/// Binary operators, the longest first, with their precedence.
const OPERATORS: &[(&str, u8)] = &[
    ("||", 1),
    ("&&", 2),
    ("==", 6),
    ("!=", 6),
    ("<=", 7),
    (">=", 7),
    ("<<", 8),
    (">>", 8),
    ("|", 3),
    ("^", 4),
    ("&", 5),
    ("<", 7),
    (">", 7),
    ("+", 9),
    ("-", 9),
    ("*", 10),
    ("/", 10),
    ("%", 10),
];

impl<'a> Reader<'a> {
    /// An expression of operators that bind stronger than `above`.
    fn value(&mut self, above: u8) -> Result<i64, String> {
        let mut left = self.operand()?;
        while let Some((operator, strength)) = self.operator(above) {
            let right = self.value(strength)?;
            left = apply(operator, left, right)?;
        }
        Ok(left)
    }

    fn operator(&mut self, above: u8) -> Option<(&'static str, u8)> {
        let rest = self.rest.trim_start();
        let found = OPERATORS
            .iter()
            .find(|(operator, _)| rest.starts_with(operator))?;
        if found.1 <= above {
            return None;
        }
        self.rest = &rest[found.0.len()..];
        Some(*found)
    }

    fn operand(&mut self) -> Result<i64, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("the condition nests too deep".to_owned());
        }
        let value = self.operand_within();
        self.depth -= 1;
        value
    }

    fn operand_within(&mut self) -> Result<i64, String> {
        let token = self.token().ok_or("the condition ends too early")?;
        match token {
            "!" => Ok(i64::from(self.operand()? == 0)),
            "-" => Ok(self.operand()?.wrapping_neg()),
            "+" => self.operand(),
            "~" => Ok(!self.operand()?),
            "(" => {
                let value = self.value(0)?;
                self.expect(")")?;
                Ok(value)
            }
            "defined" => {
                let parenthesised = self.skip("(");
                let name = self.token().ok_or("`defined` needs a name")?;
                if parenthesised {
                    self.expect(")")?;
                }
                Ok(i64::from(self.defines.get(name).is_some()))
            }
            "true" => Ok(1),
            _ if token.starts_with(|first: char| first.is_ascii_digit()) => number(token),
            _ if is_word(token) => self.macro_value(token),
            _ => Err(format!("`{token}` is not expected here")),
        }
    }

    fn macro_value(&mut self, name: &str) -> Result<i64, String> {
        if self.rest.trim_start().starts_with('(') {
            return self.question();
        }
        match self.defines.get(name) {
            None => Ok(0),
            Some(KERNEL_ATTRIBUTE) => {
                Err("in an .iig file, `KERNEL` is an attribute and has no value".to_owned())
            }
            Some(text) => {
                let mut inner = Reader {
                    rest: text,
                    defines: self.defines,
                    depth: self.depth,
                };
                inner.operand()
            }
        }
    }

    /// `__has_include(…)` and the like: nothing is known to be there.
    fn question(&mut self) -> Result<i64, String> {
        let mut open = 0usize;
        while let Some(token) = self.token() {
            match token {
                "(" => open += 1,
                ")" if open <= 1 => return Ok(0),
                ")" => open -= 1,
                _ => {}
            }
        }
        Err("a `)` is missing".to_owned())
    }

    fn expect(&mut self, expected: &str) -> Result<(), String> {
        if self.skip(expected) {
            Ok(())
        } else {
            Err(format!("a `{expected}` is missing"))
        }
    }

    fn skip(&mut self, expected: &str) -> bool {
        match self.rest.trim_start().strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A word, a number, or one character.
    fn token(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start();
        let first = rest.chars().next()?;
        let length = match rest.find(|at: char| !(at.is_ascii_alphanumeric() || at == '_')) {
            Some(0) => first.len_utf8(),
            Some(length) => length,
            None => rest.len(),
        };
        self.rest = &rest[length..];
        Some(&rest[..length])
    }
}

fn apply(operator: &str, left: i64, right: i64) -> Result<i64, String> {
    let shift = u32::try_from(right & 63).unwrap_or(0);
    Ok(match operator {
        "||" => i64::from(left != 0 || right != 0),
        "&&" => i64::from(left != 0 && right != 0),
        "==" => i64::from(left == right),
        "!=" => i64::from(left != right),
        "<=" => i64::from(left <= right),
        ">=" => i64::from(left >= right),
        "<" => i64::from(left < right),
        ">" => i64::from(left > right),
        "<<" => left.wrapping_shl(shift),
        ">>" => left.wrapping_shr(shift),
        "|" => left | right,
        "^" => left ^ right,
        "&" => left & right,
        "+" => left.wrapping_add(right),
        "-" => left.wrapping_sub(right),
        "*" => left.wrapping_mul(right),
        _ if right == 0 => return Err("a division by zero".to_owned()),
        "/" => left.wrapping_div(right),
        _ => left.wrapping_rem(right),
    })
}

fn number(token: &str) -> Result<i64, String> {
    let digits = token.trim_end_matches(['u', 'U', 'l', 'L']);
    let parsed = match digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"))
    {
        Some(hex) => i64::from_str_radix(hex, 16),
        None if digits.len() > 1 && digits.starts_with('0') => i64::from_str_radix(digits, 8),
        None => digits.parse(),
    };
    parsed.map_err(|_| format!("`{token}` is not a number"))
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<bool, String> {
        let mut defines = Defines::default();
        defines.define("THREE", "(1 + 2)");
        defines.define("LOOP", "LOOP");
        defines.define("KERNEL", KERNEL_ATTRIBUTE);
        holds(text, &defines)
    }

    #[test]
    fn conditions() {
        for text in [
            "__IIG",
            "!UNKNOWN",
            "defined(__IIG) && !defined UNKNOWN",
            "THREE == 3",
            "1 + 2 * 3 == 7",
            "0x10 == 020",
            "10L > 9u && (1 || 0)",
            "!__has_include(<x/y.h>)",
            "8 - 4 - 2 == 2",
        ] {
            assert_eq!(value(text), Ok(true), "{text}");
        }
        assert_eq!(value("0"), Ok(false));
    }

    #[test]
    fn mistakes() {
        let deep = "(".repeat(100_000);
        for text in [
            "", "1 +", "(1", "KERNEL", "1 / 0", "1 2", "LOOP", "08", "defined", "@", &deep,
        ] {
            assert!(value(text).is_err(), "{text:.20}");
        }
    }
}
