//! Methods that are calls.

use iigen_parser::naming::{self, StructureNames};
use iigen_parser::spec::Method;

use super::super::names;
use super::Module;
use super::layout::{attribute, method};
use super::text::Depth::Member;
use super::text::{digest, quoted};

impl Module<'_> {
    pub(super) fn method(&mut self, of: &Method) {
        let mut structures = naming::structures(of);
        let input = of.struct_in.as_ref().and_then(|_| structures.next());
        let output = of.struct_out.as_ref().and_then(|_| structures.next());
        let of = &names::without(of);
        self.out.doc(Member, &of.doc);
        let mut attributes = vec![("selector", vec![self.written.rust(&of.selector)])];
        attributes.extend(self.about(of));
        let results = self.results(of);
        attributes.extend(said("out", results.said));
        let completion = of.completion.as_ref().map(|of| self.completion(of));
        let mut types = results.types;
        if let Some(completion) = completion {
            attributes.extend(said("event", completion.said));
            types.extend(completion.types);
        }
        for (name, arguments) in &attributes {
            self.out
                .line(Member, &attribute(Member as usize, name, arguments));
        }
        let parameters = self.parameters(of, input.as_ref(), output.as_ref());
        let name = of.name.value.clone();
        self.out.line(Member, &method(&name, &parameters, &types));
    }

    /// What stands in front of a method, apart from its results.
    fn about(&self, of: &Method) -> Vec<(&'static str, Vec<String>)> {
        let mut attributes = Vec::new();
        let mut add = |name, arguments: Option<Vec<String>>| {
            attributes.extend(arguments.map(|arguments| (name, arguments)));
        };
        let at_least = [
            of.at_least.out.map(|_| "out".to_owned()),
            of.at_least.struct_out.map(|_| "struct_out".to_owned()),
        ];
        let at_least: Vec<_> = at_least.into_iter().flatten().collect();
        add("unchecked", of.unchecked.map(|_| Vec::new()));
        add("at_least", (!at_least.is_empty()).then_some(at_least));
        add(
            "handler",
            of.handler.as_ref().map(|of| vec![of.value.clone()]),
        );
        add("on", of.on_provider.map(|_| vec!["provider".to_owned()]));
        add(
            "entitlement",
            of.entitlement.as_ref().map(|of| vec![quoted(&of.value)]),
        );
        add(
            "since",
            of.since.as_ref().map(|of| vec![self.written.rust(of)]),
        );
        add(
            "retired",
            of.retired
                .as_ref()
                .map(|of| of.value.iter().map(|reason| quoted(reason)).collect()),
        );
        add(
            "frozen",
            of.frozen
                .as_ref()
                .map(|of| of.value.map(digest).into_iter().collect()),
        );
        attributes
    }

    /// The parameters behind `&self`.
    fn parameters(
        &self,
        of: &Method,
        input: Option<&StructureNames>,
        output: Option<&StructureNames>,
    ) -> Vec<String> {
        let scalars = of.scalars_in.iter().map(|of| self.scalar(of));
        let mut parameters: Vec<_> = scalars.collect();
        if let (Some(structure), Some(names)) = (&of.struct_in, input) {
            parameters.extend(self.structure_in(structure, names));
        }
        if let (Some(structure), Some(names)) = (&of.struct_out, output) {
            parameters.extend(self.structure_out(structure, names));
        }
        parameters
    }
}

/// `#[out(…)]`, unless nothing is said of any value: a value of which nothing is said is `_`, and is
/// left out at the end.
fn said(name: &'static str, mut said: Vec<String>) -> Option<(&'static str, Vec<String>)> {
    while said.last().is_some_and(|last| last == "_") {
        said.pop();
    }
    (!said.is_empty()).then_some((name, said))
}
