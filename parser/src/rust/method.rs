//! The methods of the trait that are calls.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{AtLeast, Field, Method, Name, Number};

use super::attributes::Attributes;
use super::parameter::Parameter;
use super::reader::Reader;
use super::signature::Signature;
use super::structure::Part;
use super::tokens::Tokens;

/// The parameters of a method.
#[derive(Default)]
struct Parameters {
    scalars: Vec<Field>,
    input: Vec<Part>,
    output: Vec<Part>,
}

impl Reader<'_> {
    /// A call: a method of the trait that is neither memory nor a callback.
    pub(super) fn method(
        &mut self,
        signature: Signature,
        mut attributes: Attributes,
    ) -> Option<Method> {
        let selector = self.selector(&mut attributes, &signature.name);
        let unchecked = self.bare(&mut attributes, "unchecked");
        let parameters = self.parameters(&signature);
        let outputs = self.outputs(signature.returned, &mut attributes);
        self.refuse(&attributes, "a method", &["selector", "out", "unchecked"]);
        let output = outputs.parts.into_iter().chain(parameters.output).collect();
        Some(Method {
            doc: attributes.doc(),
            unchecked: unchecked.map(|word| word.span),
            scalars_in: parameters.scalars,
            scalars_out: outputs.scalars,
            struct_in: self.structure(parameters.input, "in"),
            struct_out: self.structure(output, "out"),
            entitlement: None,
            since: None,
            on_provider: None,
            completion: None,
            at_least: AtLeast::default(),
            handler: None,
            retired: None,
            frozen: None,
            selector: selector?,
            name: signature.name,
        })
    }

    fn selector(&mut self, attributes: &mut Attributes, name: &Name) -> Option<Number> {
        if !attributes.has_like("selector") {
            let message = format!("`{}` has no selector", name.value);
            self.found.push(
                Diagnostic::new(&codes::MISSING_KEY, name.span, message)
                    .note("write #[selector(4)] in front of it: the number by which it is called"),
            );
        }
        self.number_of(attributes, "selector")
    }

    fn parameters(&mut self, signature: &Signature) -> Parameters {
        let mut parameters = Parameters::default();
        for parameter in self.parameters_of(signature) {
            self.add(parameter, &mut parameters);
        }
        parameters
    }

    /// Adds a parameter to those of its kind, in the order of a call.
    fn add(&mut self, tokens: Tokens, parameters: &mut Parameters) {
        let Some(parameter) = self.parameter(tokens) else {
            return;
        };
        let Parameters {
            scalars,
            input,
            output,
        } = parameters;
        let late = match &parameter {
            Parameter::Scalar(field) if !input.is_empty() || !output.is_empty() => {
                Some(("a number behind a structure", field.name.span))
            }
            Parameter::In(part) if !output.is_empty() => {
                Some(("what goes in behind what comes out", part.span))
            }
            _ => None,
        };
        if let Some((what, span)) = late {
            self.found
                .push(Diagnostic::new(&codes::RUST_SIGNATURE, span, what).note(
                    "the order of a call is: numbers, the structure that goes in, the one that \
                     comes out",
                ));
        }
        match parameter {
            Parameter::Scalar(field) => scalars.push(field),
            Parameter::In(part) => input.push(part),
            Parameter::Out(part) => output.push(part),
        }
    }
}
