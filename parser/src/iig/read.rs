//! From the grammar's pairs to the syntax tree; reports what has a rule only to be reported.

use std::ops::Range;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::similar::closest;
use crate::span::{SourceId, Span, Spanned};

use super::ast::{Attribute, Class, Method, Parameter, ParameterKind, Type};
use super::declarations::{Declaration, Declarations};
use super::documentation;
use super::grammar::{Pair, Rule};
use super::types::{plain_type, text_of};

/// What the items of a file say.
pub(super) struct Reader<'a> {
    pub(super) source: SourceId,
    /// The file as the user wrote it.
    pub(super) text: &'a str,
    pub(super) comments: &'a [Range<usize>],
    pub(super) declarations: Declarations,
    pub(super) classes: Vec<Class>,
    pub(super) diagnostics: Diagnostics,
    /// A word of the declaration that is read was refused: what follows is noise.
    pub(super) refused: bool,
}

impl Reader<'_> {
    /// Reads the items in order.
    pub(super) fn items(&mut self, items: Vec<Pair<'_>>) {
        for item in items {
            match item.as_rule() {
                Rule::class_definition => self.class(item),
                Rule::class_forward => self.forward(item),
                Rule::class_misspelt => self.misspelt(&item),
                Rule::class_broken => {
                    self.report(
                        &codes::IIG_SYNTAX,
                        &item,
                        "the head of this class is not understood",
                    );
                }
                Rule::alias => self.alias(item),
                Rule::enumeration => self.named(item, Rule::enum_name, Declaration::Enumeration),
                Rule::record => self.named(item, Rule::record_name, Declaration::Record),
                _ => {}
            }
        }
    }

    fn span(&self, pair: &Pair<'_>) -> Span {
        let text = pair.as_str();
        let start = pair.as_span().start();
        Span::new(self.source, start..start + text.trim_end().len())
    }

    fn spanned(&self, pair: &Pair<'_>) -> Spanned<String> {
        Spanned::new(pair.as_str().trim().to_owned(), self.span(pair))
    }

    /// The user's text of a pair, its literals included.
    fn written(&self, pair: &Pair<'_>) -> String {
        text_of(&self.text[self.span(pair).range()])
    }

    fn report(&mut self, code: &'static Code, pair: &Pair<'_>, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(code, self.span(pair), message));
    }

    fn forward(&mut self, item: Pair<'_>) {
        let mut serializable = false;
        for part in item.into_inner() {
            match part.as_rule() {
                Rule::class_attribute => {
                    serializable |= part.as_str().trim().ends_with("SERIALIZABLE");
                }
                Rule::class_name => {
                    self.declarations
                        .add(part.as_str(), Declaration::Class { serializable });
                }
                _ => {}
            }
        }
    }

    fn misspelt(&mut self, item: &Pair<'_>) {
        let mut words = item
            .clone()
            .into_inner()
            .filter(|part| part.as_rule() == Rule::identifier);
        let Some(first) = words.next() else { return };
        let span = self.span(&first);
        let diagnostic = if words.next().is_none() {
            Diagnostic::new(
                &codes::IIG_KEYWORD,
                span,
                "`class` is missing before this name",
            )
            .edit(
                "write it",
                Span {
                    end: span.start,
                    ..span
                },
                "class ",
            )
        } else {
            let message = format!("`{}` is no keyword", first.as_str());
            Diagnostic::new(&codes::IIG_KEYWORD, span, message).edit(
                "a class begins with `class`",
                span,
                "class",
            )
        };
        self.diagnostics.push(diagnostic);
    }

    fn named(&mut self, item: Pair<'_>, rule: Rule, declaration: Declaration) {
        if let Some(name) = item.into_inner().find(|part| part.as_rule() == rule) {
            self.declarations.add(name.as_str(), declaration);
        }
    }

    fn alias(&mut self, item: Pair<'_>) {
        let Some(alias) = item
            .into_inner()
            .find(|part| part.as_rule() != Rule::kw_typedef)
        else {
            return;
        };
        let rule = alias.as_rule();
        let mut name = None;
        let mut ty = None;
        let mut bounds = Vec::new();
        let mut mark = None;
        let mut pointer = false;
        let mut is_enum = false;
        for part in alias.into_inner() {
            match part.as_rule() {
                Rule::alias_name => name = Some(part.as_str().to_owned()),
                Rule::type_text => ty = Some(plain_type(part)),
                Rule::array => bounds.push(self.bound(part).value),
                Rule::function_mark => mark = Some(part.as_str().to_owned()),
                Rule::alias_pointer => pointer = true,
                Rule::kw_enum => is_enum = true,
                _ => {}
            }
        }
        let Some(name) = name else { return };
        let declaration = match (rule, mark.as_deref()) {
            (Rule::alias_function, Some("^")) => Declaration::Block,
            (Rule::alias_function, _) => Declaration::Function,
            (Rule::alias_plain, _) => match ty {
                Some(ty) => Declaration::Alias { ty, bounds },
                None => return,
            },
            _ if is_enum => Declaration::Enumeration,
            _ if pointer || !bounds.is_empty() => return,
            _ => Declaration::Record,
        };
        self.declarations.add(&name, declaration);
    }

    fn class(&mut self, item: Pair<'_>) {
        self.refused = false;
        let span = self.span(&item);
        let documentation = documentation::before(self.text, self.comments, span.range());
        let mut class = Class {
            span,
            source: Span::new(self.source, documentation.source),
            implementation: documentation.implementation,
            name: Spanned::new(String::new(), span),
            attributes: Vec::new(),
            superclass: None,
            nested: Vec::new(),
            methods: Vec::new(),
        };
        for part in item.into_inner() {
            match part.as_rule() {
                Rule::class_name => class.name = self.spanned(&part),
                Rule::class_attribute => class.attributes.extend(self.class_attribute(part)),
                Rule::bases => class.superclass = self.superclass(part),
                Rule::nested => {
                    class.nested.push(self.span(&part));
                    self.items(part.into_inner().collect());
                }
                Rule::method => class.methods.extend(self.method(part)),
                Rule::missing_semicolon => self.missing(&part),
                _ => self.bad_member(&part, &class.name.value),
            }
        }
        self.declarations.add(
            &class.name.value,
            Declaration::Class {
                serializable: false,
            },
        );
        self.classes.push(class);
    }

    fn missing(&mut self, after: &Pair<'_>) {
        // The empty pair stands after the space that follows; the mistake is before it.
        let end = self.text[..after.as_span().start()].len();
        let end = self.before_space(end);
        let span = Span::new(self.source, end.saturating_sub(1)..end);
        let insert = Span::new(self.source, end..end);
        self.diagnostics.push(
            Diagnostic::new(&codes::IIG_SEMICOLON, span, "a `;` is missing after this")
                .edit("write it", insert, ";"),
        );
    }

    /// Where the code before `end` ends, comments and spaces left out.
    fn before_space(&self, end: usize) -> usize {
        let mut end = end;
        loop {
            end = self.text[..end].trim_end().len();
            let last = self.comments.partition_point(|comment| comment.end < end);
            match self.comments.get(last) {
                Some(comment) if comment.end == end && comment.start < end => end = comment.start,
                _ => return end,
            }
        }
    }

    fn superclass(&mut self, bases: Pair<'_>) -> Option<Spanned<String>> {
        let mut bases = bases.into_inner();
        let first = bases.next()?;
        if let Some(second) = bases.next() {
            let message = "a class of an .iig has one superclass";
            self.report(&codes::IIG_INHERITANCE, &second, message);
        }
        let mut name = None;
        let mut access = "private";
        for part in first.clone().into_inner() {
            match part.as_rule() {
                Rule::access => access = part.as_str(),
                Rule::kw_virtual => {
                    let message = "a class of an .iig doesn't derive virtually";
                    self.report(&codes::IIG_INHERITANCE, &part, message);
                }
                Rule::template_arguments => {
                    self.report(
                        &codes::IIG_TEMPLATE,
                        &part,
                        "a template can't be a superclass",
                    );
                }
                Rule::qualified => name = Some(self.spanned(&part)),
                _ => {}
            }
        }
        if access != "public" {
            let message = format!("this derives {access}ly; iig's classes derive publicly");
            self.report(&codes::IIG_INHERITANCE, &first, message);
        }
        name
    }

    fn class_attribute(&mut self, part: Pair<'_>) -> Option<Spanned<Attribute>> {
        let span = self.span(&part);
        let argument = part
            .clone()
            .into_inner()
            .find(|inner| inner.as_rule() == Rule::group);
        let word = part.into_inner().next()?;
        self.attribute(span, &word, argument, CLASS_WORDS)
    }

    /// The attribute `word`, with its argument; `words` are those that may stand there.
    fn attribute(
        &mut self,
        span: Span,
        word: &Pair<'_>,
        argument: Option<Pair<'_>>,
        words: &[&str],
    ) -> Option<Spanned<Attribute>> {
        let text = word.as_str().trim();
        if word.as_rule() == Rule::kw_attribute {
            let written = text_of(&self.text[span.range()]);
            return Some(Spanned::new(Attribute::Compiler(written), span));
        }
        let short = text.strip_prefix("IIG_").unwrap_or(text);
        if !words.contains(&short) {
            if std::mem::replace(&mut self.refused, true) {
                return None;
            }
            let mut diagnostic = Diagnostic::new(
                &codes::IIG_ATTRIBUTE,
                span,
                format!("`{text}` is no attribute"),
            );
            if let Some(near) = closest(short, words.iter().copied()) {
                diagnostic =
                    diagnostic.edit(format!("did you mean `{near}`?"), self.span(word), near);
            } else {
                diagnostic = diagnostic.note(format!("here may stand: {}", words.join(", ")));
            }
            self.diagnostics.push(diagnostic);
            return None;
        }
        let inner = argument.as_ref().map(|group| {
            let group = group.as_str().trim();
            text_of(
                group
                    .get(1..group.len().saturating_sub(1))
                    .unwrap_or_default(),
            )
        });
        let attribute = match (short, inner) {
            ("TYPE", Some(name)) if !name.is_empty() => {
                Attribute::Type(name.replace([' ', '\n'], ""))
            }
            ("QUEUENAME", Some(name)) if !name.is_empty() => Attribute::QueueName(name),
            ("EXTENDS", Some(name)) if !name.is_empty() => Attribute::Extends(name),
            ("TYPE" | "QUEUENAME" | "EXTENDS", _) => {
                let message = format!("`{short}` needs a name in parentheses");
                self.report(&codes::IIG_ATTRIBUTE, word, message);
                return None;
            }
            (_, Some(_)) => {
                self.report(
                    &codes::IIG_ATTRIBUTE,
                    word,
                    format!("`{short}` takes no argument"),
                );
                return None;
            }
            (_, None) => plain_attribute(short)?,
        };
        Some(Spanned::new(attribute, span))
    }

    fn method(&mut self, item: Pair<'_>) -> Option<Method> {
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
    pub(super) fn parameters(&mut self, part: Pair<'_>) -> Vec<Parameter> {
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

    fn bound(&self, array: Pair<'_>) -> Spanned<String> {
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

    fn bad_member(&mut self, part: &Pair<'_>, class: &str) {
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

const CLASS_WORDS: &[&str] = &[
    "KERNEL",
    "NATIVE",
    "LOCAL",
    "LOCALONLY",
    "EXTENDS",
    "SERIALIZABLE",
    "CONCRETE",
];
const METHOD_WORDS: &[&str] = &[
    "KERNEL",
    "LOCAL",
    "LOCALONLY",
    "REMOTE",
    "LOCALHOST",
    "INVOKEREPLY",
    "REPLY",
    "TYPE",
    "QUEUENAME",
    "override",
    "final",
    "const",
];
const PARAMETER_WORDS: &[&str] = &["PORTMAKESEND", "PORTCOPYSEND", "TARGET", "TYPE"];

fn plain_attribute(word: &str) -> Option<Attribute> {
    Some(match word {
        "KERNEL" => Attribute::Kernel,
        "NATIVE" => Attribute::Native,
        "LOCAL" => Attribute::Local,
        "LOCALONLY" => Attribute::LocalOnly,
        "LOCALHOST" => Attribute::LocalHost,
        "REMOTE" => Attribute::Remote,
        "INVOKEREPLY" => Attribute::InvokeReply,
        "REPLY" => Attribute::Reply,
        "PORTMAKESEND" => Attribute::PortMakeSend,
        "PORTCOPYSEND" => Attribute::PortCopySend,
        "TARGET" => Attribute::Target,
        "SERIALIZABLE" => Attribute::Serializable,
        "CONCRETE" => Attribute::Concrete,
        _ => return None,
    })
}

/// The syntax of parameters that come from a table.
pub(super) fn table_parameters(text: &str) -> Vec<Parameter> {
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
    super::grammar::parameters(&closed).map_or_else(Vec::new, |pair| reader.parameters(pair))
}
