//! Constants and types.

use iigen_parser::naming;
use iigen_parser::spec::{Constant, Field, TypeBody, TypeDef, TypeExpr, Value, Variant};

use super::Module;
use super::layout::{attribute, field};
use super::text::Depth::{Item, Member};

impl Module<'_> {
    pub(super) fn constant(&mut self, constant: &Constant) {
        self.out.doc(Item, &constant.doc);
        let name = naming::rust_constant(&constant.name.value);
        let ty = self.written.rust_type(&constant.ty);
        let value = self.written.rust(&constant.value);
        self.out
            .line(Item, &format!("pub const {name}: {ty} = {value};"));
    }

    pub(super) fn type_def(&mut self, def: &TypeDef) {
        self.out.doc(Item, &def.doc);
        let name = def.name.value.clone();
        match &def.body {
            TypeBody::Struct { fields, packed } => {
                self.layout(*packed);
                self.braces(&format!("pub struct {name}"), fields, Self::field);
            }
            TypeBody::Enum { repr, values } => {
                self.repr(repr);
                self.braces(&format!("pub enum {name}"), values, Self::value);
            }
            TypeBody::Flags { repr, bits } => {
                self.out.line(Item, "#[flags]");
                self.repr(repr);
                self.braces(&format!("pub enum {name}"), bits, Self::bit);
            }
            TypeBody::Union {
                tag,
                variants,
                packed,
            } => {
                let tag = self.written.rust_type(tag);
                self.out.line(Item, &format!("#[tag({tag})]"));
                self.layout(*packed);
                self.braces(&format!("pub enum {name}"), variants, Self::variant);
            }
            // Nothing that has been checked has one.
            TypeBody::Broken(_) => {}
        }
    }

    fn layout(&mut self, packed: bool) {
        let repr = if packed { "C, packed" } else { "C" };
        self.out.line(Item, &format!("#[repr({repr})]"));
    }

    fn repr(&mut self, repr: &TypeExpr) {
        let repr = self.written.rust_type(repr);
        self.out.line(Item, &format!("#[repr({repr})]"));
    }

    fn braces<T>(&mut self, head: &str, members: &[T], write: fn(&mut Self, &T)) {
        self.out.line(Item, &format!("{head} {{"));
        for member in members {
            write(self, member);
        }
        self.out.line(Item, "}");
    }

    fn field(&mut self, of: &Field) {
        self.out.doc(Member, &of.doc);
        for attribute in self.bounds(Member as usize, of) {
            self.out.line(Member, &attribute);
        }
        let name = of.name.value.clone();
        let ty = self.written.rust_type(&of.ty);
        self.out.line(Member, &field(&name, &ty));
    }

    fn value(&mut self, value: &Value) {
        self.out.doc(Member, &value.doc);
        let name = naming::rust_value(&value.name.value);
        let number = self.written.rust(&value.number);
        self.out.line(Member, &format!("{name} = {number},"));
    }

    fn bit(&mut self, bit: &Value) {
        self.out.doc(Member, &bit.doc);
        let name = naming::rust_value(&bit.name.value);
        let number = bit.number.value;
        self.out.line(Member, &format!("{name} = 1 << {number},"));
    }

    fn variant(&mut self, variant: &Variant) {
        self.out.doc(Member, &variant.doc);
        let name = naming::rust_value(&variant.name.value);
        let ty = self.written.rust_type(&variant.ty);
        self.out.line(Member, &format!("{name}({ty}),"));
    }

    /// `#[min(1)]`, `#[max(9)]`, `#[one_of(1, 2)]`.
    pub(super) fn bounds(&self, indent: usize, of: &Field) -> Vec<String> {
        let one = |name: &str, number| {
            let number: Option<_> = number;
            number.map(|number| format!("#[{name}({})]", self.written.rust(number)))
        };
        let choices = of.one_of.as_ref().map(|choices| {
            let numbers = self.written.rust_numbers(&choices.numbers);
            attribute(indent, "one_of", &numbers)
        });
        let bounds = [
            one("min", of.min.as_ref()),
            one("max", of.max.as_ref()),
            choices,
        ];
        bounds.into_iter().flatten().collect()
    }
}
