//! Numbers: from 64 bits to a type and back.

use std::fmt::Write as _;

use iigen_parser::interface::{Carrier, Presence, Prim, Scalar, Type};

use super::super::completion::to_word;
use super::super::valid;
use super::Writer;
use super::count::any;
use crate::cpp::{self, Cpp};

impl Writer<'_> {
    pub(super) fn scalar_in(&mut self, scalar: &Scalar, word: u64) {
        self.reads = true;
        match scalar.carrier {
            Carrier::Word | Carrier::Packed => self.word_in(scalar, word),
            Carrier::Fields(_) => self.spread_in(scalar, word),
            Carrier::Elements(length) => {
                let count = length.to_string();
                let present = scalar.presence == Presence::Always;
                let condition = (!present).then(|| format!("scalarCount > {word}"));
                self.words_in(scalar, word, length, &count, condition);
            }
            Carrier::Counted { max, .. } => {
                let count = match word {
                    0 => "scalarCount".to_owned(),
                    _ => format!("scalarCount - {word}"),
                };
                self.words_in(scalar, word, max, &count, None);
                self.passed.push(count);
            }
        }
    }

    fn word_in(&mut self, scalar: &Scalar, word: u64) {
        let name = self.local(&scalar.name);
        let ty = &scalar.ty;
        let declaration = self.cpp.declare(ty, &name);
        let value = match &scalar.presence {
            Presence::Always => String::new(),
            Presence::Default(literal) => {
                format!(" = {}", cpp::default(literal, ty, self.cpp))
            }
            Presence::Optional => format!(" {}", zero(ty)),
        };
        self.line(&format!("{declaration}{value};"));
        let place = format!("arguments->scalarInput[{word}]");
        let mut refused = vec![self.read(ty, &place, &name)];
        refused.extend(self.not_accepted(scalar, &name));
        let present = format!("scalarCount > {word}");
        let condition = (scalar.presence != Presence::Always).then_some(present.as_str());
        self.refuse_if(&any(4, condition, &refused), "kIOReturnBadArgument");
        self.passed.push(match scalar.presence {
            Presence::Optional => format!("{present} ? &{name} : nullptr"),
            _ => name,
        });
    }

    /// Several words, of which there are `count`: the client's own where nothing is to be converted
    /// or checked. With a `condition`, all of them or none.
    fn words_in(
        &mut self,
        scalar: &Scalar,
        word: u64,
        most: u64,
        count: &str,
        condition: Option<String>,
    ) {
        let element = Cpp::innermost(&scalar.ty);
        let name = self.local(&scalar.name);
        let passed = if *element == Type::Prim(Prim::U64) && scalar.range.is_full() {
            match word {
                0 => "arguments->scalarInput".to_owned(),
                _ => format!("arguments->scalarInput + {word}"),
            }
        } else {
            let value = if matches!(scalar.carrier, Carrier::Counted { .. }) || condition.is_some()
            {
                " = {}"
            } else {
                ""
            };
            let ty = self.cpp.name(element);
            self.line(&format!("{ty} {name}[{most}]{value};"));
            let from = match word {
                0 => "index".to_owned(),
                _ => format!("{word} + index"),
            };
            let target = format!("{name}[index]");
            let place = format!("arguments->scalarInput[{from}]");
            let mut refused = vec![self.read(element, &place, &target)];
            refused.extend(self.not_accepted(scalar, &target));
            let refused = any(8, None, &refused);
            let present = condition.as_ref().map(|present| format!("{present} && "));
            let present = present.unwrap_or_default();
            self.line(&format!(
                "for (uint32_t index = 0; {present}index < {count}; index++) {{"
            ));
            self.line(&format!("    if ({refused}) {{"));
            self.line("        return kIOReturnBadArgument;");
            self.line("    }");
            self.line("}");
            name
        };
        self.passed.push(match condition {
            Some(condition) => format!("{condition} ? {passed} : nullptr"),
            None => passed,
        });
    }

    /// What else refuses a value that its type has: `!(percent <= 100u)`.
    fn not_accepted(&mut self, scalar: &Scalar, place: &str) -> Option<String> {
        let element = Cpp::innermost(&scalar.ty);
        match element {
            Type::Prim(prim) if !scalar.range.is_full() => {
                let in_range = valid::in_range(place, &scalar.range, *prim, self.uses);
                Some(if scalar.range.one_of.is_empty() {
                    format!("!({in_range})")
                } else {
                    format!("!{in_range}")
                })
            }
            Type::Named(_) if self.cpp.is_constrained(element) => {
                Some(format!("!IsValid{}({place})", self.cpp.name(element)))
            }
            _ => None,
        }
    }

    /// The condition under which a number is no value of the type; it sets `target`.
    pub(super) fn read(&mut self, ty: &Type, word: &str, target: &str) -> String {
        format!("!{}({word}, &{target})", self.reader(ty))
    }

    /// The function that reads a value of the type.
    pub(super) fn reader(&mut self, ty: &Type) -> &'static str {
        if self.cpp.is_bytes(ty) {
            self.uses.read_bytes = true;
            "ReadBytes"
        } else {
            self.uses.read_scalar = true;
            "ReadScalar"
        }
    }

    pub(super) fn scalar_out(&mut self, scalar: &Scalar, word: u64) {
        if let Carrier::Fields(_) = scalar.carrier {
            self.spread_out(scalar, word);
            return;
        }
        let name = self.local(&scalar.name);
        let element = Cpp::innermost(&scalar.ty);
        let declaration = self.cpp.declare(&scalar.ty, &name);
        if let Type::Array(_, length) = &scalar.ty {
            self.line(&format!("{declaration} = {{}};"));
            let to = if word == 0 {
                "index".to_owned()
            } else {
                format!("{word} + index")
            };
            let value = self.word(element, &format!("{name}[index]"));
            let _ = write!(
                self.after,
                "    for (uint32_t index = 0; index < {length}; index++) {{\n        \
                 arguments->scalarOutput[{to}] = {value};\n    }}\n"
            );
            self.passed.push(name);
        } else {
            self.line(&format!("{declaration} {};", zero(element)));
            let value = self.word(element, &name);
            let _ = writeln!(self.after, "    arguments->scalarOutput[{word}] = {value};");
            self.passed.push(format!("&{name}"));
        }
    }

    pub(super) fn word(&mut self, ty: &Type, value: &str) -> String {
        to_word(ty, value, self.cpp, self.uses)
    }
}

/// A value that a variable of the type may begin with.
fn zero(ty: &Type) -> &'static str {
    match ty {
        Type::Prim(Prim::Bool) => "= false",
        Type::Prim(_) => "= 0",
        _ => "= {}",
    }
}
