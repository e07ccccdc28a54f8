//! Methods and their parameters.

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Spanned};

use super::super::ast::{Attribute, Method, Parameter, ParameterKind, Type};
use super::super::declarations::Declarations;
use super::super::grammar::{self, Pair, Rule};
use super::super::types::{plain_type, text_of};
use super::Reader;
use super::attributes::{METHOD_WORDS, PARAMETER_WORDS};

impl Reader<'_> {
    pub(super) fn method(&mut self, item: Pair<'_>) -> Option<Method> {
        self.refused = false;
        let span = self.span(&item);
        let mut method = Method {
            span,
            name: Spanned::new(String::new(), span),
            result: Spanned::new(Type::named("void"), span),
            is_static: false,
            is_virtual: false,
            is_const: false,
            is_override: false,
            is_pure: false,
            parameters: Vec::new(),
            attributes: Vec::new(),
        };
        for part in item.into_inner() {
            match part.as_rule() {
                Rule::specifier => self.specifier(part, &mut method),
                Rule::return_type => {
                    let span = self.span(&part);
                    if let Some(ty) = part.into_inner().next() {
                        method.result = Spanned::new(plain_type(ty), span);
                    }
                }
                Rule::method_name => method.name = self.spanned(&part),
                Rule::parameters => method.parameters = self.parameters(part),
                Rule::tail => self.tail(part, &mut method),
                Rule::body => {
                    let message = format!("`{}` has a body", method.name.value);
                    self.diagnostics.push(
                        Diagnostic::new(&codes::IIG_MEMBER, self.span(&part), message)
                            .note("declare it here and write its body in a .cpp file"),
                    );
                }
                Rule::missing_semicolon => self.missing(&part),
                _ => {}
            }
        }
        Some(method)
    }

    fn specifier(&mut self, part: Pair<'_>, method: &mut Method) {
        let span = self.span(&part);
        let Some(word) = part.into_inner().next() else {
            return;
        };
        match word.as_str().trim() {
            "static" => method.is_static = true,
            "virtual" => method.is_virtual = true,
            _ if word.as_rule() == Rule::kw_attribute => {
                let written = text_of(&self.text[span.range()]);
                method
                    .attributes
                    .push(Spanned::new(Attribute::Compiler(written), span));
            }
            other => {
                let message = format!("a method of an .iig can't be `{other}`");
                self.diagnostics
                    .push(Diagnostic::new(&codes::IIG_MEMBER, span, message));
            }
        }
    }

    fn tail(&mut self, part: Pair<'_>, method: &mut Method) {
        let span = self.span(&part);
        let mut inner = part.into_inner();
        let Some(word) = inner.next() else { return };
        let argument = inner.find(|part| part.as_rule() == Rule::group);
        match word.as_str().trim() {
            _ if word.as_rule() == Rule::pure => method.is_pure = true,
            "const" => method.is_const = true,
            "override" => method.is_override = true,
            "final" => method.attributes.push(Spanned::new(Attribute::Final, span)),
            _ => {
                let found = self.attribute(span, &word, argument, METHOD_WORDS);
                method.attributes.extend(found);
            }
        }
    }

    /// Reads parameters; `(void)` has none.
    pub(in crate::iig) fn parameters(&mut self, part: Pair<'_>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for parameter in part.into_inner() {
            let Some(inner) = parameter.into_inner().next() else {
                continue;
            };
            if inner.as_rule() == Rule::bad_parameter {
                self.report(
                    &codes::IIG_SYNTAX,
                    &inner,
                    "this parameter is not understood",
                );
            } else {
                parameters.push(self.parameter(inner));
            }
        }
        let nothing = |parameter: &Parameter| {
            let plain = ParameterKind::Plain {
                ty: Type::named("void"),
                bounds: Vec::new(),
            };
            parameter.name.is_none() && parameter.kind == plain
        };
        if parameters.len() == 1 && nothing(&parameters[0]) {
            parameters.clear();
        }
        parameters
    }

    fn parameter(&mut self, inner: Pair<'_>) -> Parameter {
        let rule = inner.as_rule();
        let span = self.span(&inner);
        let mut parameter = Parameter {
            span,
            name: None,
            kind: ParameterKind::Variadic,
            default: None,
            attributes: Vec::new(),
        };
        let mut ty = Type::named("void");
        let mut bounds = Vec::new();
        let mut mark = None;
        let mut after = String::new();
        for part in inner.into_inner() {
            match part.as_rule() {
                Rule::type_text => ty = plain_type(part),
                Rule::parameter_name => parameter.name = Some(self.spanned(&part)),
                Rule::array => bounds.push(self.bound(part)),
                Rule::function_mark => mark = Some(part.as_str().trim().to_owned()),
                Rule::group => after = format!("){}", self.written(&part)),
                Rule::default => {
                    let value = part.into_inner().next();
                    parameter.default = value.map(|value| self.written(&value));
                }
                Rule::leading_attribute | Rule::parameter_attribute => {
                    parameter.attributes.extend(self.parameter_attribute(part));
                }
                _ => {}
            }
        }
        parameter.kind = match (rule, mark) {
            (Rule::variadic, _) => ParameterKind::Variadic,
            (Rule::function_parameter, Some(mark)) => {
                let before = format!("{ty} ({mark}");
                match mark.as_str() {
                    "^" => ParameterKind::Block { before, after },
                    _ => ParameterKind::Function { before, after },
                }
            }
            _ => ParameterKind::Plain { ty, bounds },
        };
        parameter
    }

    pub(super) fn bound(&self, array: Pair<'_>) -> Spanned<String> {
        let span = self.span(&array);
        match array.into_inner().next() {
            Some(bound) => Spanned::new(self.written(&bound), span),
            None => Spanned::new(String::new(), span),
        }
    }

    fn parameter_attribute(&mut self, part: Pair<'_>) -> Option<Spanned<Attribute>> {
        let span = self.span(&part);
        let first = part.into_inner().next()?;
        match first.as_rule() {
            Rule::attribute_use => {
                let mut inner = first.into_inner();
                let word = inner.next()?;
                let argument = inner.next();
                self.attribute(span, &word, argument, PARAMETER_WORDS)
            }
            Rule::leading_word => {
                let written = self.written(&first);
                Some(Spanned::new(Attribute::Compiler(written), span))
            }
            _ => self.attribute(span, &first, None, PARAMETER_WORDS),
        }
    }

    pub(super) fn bad_member(&mut self, part: &Pair<'_>, class: &str) {
        let (code, message): (&'static Code, String) = match part.as_rule() {
            Rule::destructor => (
                &codes::IIG_MEMBER,
                "a class of an .iig has no destructor: override `free()`".into(),
            ),
            Rule::constructor => {
                let name = part
                    .clone()
                    .into_inner()
                    .find(|at| at.as_rule() == Rule::method_name);
                match name {
                    Some(name) if name.as_str() == class => (
                        &codes::IIG_MEMBER,
                        "a class of an .iig has no constructor: override `init()`".into(),
                    ),
                    Some(name) => (
                        &codes::IIG_SYNTAX,
                        format!("`{}` has no return type", name.as_str()),
                    ),
                    None => (&codes::IIG_SYNTAX, "this member is not understood".into()),
                }
            }
            Rule::data | Rule::function_pointer_member => (
                &codes::IIG_MEMBER,
                format!("a class of an .iig has no data: put it into `struct {class}_IVars`"),
            ),
            Rule::template_member => (
                &codes::IIG_TEMPLATE,
                "a class of an .iig has no templates".into(),
            ),
            Rule::operator_member => (
                &codes::IIG_MEMBER,
                "a class of an .iig has no operators".into(),
            ),
            Rule::friend_member => (
                &codes::IIG_MEMBER,
                "a class of an .iig has no friends".into(),
            ),
            Rule::unknown_member => (&codes::IIG_SYNTAX, "this member is not understood".into()),
            _ => return,
        };
        self.report(code, part, message);
    }
}

/// The syntax of parameters that come from a table.
pub(in crate::iig) fn table_parameters(text: &str) -> Vec<Parameter> {
    if text.is_empty() {
        return Vec::new();
    }
    let closed = format!("{text})");
    let mut reader = Reader {
        source: SourceId(u32::MAX),
        text: &closed,
        comments: &[],
        declarations: Declarations::default(),
        classes: Vec::new(),
        diagnostics: Diagnostics::default(),
        refused: false,
    };
    grammar::parameters(&closed).map_or_else(Vec::new, |pair| reader.parameters(pair))
}
