//! The tables: tests/published.tsv and tests/odd.tsv.

use published_tests::Target;

/// `kIOUserClientVariableStructureSize`: the row leaves it to the method.
const DONT_CARE: u32 = u32::MAX;

/// A selector of a published user client.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) case: String,
    pub(crate) target: Target,
    pub(crate) selector: u32,
    pub(crate) name: String,
    /// Absent is 0, required is 1. A kext's table doesn't say it.
    pub(crate) completion: Count,
    /// Who lacks this is refused by an `IOUserClient2022`.
    pub(crate) entitlement: Option<String>,
    pub(crate) scalar_in: Count,
    pub(crate) struct_in: Count,
    pub(crate) scalar_out: Count,
    pub(crate) struct_out: Count,
}

/// How many words or bytes a row accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// So many, and nothing else.
    Exactly(usize),
    /// One of several.
    OneOf(Vec<usize>),
    /// These and some in between.
    Between(usize, usize),
    /// So many, or more.
    AtLeast(usize),
    /// As the data are; only more than so many.
    MoreThan(usize),
    /// As the data are.
    Variable,
    /// A text.
    Text,
    /// Whatever comes.
    Any,
}

impl Count {
    /// A field of a table: `16`, `8|16`, `0..3`, `>=1`, `var`, `var>4096`, `str`, `any`, each with
    /// remarks behind a blank, a comma or a colon.
    fn read(text: &str) -> Self {
        let text = text.split([' ', ',', ':']).next().unwrap_or_default();
        let number = |text: &str| {
            text.parse()
                .unwrap_or_else(|_| panic!("`{text}` is no count"))
        };
        match text {
            "any" | "unchecked" => Self::Any,
            "none" => Self::Exactly(0),
            "required" => Self::Exactly(1),
            "var" => Self::Variable,
            "str" => Self::Text,
            _ => {
                if let Some(least) = text.strip_prefix("var>") {
                    Self::MoreThan(number(least))
                } else if let Some(least) = text.strip_prefix(">=") {
                    Self::AtLeast(number(least))
                } else if let Some((least, most)) = text.split_once("..") {
                    Self::Between(number(least), number(most))
                } else if text.contains('|') {
                    Self::OneOf(text.split('|').map(number).collect())
                } else {
                    Self::Exactly(number(text))
                }
            }
        }
    }

    /// What `IOUserClientMethodDispatch` says of it.
    fn number(&self) -> u32 {
        match self {
            Self::Exactly(count) => u32::try_from(*count).expect("it fits"),
            _ => DONT_CARE,
        }
    }

    /// A count that is accepted.
    pub(crate) fn sample(&self) -> usize {
        match self {
            Self::Exactly(count) | Self::AtLeast(count) | Self::Between(_, count) => *count,
            Self::OneOf(counts) => counts[0],
            Self::MoreThan(_) => 8192,
            Self::Variable | Self::Text => 64,
            Self::Any => 2,
        }
    }

    /// Whether a count is accepted; `None` where the row doesn't tell.
    pub(crate) fn decides(&self, count: usize) -> Option<bool> {
        match self {
            Self::Exactly(only) => Some(count == *only),
            Self::OneOf(counts) => Some(counts.contains(&count)),
            Self::Between(least, most) if count == *least || count == *most => Some(true),
            Self::Between(least, most) if (least..most).contains(&&count) => None,
            Self::Between(..) => Some(false),
            Self::AtLeast(least) => Some(count >= *least),
            Self::MoreThan(bound) if count <= *bound => Some(false),
            Self::MoreThan(_) => [8192, 65_536].contains(&count).then_some(true),
            Self::Variable => [64, 4096, 8192].contains(&count).then_some(true),
            Self::Text => [16, 64].contains(&count).then_some(true),
            Self::Any => Some(true),
        }
    }

    /// As [`decides`](Self::decides), of something that the row does tell.
    pub(crate) fn takes(&self, count: usize) -> bool {
        self.decides(count).expect("the row tells")
    }

    /// Sizes in bytes around its bounds, and around those of a message.
    pub(crate) fn sizes(&self) -> Vec<usize> {
        let bounds = match self {
            Self::Exactly(count) | Self::AtLeast(count) | Self::MoreThan(count) => vec![*count],
            Self::OneOf(counts) => counts.clone(),
            _ => Vec::new(),
        };
        let mut sizes = vec![0, 1, 4, 16, 64, 4095, 4096, 4097, 8192, 65_536];
        for bound in bounds {
            sizes.extend([bound.saturating_sub(1), bound, bound + 1]);
        }
        sizes
    }
}

impl Row {
    fn read(line: &str) -> Self {
        let mut fields: Vec<_> = line.split('\t').collect();
        let note = fields[9];
        if fields[4] == "unchecked" {
            fields[5..9].fill("any");
        } else if fields[4] == "-" {
            // What a kext's table can't say may be known nevertheless.
            fields[4] = match remark(note, "async=") {
                Some("required") => "required",
                Some("true") => "any",
                _ => "none",
            };
        }
        if note.starts_with("text") && fields[6] == "var" {
            fields[6] = "str";
        }
        let entitlement = remark(note, "ent=").map(|of| of.trim_matches('"').to_owned());
        Self {
            case: fields[0].to_owned(),
            target: target(fields[1]),
            entitlement,
            selector: fields[2].parse().expect("a selector"),
            name: fields[3].to_owned(),
            completion: Count::read(fields[4]),
            scalar_in: Count::read(fields[5]),
            struct_in: Count::read(fields[6]),
            scalar_out: Count::read(fields[7]),
            struct_out: Count::read(fields[8]),
        }
    }

    /// The row as the driver's table has it.
    pub(crate) fn numbers(&self) -> published_tests::Row {
        let counts = [
            &self.scalar_in,
            &self.struct_in,
            &self.scalar_out,
            &self.struct_out,
        ];
        let is_async = self.completion != Count::Exactly(0);
        published_tests::Row {
            completion: (self.target == Target::Dext).then(|| self.completion.number()),
            counts: counts.map(Count::number),
            more: (self.target == Target::Kext2022).then(|| (is_async, self.entitlement.clone())),
        }
    }
}

fn target(name: &str) -> Target {
    match name {
        "dext" => Target::Dext,
        "kext" => Target::Kext,
        "kext-2022" => Target::Kext2022,
        _ => panic!("`{name}` is no target"),
    }
}

/// What a note says behind a key.
fn remark<'n>(note: &'n str, key: &str) -> Option<&'n str> {
    let words = note.split([' ', ':']);
    words.filter_map(|word| word.strip_prefix(key)).next()
}

/// The rows of both tables.
pub(crate) fn all() -> Vec<Row> {
    let tables = [
        include_str!("../../../published.tsv"),
        include_str!("../../../odd.tsv"),
    ];
    let lines = tables.iter().flat_map(|table| table.lines().skip(1));
    lines.map(Row::read).collect()
}
