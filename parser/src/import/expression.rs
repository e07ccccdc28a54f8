//! Expressions of C++: operators, casts and sizes.

use super::evaluate::{
    DEPTH, Evaluator, Outcome, STEPS, SizeOf, Unknown, Value, number_value, path, unknown,
};
use super::primitive::Primitive;
use super::token::{Kind, Token, inside, position};

/// Binary operators with their precedence.
const OPERATORS: &[(&str, u8)] = &[
    ("||", 1),
    ("&&", 2),
    ("|", 3),
    ("^", 4),
    ("&", 5),
    ("==", 6),
    ("!=", 6),
    ("<", 7),
    (">", 7),
    ("<=", 7),
    (">=", 7),
    ("<<", 8),
    (">>", 8),
    ("+", 9),
    ("-", 9),
    ("*", 10),
    ("/", 10),
    ("%", 10),
];

/// Reads an expression.
pub(super) struct Reader<'e, 'c, 't, 'a> {
    pub(super) of: &'e Evaluator<'c, 't, 'a>,
    pub(super) tokens: &'e [Token<'a>],
    pub(super) at: usize,
    /// How deep it nests, with the names that have led there.
    pub(super) depth: usize,
}

impl<'e, 'a> Reader<'e, '_, '_, 'a> {
    fn rest(&self) -> &'e [Token<'a>] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    fn no(&self) -> Unknown {
        unknown(if self.rest().is_empty() {
            self.tokens
        } else {
            &self.rest()[..1]
        })
    }

    /// An expression of operators that bind stronger than `above`.
    pub(super) fn binary(&mut self, above: u8) -> Outcome {
        let mut left = self.operand()?;
        loop {
            let Some(token) = self.rest().first() else {
                return Ok(left);
            };
            if token.is("?") && above == 0 {
                return self.choice(&left);
            }
            let found = OPERATORS.iter().find(|(operator, _)| token.is(operator));
            let Some((operator, strength)) = found.filter(|(_, strength)| *strength > above) else {
                return Ok(left);
            };
            self.at += 1;
            let right = self.binary(*strength)?;
            left = apply(operator, &left, &right).ok_or_else(|| unknown(self.tokens))?;
        }
    }

    /// `left ? yes : no`
    fn choice(&mut self, left: &Value) -> Outcome {
        let condition = left.number.ok_or_else(|| unknown(self.tokens))?;
        self.at += 1;
        let yes = self.binary(0)?;
        if !self.rest().first().is_some_and(|token| token.is(":")) {
            return Err(self.no());
        }
        self.at += 1;
        let no = self.binary(0)?;
        Ok(if condition != 0 { yes } else { no })
    }

    fn operand(&mut self) -> Outcome {
        let steps = self.of.steps.get() + 1;
        self.of.steps.set(steps);
        self.depth += 1;
        if steps > STEPS || self.depth > DEPTH {
            return Err(unknown(self.tokens));
        }
        let value = self.operand_within();
        self.depth -= 1;
        value
    }

    fn operand_within(&mut self) -> Outcome {
        let rest = self.rest();
        let Some(token) = rest.first() else {
            return Err(self.no());
        };
        let number = match token.kind {
            Kind::Number => Some(number(&token.text)),
            Kind::Character => Some(super::text::character(&token.text)),
            _ => None,
        };
        if let Some(number) = number {
            let number = number.ok_or_else(|| self.no())?;
            self.at += 1;
            return Ok(number_value(number));
        }
        match &*token.text {
            "-" => self.unary(|number| number.checked_neg()),
            "+" => self.unary(Some),
            "~" => self.unary(|number| Some(!number)),
            "!" => self.unary(|number| Some(i128::from(number == 0))),
            "(" | "{" => self.brackets(),
            "sizeof" => self.size(),
            "alignof" | "_Alignof" | "__alignof__" => self.alignment(),
            "offsetof" | "__builtin_offsetof" => self.offset(),
            "static_cast" | "reinterpret_cast" | "const_cast" => self.named_cast(),
            _ if token.is_word() => self.name(),
            _ => Err(self.no()),
        }
    }

    fn unary(&mut self, apply: impl Fn(i128) -> Option<i128>) -> Outcome {
        self.at += 1;
        let value = self.operand()?;
        let number = value.number.and_then(apply);
        Ok(number_value(number.ok_or_else(|| unknown(self.tokens))?))
    }

    /// `(value)`, or `(type) value`.
    fn brackets(&mut self) -> Outcome {
        let rest = self.rest();
        let within = inside(rest, 0);
        self.at += 1 + rest[0].width;
        if within.is_empty() {
            // `{}` is zero.
            let is_zero = rest[0].is("{");
            return if is_zero {
                Ok(number_value(0))
            } else {
                Err(unknown(&rest[..=rest[0].width]))
            };
        }
        let follows = self.rest().first().is_some_and(|next| {
            next.kind == Kind::Number || next.is_word() || next.is_one_of(&["(", "-", "~", "!"])
        });
        if follows && rest[0].is("(") && self.is_type(within) {
            let value = self.operand()?;
            return Ok(cast(within, value));
        }
        self.of.whole(within, self.depth)
    }

    fn is_type(&self, tokens: &[Token<'a>]) -> bool {
        let is_known = |path: Vec<&str>| !self.of.constants.get(&path).is_empty();
        let words = tokens
            .iter()
            .all(|token| token.is_word() || token.is_one_of(&["::", "*"]));
        words && !tokens.is_empty() && !path(tokens).is_some_and(is_known)
    }

    fn size(&mut self) -> Outcome {
        self.at += 1;
        let rest = self.rest();
        match rest.first() {
            Some(open) if open.is("(") && open.width > 1 => {
                let value = self.of.size_of(inside(rest, 0));
                self.at += 1 + open.width;
                value
            }
            // `sizeof value`
            Some(word) if word.is_word() => {
                self.at += 1;
                self.of.size_of(&rest[..1])
            }
            _ => Err(self.no()),
        }
    }

    fn alignment(&mut self) -> Outcome {
        self.at += 1;
        let rest = self.rest();
        let open = rest
            .first()
            .filter(|open| open.is("("))
            .ok_or_else(|| self.no())?;
        let alignment = self.of.alignment_of(inside(rest, 0));
        self.at += 1 + open.width;
        let alignment = alignment.ok_or_else(|| unknown(&rest[..=open.width]))?;
        Ok(number_value(i128::from(alignment)))
    }

    /// `offsetof(type, field)`
    fn offset(&mut self) -> Outcome {
        self.at += 1;
        let rest = self.rest();
        match rest.first() {
            Some(open) if open.is("(") => {
                self.at += 1 + open.width;
                self.of.offset_of(inside(rest, 0))
            }
            _ => Err(self.no()),
        }
    }

    /// `static_cast<type>(value)`
    fn named_cast(&mut self) -> Outcome {
        let rest = self.rest();
        let is_cast = |&end: &usize| end >= 3 && rest[end - 1].is(">") && rest[end].width > 1;
        let end = position(rest, &["("]).filter(is_cast);
        let Some(end) = end else {
            return Err(self.no());
        };
        let value = self.of.whole(inside(rest, end), self.depth)?;
        self.at += end + 1 + rest[end].width;
        Ok(cast(&rest[2..end - 1], value))
    }

    fn name(&mut self) -> Outcome {
        let rest = self.rest();
        let mut end = 1;
        while rest.get(end).is_some_and(|token| token.is("::"))
            && rest.get(end + 1).is_some_and(Token::is_word)
        {
            end += 2;
        }
        let name = &rest[..end];
        let words = path(name).ok_or_else(|| self.no())?;
        self.at += end;
        if let Some(open) = rest.get(end).filter(|open| open.is_one_of(&["(", "{"])) {
            // `uint32_t(3)` and `UINT32_C(3)`; what a function answers isn't known.
            let is_cast = Primitive::of(&words).is_some()
                || ["UINT32_C", "UINT64_C", "INT32_C", "INT64_C"].contains(&words[0]);
            if !is_cast {
                return Err(unknown(&rest[..=end + open.width]));
            }
            if open.width == 1 {
                return Err(unknown(&rest[..=end + 1]));
            }
            let value = self.of.whole(inside(rest, end), self.depth)?;
            self.at += 1 + open.width;
            return Ok(cast(name, value));
        }
        self.of.name(&words, name, self.depth)
    }
}

