//! Attributes of structs and fields: how close they lie.

use super::evaluate::Evaluator;
use super::lexer::Unit;
use super::token::{Token, inside, position};

/// What attributes say of the place of a struct or a field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attributes<'t, 'a> {
    /// Whether fields lie as close as they can.
    pub(super) packed: bool,
    /// What is between the brackets of `aligned(…)`: nothing for the most that there is.
    align: Option<&'t [Token<'a>]>,
}

/// The largest alignment that the processors have a use for: that of `aligned` without a number.
const MOST_USEFUL: u64 = 16;

/// The largest that may be asked for.
const LARGEST: u64 = 1 << 16;

impl<'t, 'a> Attributes<'t, 'a> {
    /// What both say.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            packed: self.packed || other.packed,
            align: self.align.or(other.align),
        }
    }

    /// Whether both say the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let texts = |of: &Self| -> Option<Vec<String>> {
            let tokens = of.align?.iter();
            Some(tokens.map(|token| token.text.to_string()).collect())
        };
        self.packed == other.packed && texts(self) == texts(other)
    }

    /// The least alignment; `None` where it isn't known.
    pub(super) fn least(&self, evaluator: &Evaluator<'_, 't, 'a>) -> Option<u64> {
        let tokens = match self.align {
            None => return Some(1),
            Some([]) => return Some(MOST_USEFUL),
            Some(tokens) => tokens,
        };
        let number = match evaluator.number(tokens) {
            Ok(number) => u64::try_from(number).ok()?,
            Err(_) => evaluator.alignment_of(tokens)?,
        };
        (number.is_power_of_two() && number <= LARGEST).then_some(number)
    }
}

/// How many tokens at the start of `tokens` are an attribute, and what that says: `__attribute__((packed))`,
/// `alignas(8)`, `[[…]]`, or a name for one of these.
pub(super) fn attribute<'t, 'a>(
    unit: &'t Unit<'a>,
    tokens: &'t [Token<'a>],
) -> Option<(usize, Attributes<'t, 'a>)> {
    let first = tokens.first()?;
    let list = tokens.get(1).filter(|list| list.is("("));
    if first.is("[") && tokens.get(1).is_some_and(|next| next.is("[")) {
        return Some((1 + first.width, Attributes::default()));
    }
    if !first.is_word() {
        return None;
    }
    if first.is("__packed") {
        return Some((1, said(&tokens[..1])));
    }
    if first.is_one_of(&["__attribute__", "__declspec"]) {
        let length = 2 + list?.width;
        return Some((length, said(inside(tokens, 1))));
    }
    if first.is_one_of(&["alignas", "_Alignas"]) {
        let length = 2 + list?.width;
        return Some((length, said(&tokens[..length])));
    }
    let of = unit.macros.get(&*first.text)?;
    let is_one = of.body.first().is_some_and(|begins| {
        begins.is_one_of(&["__packed", "alignas", "_Alignas"])
            || begins.is("[") && of.body.get(1).is_some_and(|next| next.is("["))
    });
    (is_one && of.parameters.is_none()).then(|| (1, said(&of.body)))
}

/// What stands between the brackets of an attribute, however deep.
fn said<'t, 'a>(tokens: &'t [Token<'a>]) -> Attributes<'t, 'a> {
    let mut said = Attributes::default();
    for (at, token) in tokens.iter().enumerate() {
        if token.is_one_of(&["packed", "__packed__", "__packed"]) {
            said.packed = true;
        } else if token.is_one_of(&["aligned", "__aligned__", "alignas", "_Alignas"]) {
            let list = tokens.get(at + 1).filter(|list| list.is("("));
            said.align = Some(list.map_or(&[], |_| inside(tokens, at + 1)));
        }
    }
    said
}

/// `tokens` without the attributes that are in no other brackets, and what these say.
pub(super) fn without<'t, 'a>(
    unit: &'t Unit<'a>,
    tokens: &'t [Token<'a>],
) -> (Vec<Token<'a>>, Attributes<'t, 'a>) {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut all = Attributes::default();
    let mut at = 0;
    // An attribute belongs to what is declared, not to its value.
    let end = position(tokens, &["="]).unwrap_or(tokens.len());
    while let Some(token) = tokens.get(at) {
        if at < end
            && let Some((length, says)) = attribute(unit, &tokens[at..])
        {
            all = all.and(says);
            at += length;
            continue;
        }
        let next = (at + 1 + token.width).min(tokens.len());
        kept.extend_from_slice(&tokens[at..next]);
        at = next;
    }
    (kept, all)
}
