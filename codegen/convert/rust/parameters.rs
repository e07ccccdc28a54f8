//! Parameters: scalars by value, the structure by reference.

use iigen_parser::naming::{self, StructureNames};
use iigen_parser::span::Spanned;
use iigen_parser::spec::{Field, Number, Shape, Structure, TypeBody, TypeExpr, Variable};

use super::Module;
use super::layout::{attribute, parameter};
use super::text::{comment, rust};

/// Where a parameter begins.
const PARAMETER: usize = 12;

impl Module<'_> {
    /// A scalar that goes in.
    pub(super) fn scalar(&self, of: &Field) -> String {
        let passing = &of.passing;
        let mut attributes = Vec::new();
        if passing.spread.is_some() {
            attributes.push("#[spread]".to_owned());
        }
        if let Some(default) = &passing.default {
            attributes.push(format!("#[default({})]", self.default(default, &of.ty)));
        }
        let mut ty = self.written.rust_type(&of.ty);
        if let Some(count) = &passing.count {
            let count = match count.value {
                (least, most) if least == most => least.to_string(),
                (least, most) => format!("{least}..={most}"),
            };
            attributes.push(format!("#[count({count})]"));
            ty = format!("&[{ty}]");
        }
        if passing.optional.is_some() {
            ty = format!("Option<{ty}>");
        }
        attributes.extend(self.bounds(PARAMETER, of));
        let name = of.name.value.clone();
        parameter(&comment(&of.doc), &attributes, &name, &ty)
    }

    /// A default: a number or a word as it is, the name of a value with its type.
    fn default(&self, default: &Spanned<String>, ty: &TypeExpr) -> String {
        let text = default.value.as_str();
        if let TypeExpr::Named(owner) = ty
            && let Some(TypeBody::Enum { values, .. } | TypeBody::Flags { bits: values, .. }) =
                self.bodies.get(owner.value.as_str())
            && values.iter().any(|value| value.name.value == text)
        {
            let owner = owner.value.clone();
            return format!("{owner}::{}", naming::rust_value(text));
        }
        self.written
            .default(default)
            .map_or_else(|| text.to_owned(), rust)
    }

    /// The structure that goes in.
    pub(super) fn structure_in(&self, of: &Structure, names: &StructureNames) -> Vec<String> {
        let name = &names.name;
        let plain = |ty: &TypeExpr| parameter(&[], &[], name, &self.reference(ty));
        match &of.shape {
            Shape::Fixed(ty) => vec![plain(ty)],
            Shape::Variable(variable) => vec![self.variable(variable, name, "&", None)],
            Shape::ZeroCopy(bytes) => vec![self.variable(bytes, name, "&", Some("zero_copy"))],
            Shape::Versions {
                ty: Some(ty),
                sizes,
            } => {
                let sizes = self.sizes(sizes);
                vec![parameter(&[], &[sizes], name, &self.reference(ty))]
            }
            Shape::Versions { ty: None, sizes } => {
                vec![parameter(&[], &[self.sizes(sizes)], name, "&[u8]")]
            }
            Shape::HeaderTail { header, tail, .. } => {
                let tail_name = &names.tail;
                vec![plain(header), self.variable(tail, tail_name, "&", None)]
            }
        }
    }

    /// What the driver fills: slices; the others are results.
    pub(super) fn structure_out(&self, of: &Structure, names: &StructureNames) -> Option<String> {
        let name = &names.name;
        let tail_name = &names.tail;
        match &of.shape {
            Shape::Variable(variable) if variable.text.is_none() => {
                Some(self.variable(variable, name, "&mut ", None))
            }
            Shape::ZeroCopy(bytes) => Some(self.variable(bytes, name, "&mut ", Some("zero_copy"))),
            Shape::Versions { ty: None, sizes } => {
                Some(parameter(&[], &[self.sizes(sizes)], name, "&mut [u8]"))
            }
            Shape::HeaderTail { tail, .. } if tail.text.is_none() => {
                Some(self.variable(tail, tail_name, "&mut ", None))
            }
            _ => None,
        }
    }

    fn variable(&self, of: &Variable, name: &str, by: &str, word: Option<&str>) -> String {
        let element = of.element.as_ref().map(|ty| self.written.rust_type(ty));
        let mut attributes = Vec::new();
        attributes.extend(word.map(|word| format!("#[{word}]")));
        if element.as_deref() == Some("u8") {
            attributes.push("#[array]".to_owned());
        }
        attributes.extend(self.limits(of));
        let ty = match (&element, of.text) {
            (None, Some(_)) => format!("{by}str"),
            (None, None) => format!("{by}[u8]"),
            (Some(element), _) => format!("{by}[{element}]"),
        };
        parameter(&[], &attributes, name, &ty)
    }

    /// What is said of the length of something variable, and of its end.
    pub(super) fn limits(&self, of: &Variable) -> Vec<String> {
        let number = |number: &Number| match of.element {
            Some(_) => self.written.rust(number),
            None => self.written.rust_size(number),
        };
        let one = |name: &str, bound: &Option<Number>| {
            bound
                .as_ref()
                .map(|bound| format!("#[{name}({})]", number(bound)))
        };
        let nul = of.text.is_some_and(|text| text.nul);
        let nul = nul.then(|| "#[nul]".to_owned());
        let limits = [one("min", &of.min), one("max", &of.max), nul];
        limits.into_iter().flatten().collect()
    }

    pub(super) fn sizes(&self, sizes: &[Number]) -> String {
        attribute(PARAMETER, "sizes", &self.written.rust_numbers(sizes))
    }

    fn reference(&self, ty: &TypeExpr) -> String {
        format!("&{}", self.written.rust_type(ty))
    }
}
