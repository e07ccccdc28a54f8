//! The methods of the trait that are calls.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{AtLeast, Field, Method, Name, Number};

use super::attributes::Attributes;
use super::method_attributes::METHOD;
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
        let mut about = self.about(&mut attributes);
        let before = self.found.count();
        let parameters = self.parameters(&signature);
        let outputs = self.outputs(signature.returned, &mut attributes);
        let output = outputs.parts.into_iter().chain(parameters.output).collect();
        let struct_in = self.structure(parameters.input, "in");
        let struct_out = self.structure(output, "out");
        if self.found.count() > before {
            // Something isn't as it was meant: nothing that compares the whole of it can be said.
            (about.frozen, about.handler) = (None, None);
            about.at_least = AtLeast::default();
        }
        self.refuse(&attributes, "a method", METHOD);
        Some(Method {
            doc: attributes.doc(),
            unchecked: about.unchecked,
            scalars_in: parameters.scalars,
            scalars_out: outputs.scalars,
            struct_in,
            struct_out,
            entitlement: about.entitlement,
            since: about.since,
            on_provider: about.on_provider,
            completion: outputs.completion,
            at_least: about.at_least,
            handler: about.handler,
            retired: about.retired,
            frozen: about.frozen,
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
                Some(("a scalar behind a structure", field.name.span))
            }
            Parameter::In(part) if !output.is_empty() => {
                Some(("what goes in behind what comes out", part.span))
            }
            _ => None,
        };
        if let Some((what, span)) = late {
            self.found
                .push(Diagnostic::new(&codes::RUST_SIGNATURE, span, what).note(
                    "the order of a call is: scalars, the structure that goes in, the one that \
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
