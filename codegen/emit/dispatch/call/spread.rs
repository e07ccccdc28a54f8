//! Records whose numbers each travel in a word of their own.

use std::fmt::Write as _;

use iigen_parser::interface::{Body, Field, Presence, Prim, Scalar, Type};

use super::Writer;
use super::count::any;
use crate::cpp::Cpp;

impl Writer<'_> {
    pub(super) fn spread_in(&mut self, scalar: &Scalar, word: u64) {
        let name = self.local(&scalar.name);
        let optional = scalar.presence == Presence::Optional;
        let (fields, packed) = self.fields(scalar);
        let mut refused = Vec::new();
        let mut at = word;
        for field in &fields {
            let element = Cpp::innermost(&field.ty);
            for place in places(field) {
                let record = packed.then(|| self.cpp.name(&scalar.ty));
                refused.push(self.read_field(element, at, (&name, &place), record));
                at += 1;
            }
        }
        if self.cpp.is_constrained(&scalar.ty) {
            refused.push(format!("!IsValid{}({name})", self.cpp.name(&scalar.ty)));
        }
        let declaration = self.cpp.declare(&scalar.ty, &name);
        if optional {
            self.line(&format!("{declaration} = {{}};"));
            let present = format!("scalarCount > {word}");
            let refused = any(4, Some(&present), &refused);
            self.refuse_if(&refused, "kIOReturnBadArgument");
            self.passed.push(format!("{present} ? &{name} : nullptr"));
        } else {
            self.line(&format!("{declaration};"));
            self.refuse_if(&any(4, None, &refused), "kIOReturnBadArgument");
            self.passed.push(name);
        }
    }

    pub(super) fn spread_out(&mut self, scalar: &Scalar, word: u64) {
        let name = self.local(&scalar.name);
        let declaration = self.cpp.declare(&scalar.ty, &name);
        self.line(&format!("{declaration} = {{}};"));
        let (fields, packed) = self.fields(scalar);
        let mut at = word;
        for field in &fields {
            let element = Cpp::innermost(&field.ty);
            for place in places(field) {
                let place = format!("{name}.{place}");
                // There are no references to fields of packed records: a copy.
                let value = match element {
                    Type::Prim(Prim::F32 | Prim::F64) if packed => {
                        self.word(element, &format!("{}({place})", self.cpp.name(element)))
                    }
                    _ => self.word(element, &place),
                };
                let _ = writeln!(self.after, "    arguments->scalarOutput[{at}] = {value};");
                at += 1;
            }
        }
        self.passed.push(format!("&{name}"));
    }

    /// The fields of the record, and whether they may lie at any address.
    fn fields(&self, scalar: &Scalar) -> (Vec<Field>, bool) {
        match &scalar.ty {
            Type::Named(id) => match &self.cpp.interface.type_def(*id).body {
                Body::Record { fields, packed } => (fields.clone(), *packed),
                _ => (Vec::new(), false),
            },
            _ => (Vec::new(), false),
        }
    }

    /// The condition under which a word is no value of a field; of a packed `record`, if there is
    /// one.
    fn read_field(
        &mut self,
        ty: &Type,
        word: u64,
        (variable, place): (&str, &str),
        record: Option<&str>,
    ) -> String {
        let word = format!("arguments->scalarInput[{word}]");
        let Some(record) = record else {
            return self.read(ty, &word, &format!("{variable}.{place}"));
        };
        self.uses.read_unaligned = true;
        let (name, read) = (self.cpp.name(ty), self.reader(ty));
        format!("!ReadUnaligned<{name}, {read}>({word}, &{variable}, offsetof({record}, {place}))")
    }
}

/// The numbers of a field: `vendor`, or `data[0]` and so on.
fn places(field: &Field) -> Vec<String> {
    let name = &field.name;
    match &field.ty {
        Type::Array(_, length) => (0..*length).map(|at| format!("{name}[{at}]")).collect(),
        _ => vec![name.clone()],
    }
}