/// What is left of a value that is converted to a type.
fn cast(ty: &[Token<'_>], value: Value) -> Value {
    let words: Option<Vec<&str>> = path(ty);
    let bits = words
        .and_then(|words| Primitive::of(&words))
        .and_then(Primitive::unsigned_bits);
    match (bits, value.number) {
        (Some(bits), Some(number)) if number < 0 || number >> bits != 0 => {
            number_value(number & ((1 << bits) - 1))
        }
        _ => value,
    }
}

fn apply(operator: &str, left: &Value, right: &Value) -> Option<Value> {
    // So many times a size stays that.
    if operator == "*" {
        let times = match (&left.size_of, &right.size_of) {
            (Some(size), None) => right.number.map(|count| (size, count)),
            (None, Some(size)) => left.number.map(|count| (size, count)),
            _ => None,
        };
        if let Some((size, times)) = times {
            let number = match (left.number, right.number) {
                (Some(left), Some(right)) => Some(left.checked_mul(right)?),
                _ => None,
            };
            let size_of = SizeOf {
                count: size.count.checked_mul(times)?,
                ..size.clone()
            };
            return Some(Value {
                number,
                size_of: Some(size_of),
            });
        }
    }
    let (left, right) = (left.number?, right.number?);
    let shift = || u32::try_from(right).ok().filter(|shift| *shift < 64);
    Some(number_value(match operator {
        "||" => i128::from(left != 0 || right != 0),
        "&&" => i128::from(left != 0 && right != 0),
        "==" => i128::from(left == right),
        "!=" => i128::from(left != right),
        "<=" => i128::from(left <= right),
        ">=" => i128::from(left >= right),
        "<" => i128::from(left < right),
        ">" => i128::from(left > right),
        "<<" => left
            .checked_shl(shift()?)
            .filter(|of| *of >> shift().unwrap_or(0) == left)?,
        ">>" => left >> shift()?,
        "|" => left | right,
        "^" => left ^ right,
        "&" => left & right,
        "+" => left.checked_add(right)?,
        "-" => left.checked_sub(right)?,
        "*" => left.checked_mul(right)?,
        "/" => left.checked_div(right)?,
        _ => left.checked_rem(right)?,
    }))
}

/// A number of C++: `16`, `0x10`, `0b11`, `020`, with `'` between digits and a suffix.
pub(super) fn number(text: &str) -> Option<i128> {
    let text = text.replace('\'', "").to_ascii_lowercase();
    let (digits, radix) = if let Some(digits) = text.strip_prefix("0x") {
        (digits, 16)
    } else if let Some(digits) = text.strip_prefix("0b") {
        (digits, 2)
    } else if text.len() > 1 && text.starts_with('0') {
        (&text[1..], 8)
    } else {
        (&*text, 10)
    };
    let digits = digits.trim_end_matches(['u', 'l', 'z']);
    if digits.is_empty() && radix == 8 {
        return Some(0);
    }
    i128::from_str_radix(digits, radix)
        .ok()
        .filter(|number| *number <= i128::from(u64::MAX))
}
