//! Calls that may have fewer scalars than others: the row can't check how many there are.

use iigen_parser::interface::{Carrier, Scalar};

use super::Writer;

/// No line is longer, if that can be.
const WIDE: usize = 100;

impl Writer<'_> {
    /// Refuses a number of scalars that the spec doesn't allow, before anything is read.
    pub(super) fn count_in(&mut self, scalars: &[Scalar]) {
        self.reads = true;
        self.line("const uint32_t scalarCount = arguments->scalarInputCount;");
        let counts = counts(scalars);
        let (least, most) = (counts[0], counts[counts.len() - 1]);
        let refused = if most - least + 1 == counts.len() as u64 {
            let below = (least > 0).then(|| format!("scalarCount < {least} || "));
            format!("{}scalarCount > {most}", below.unwrap_or_default())
        } else {
            let differs = counts.iter().map(|count| format!("scalarCount != {count}"));
            wrapped(4, " && ", &differs.collect::<Vec<_>>())
        };
        self.refuse_if(&refused, "kIOReturnBadArgument");
    }
}

/// Whether any of `conditions` holds, `present` given: as it stands behind `if (`.
pub(super) fn any(indent: usize, present: Option<&str>, conditions: &[String]) -> String {
    let Some(present) = present else {
        return wrapped(indent, " || ", conditions);
    };
    if let [only] = conditions {
        return wrapped(indent, " && ", &[present.to_owned(), only.clone()]);
    }
    let joined = format!("({})", conditions.join(" || "));
    let parts = [present.to_owned(), joined];
    if parts.iter().all(|part| indent + part.len() + 10 <= WIDE) {
        return wrapped(indent, " && ", &parts);
    }
    let below = format!("\n{:1$}|| ", "", indent + 8);
    let each = conditions.join(&below);
    format!("{present}\n{:1$}&& ({each})", "", indent + 4)
}

/// Conditions on one line, or one a line.
fn wrapped(indent: usize, operator: &str, conditions: &[String]) -> String {
    let joined = conditions.join(operator);
    if indent + joined.len() + 7 <= WIDE {
        return joined;
    }
    let below = format!("\n{:1$}{2} ", "", indent + 4, operator.trim());
    conditions.join(&below)
}

/// How many words a call may have, from the least to the most: some are always there, and each of
/// the others adds its own.
fn counts(scalars: &[Scalar]) -> Vec<u64> {
    let mut counts = vec![scalars.iter().map(Scalar::least_words).sum::<u64>()];
    for scalar in scalars {
        let last = counts[counts.len() - 1];
        match scalar.carrier {
            Carrier::Counted { min, max } => counts.extend((1..=max - min).map(|more| last + more)),
            _ if scalar.least_words() == 0 => counts.push(last + scalar.words()),
            _ => {}
        }
    }
    counts
}
