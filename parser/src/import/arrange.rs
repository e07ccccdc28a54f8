//! How C lays a struct or a union out on Apple's 64-bit systems.
//!
//! Bit fields follow the Itanium C++ ABI (2.4 II.1), as clang does for both processors.

use crate::span::Span;

use super::fields::Obstacle;

/// The largest type that a spec may have (docs/language.md).
const LARGEST: u64 = 16 << 20;

/// A struct of a source.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Its fields, with what lies between them.
    pub(super) fields: Vec<RecordField>,
    /// Its size.
    pub(super) size: u64,
    /// Its alignment.
    pub(super) align: u64,
    /// Whether its fields lie closer than C's rules would put them.
    pub(super) packed: bool,
    /// What its fields don't say.
    pub(super) notes: Vec<String>,
    /// Where it is.
    pub(super) span: Span,
}

/// A field, or what lies between two.
#[derive(Clone, Debug)]
pub(super) struct RecordField {
    /// Its name; none for what the compiler puts between fields.
    pub(super) name: Option<String>,
    /// Its type.
    pub(super) ty: Element,
    /// Where it is.
    pub(super) span: Span,
}

/// A type: a primitive or a record by its name, perhaps an array of it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// The name.
    pub(super) name: String,
    /// The lengths, the outermost first.
    pub(super) lengths: Vec<u64>,
    /// The size of all.
    pub(super) size: u64,
    /// The alignment.
    pub(super) align: u64,
}

impl Element {
    /// So many bytes.
    pub(super) fn bytes(size: u64, align: u64) -> Self {
        let name = "u8".to_owned();
        let lengths = vec![size];
        Self {
            name,
            lengths,
            size,
            align,
        }
    }

    /// An unsigned number of so many bytes.
    pub(super) fn unsigned(size: u64) -> Self {
        Self {
            name: format!("u{}", size * 8),
            lengths: Vec::new(),
            size,
            align: size,
        }
    }

    /// An array of it.
    pub(super) fn array(mut self, lengths: &[u64]) -> Option<Self> {
        let size = lengths
            .iter()
            .try_fold(self.size, |size, length| size.checked_mul(*length));
        self.size = size.filter(|size| *size <= LARGEST)?;
        self.lengths.splice(0..0, lengths.iter().copied());
        Some(self)
    }
}

/// Bit fields, one behind the other.
struct Bits {
    /// The byte in which they begin.
    start: u64,
    /// Where the next one begins, in bits from the start of the struct.
    next: u64,
    /// The size of the type of the last one.
    unit: u64,
    /// Their names, with how many bits each has.
    names: Vec<(String, u64)>,
    span: Span,
}

/// Lays fields out one behind the other.
pub(super) struct Arranger {
    pub(super) record: Record,
    /// Whether the struct is packed.
    packed: bool,
    /// The largest alignment that `#pragma pack` leaves its fields.
    pragma: Option<u64>,
    bits: Option<Bits>,
}

impl Arranger {
    pub(super) fn new(packed: bool, pragma: Option<u64>, span: Span) -> Self {
        let record = Record {
            fields: Vec::new(),
            size: 0,
            align: 1,
            packed: false,
            notes: Vec::new(),
            span,
        };
        Self {
            record,
            packed,
            pragma,
            bits: None,
        }
    }

    /// Adds a field with this alignment.
    pub(super) fn field(
        &mut self,
        name: Option<&str>,
        ty: Element,
        align: u64,
        span: Span,
    ) -> Result<(), Obstacle> {
        self.flush(align)?;
        self.record.packed |= align < ty.align;
        self.pad_to(align, span)?;
        self.record.align = self.record.align.max(align);
        self.grow(ty.size, span)?;
        self.record.fields.push(RecordField {
            name: name.map(str::to_owned),
            ty,
            span,
        });
        Ok(())
    }

    /// Adds the fields of a struct or a union without a name.
    pub(super) fn nested(&mut self, nested: Record, align: u64) -> Result<(), Obstacle> {
        self.flush(align)?;
        self.record.packed |= nested.packed || align < nested.align;
        self.pad_to(align, nested.span)?;
        self.record.align = self.record.align.max(align);
        self.grow(nested.size, nested.span)?;
        self.record.fields.extend(nested.fields);
        self.record.notes.extend(nested.notes);
        Ok(())
    }

