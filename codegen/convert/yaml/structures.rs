//! Structures of methods.

use iigen_parser::spec::{Number, Shape, Structure, Variable};
use serde_yaml::Value;

use super::value::{Map, Values, name};

impl Values<'_> {
    pub(super) fn structure(&self, structure: &Structure) -> Value {
        let map = Map::default().maybe("name", structure.name.as_ref().map(name));
        let map = match &structure.shape {
            Shape::Fixed(ty) => map.with("type", self.ty(ty)),
            Shape::Variable(variable) => self.variable(map, variable),
            Shape::ZeroCopy(bytes) => self.variable(map, bytes).with("zero_copy", true),
            Shape::Versions {
                ty: Some(ty),
                sizes,
            } => map
                .with("type", self.ty(ty))
                .with("sizes", self.sizes(sizes)),
            Shape::Versions { ty: None, sizes } => {
                let bytes = Map::default().with("sizes", self.sizes(sizes));
                map.with("bytes", bytes.value())
            }
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            } => {
                let inner = Map::default().maybe("name", tail_name.as_ref().map(name));
                map.with("header", self.ty(header))
                    .with("tail", self.variable(inner, tail).value())
            }
        };
        // `access` says what is true anyway.
        map.short("type")
    }

    fn variable(&self, map: Map, variable: &Variable) -> Map {
        match (&variable.element, variable.text) {
            (Some(element), _) => {
                self.bounds(map.with("array", self.ty(element)), variable, Self::number)
            }
            (None, None) => {
                let bytes = self.bounds(Map::default(), variable, Self::size);
                map.with("bytes", bytes.value())
            }
            (None, Some(text)) => {
                let string = self.bounds(Map::default(), variable, Self::size);
                map.with("string", string.flag("nul", text.nul).value())
            }
        }
    }

    fn bounds(&self, map: Map, of: &Variable, write: fn(&Self, &Number) -> Value) -> Map {
        let bound = |number: &Option<Number>| number.as_ref().map(|number| write(self, number));
        map.maybe("min", bound(&of.min))
            .maybe("max", bound(&of.max))
    }

    fn sizes(&self, sizes: &[Number]) -> Value {
        Value::Sequence(sizes.iter().map(|size| self.number(size)).collect())
    }
}
