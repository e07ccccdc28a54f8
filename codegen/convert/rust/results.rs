//! What a method returns: scalars, the structure, and a completion; and what is said of each.

use iigen_parser::spec::{Completion, Event, Field, Method, Shape, Structure, TypeExpr, Variable};

use super::Module;
use super::text::comment;

/// The results of a method, or the values of an event.
#[derive(Default)]
pub(super) struct Results {
    /// Their types.
    pub(super) types: Vec<String>,
    /// What is said of each in `#[out(…)]` or `#[event(…)]`: `_` where that is nothing.
    pub(super) said: Vec<String>,
}

impl Results {
    fn add(&mut self, ty: impl Into<String>, attributes: Vec<String>, name: Option<&str>) {
        let name = name.unwrap_or("_").to_owned();
        let mut said = attributes;
        said.push(name);
        // A line of documentation ends its line.
        let text = said.iter().fold(String::new(), |mut text, part| {
            text.push_str(part);
            text.push_str(if part.starts_with("///") {
                "\n            "
            } else {
                " "
            });
            text
        });
        self.types.push(ty.into());
        self.said.push(text.trim_end().to_owned());
    }
}

impl Module<'_> {
    pub(super) fn results(&self, of: &Method) -> Results {
        let mut results = Results::default();
        self.scalars_out(&of.scalars_out, "result", &mut results);
        if let Some(structure) = &of.struct_out {
            self.structure_result(structure, &mut results);
        }
        results
    }

    /// Scalars, which are called by `otherwise` where nothing is said.
    fn scalars_out(&self, scalars: &[Field], otherwise: &str, results: &mut Results) {
        for (index, of) in scalars.iter().enumerate() {
            let made = match scalars.len() {
                1 => otherwise.to_owned(),
                _ => format!("{otherwise}_{}", index + 1),
            };
            let mut attributes = comment(&of.doc);
            if of.passing.spread.is_some() {
                attributes.push("#[spread]".to_owned());
            } else if !self.is_scalar(&of.ty) {
                attributes.push("#[scalar]".to_owned());
            }
            attributes.extend(self.bounds(12, of));
            let is_made = made == of.name.value;
            let name = (!is_made).then_some(of.name.value.as_str());
            results.add(self.written.rust_type(&of.ty), attributes, name);
        }
    }

    /// What of a structure is returned: all but slices.
    fn structure_result(&self, of: &Structure, results: &mut Results) {
        let name = of.name.as_ref().map(|name| name.value.as_str());
        match &of.shape {
            Shape::Fixed(ty) => self.fixed(ty, name, results),
            Shape::Versions {
                ty: Some(ty),
                sizes,
            } => results.add(self.written.rust_type(ty), vec![self.sizes(sizes)], name),
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            } => {
                self.fixed(header, name, results);
                let name = tail_name.as_ref().map(|name| name.value.as_str());
                self.text(tail, name, results);
            }
            Shape::Variable(variable) => self.text(variable, name, results),
            Shape::ZeroCopy(_) | Shape::Versions { ty: None, .. } => {}
        }
    }

    fn fixed(&self, ty: &TypeExpr, name: Option<&str>, results: &mut Results) {
        let is_scalar = self.is_scalar(ty).then(|| "#[structure]".to_owned());
        let attributes = is_scalar.into_iter().collect();
        results.add(self.written.rust_type(ty), attributes, name);
    }

    fn text(&self, of: &Variable, name: Option<&str>, results: &mut Results) {
        if of.text.is_some() {
            results.add("String", self.limits(of), name);
        }
    }

    /// What comes later; its only type is the completion.
    pub(super) fn completion(&self, of: &Completion) -> Results {
        let mut word = if of.repeats { "Events" } else { "Completion" }.to_owned();
        if self.bodies.contains_key(word.as_str()) {
            word.insert_str(0, "iigen_client::");
        }
        let mut event = Results::default();
        match &of.event {
            Event::Empty => {}
            Event::Type(ty) => event.types.push(self.written.rust_type(ty)),
            Event::Scalars(scalars, _) => self.scalars_out(scalars, "value", &mut event),
        }
        let mut ty = match event.types.as_slice() {
            [] => word,
            [only] => format!("{word}<{only}>"),
            several => format!("{word}<({})>", several.join(", ")),
        };
        if !of.required {
            ty = format!("Option<{ty}>");
        }
        Results {
            types: vec![ty],
            said: event.said,
        }
    }
}