    /// Adds a bit field; one of no bits ends the unit of the others.
    pub(super) fn bits(
        &mut self,
        name: Option<&str>,
        unit: u64,
        width: u64,
        span: Span,
    ) -> Result<(), Obstacle> {
        if width > unit * 8 {
            return Err(Obstacle::new("a bit field is wider than its type", span));
        }
        let start = self.record.size;
        let bits = self.bits.get_or_insert(Bits {
            start,
            next: start * 8,
            unit,
            names: Vec::new(),
            span,
        });
        let size = unit * 8;
        // Any `#pragma pack` lets bit fields cross the bounds of their types.
        let is_close = self.packed || self.pragma.is_some();
        let crosses = width > 0 && bits.next / size != (bits.next + width - 1) / size;
        if width == 0 || crosses && !is_close {
            bits.next = bits.next.next_multiple_of(size);
        }
        bits.next += width;
        bits.unit = unit;
        if let Some(name) = name {
            bits.names.push((name.to_owned(), width));
            // `#pragma pack` says more here than the attribute `packed` does.
            let align = match self.pragma {
                Some(pragma) => unit.min(pragma),
                None if self.packed => 1,
                None => unit,
            };
            self.record.align = self.record.align.max(align);
        }
        Ok(())
    }

    /// The alignment of a field: its own in a struct that isn't packed, at least what an attribute says, and at
    /// most what `#pragma pack` does.
    pub(super) fn aligned(&self, natural: u64, least: u64) -> u64 {
        let align = if self.packed { 1 } else { natural };
        let align = align.max(least);
        align.min(self.pragma.unwrap_or(align))
    }

    /// The struct, with at least this alignment.
    pub(super) fn finish(mut self, align: u64) -> Result<Record, Obstacle> {
        self.record.align = self.record.align.max(align);
        self.flush(self.record.align)?;
        self.pad_to(self.record.align, self.record.span)?;
        if self.record.size == 0 {
            return Err(Obstacle::new("it has no fields", self.record.span));
        }
        Ok(self.record)
    }

    /// Makes bit fields one field, in front of what has this alignment.
    fn flush(&mut self, align: u64) -> Result<(), Obstacle> {
        let Some(bits) = self.bits.take() else {
            return Ok(());
        };
        let Bits {
            start,
            next,
            unit,
            names,
            span,
        } = bits;
        let mut end = next.div_ceil(8);
        // What is left of the last unit is theirs, if it is nobody else's.
        let whole = start + unit;
        if start % unit == 0 && end <= whole && end.next_multiple_of(align) >= whole {
            end = whole;
        }
        let length = end - start;
        if length == 0 {
            return Ok(());
        }
        let most = self.record.align.min(8);
        let is_number = length.is_power_of_two() && length <= most && start % length == 0;
        let fits = !self.packed && self.pragma.is_none_or(|pragma| pragma >= length);
        let ty = if is_number && fits && !names.is_empty() {
            Element::unsigned(length)
        } else {
            Element::bytes(length, 1)
        };
        let name = match names.as_slice() {
            [] => None,
            [(name, _)] => Some(name.clone()),
            _ => Some("bits".to_owned()),
        };
        if let Some(name) = &name {
            let each = names
                .iter()
                .map(|(name, width)| format!("{name}: {width}"))
                .collect::<Vec<_>>()
                .join(", ");
            let note = format!("`{name}` holds bit fields, from the lowest bit on: {each}.");
            self.record.notes.push(note);
        }
        self.grow(length, span)?;
        self.record.fields.push(RecordField { name, ty, span });
        Ok(())
    }

    fn pad_to(&mut self, align: u64, span: Span) -> Result<(), Obstacle> {
        let missing = self.record.size.next_multiple_of(align) - self.record.size;
        if missing > 0 {
            self.grow(missing, span)?;
            self.record.fields.push(RecordField {
                name: None,
                ty: Element::bytes(missing, 1),
                span,
            });
        }
        Ok(())
    }

    fn grow(&mut self, more: u64, span: Span) -> Result<(), Obstacle> {
        let size = self.record.size.checked_add(more);
        let size = size.filter(|size| *size <= LARGEST);
        self.record.size = size.ok_or_else(|| Obstacle::new("it is larger than 16 MiB", span))?;
        Ok(())
    }
}
