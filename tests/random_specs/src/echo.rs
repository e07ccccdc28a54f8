//! The handlers of a driver that gives back what it gets.

use std::fmt::Write as _;

use crate::methods::Method;
use crate::scalars::{Scalar, Way};
use crate::spec::Spec;
use crate::structures::{List, Structure};
use crate::types::Ty;

/// The user's file, from the beginning that iigen has written: its handlers are replaced.
pub fn user_file(beginning: &str, spec: &Spec) -> String {
    let class = spec.class();
    let handlers = beginning.find(&format!("kern_return_t {class}::"));
    let mut text = beginning[..handlers.unwrap_or(beginning.len())].to_owned();
    let include = "#include <string.h>\n\nextern \"C\" void model_entered();\n";
    let at = text.find(&format!("struct {class}_IVars"));
    text.insert_str(at.expect("iigen writes the ivars"), &format!("{include}\n"));
    for method in &spec.methods {
        text.push_str(&handler(method, spec));
    }
    text
}

fn handler(method: &Method, spec: &Spec) -> String {
    let mut echo = Echo {
        spec,
        inputs: Vec::new(),
        outputs: Vec::new(),
        body: String::new(),
    };
    let (class, name) = (spec.class(), method.name.replace("call", "Call"));
    if method.completion.is_some() {
        echo.inputs
            .push(format!("{class}{name}Completion completion"));
    }
    for scalar in &method.scalars {
        echo.scalar(scalar);
    }
    // Structures stand behind the scalars of their direction.
    match &method.structure {
        Structure::None => {}
        Structure::Fixed(ty) => echo.fixed(ty),
        Structure::Variable(list) => echo.list("whole", list),
        Structure::HeaderTail(header, list) => {
            echo.fixed(header);
            echo.list("rest", list);
        }
        Structure::Text(_) => echo.elements("whole", "char", "Length", 1),
    }
    if method.completion.is_some() {
        // Nobody hears it where there is none.
        echo.body
            .push_str("    completion.Complete(kIOReturnSuccess, whole);\n");
    }
    let arguments = [echo.inputs, echo.outputs].concat().join(", ");
    format!(
        "\nkern_return_t {class}::{name}({arguments})\n{{\n    model_entered();\n{}    \
         return kIOReturnSuccess;\n}}\n",
        echo.body
    )
}

struct Echo<'s> {
    spec: &'s Spec,
    inputs: Vec<String>,
    outputs: Vec<String>,
    body: String,
}

impl Echo<'_> {
    fn scalar(&mut self, scalar: &Scalar) {
        let (name, ty) = (&scalar.field.name, &scalar.field.ty);
        let cpp = self.spec.types.cpp(ty);
        self.outputs.push(format!("{cpp} * {name}Back"));
        let by_value = self.spec.types.by_value(ty);
        let (input, echo) = match scalar.way {
            Way::Array(words) => (
                format!("const {cpp} * {name}"),
                format!("memcpy({name}Back, {name}, {words} * sizeof(*{name}));"),
            ),
            Way::Count(..) => (
                format!("const {cpp} * {name}, size_t {name}Count"),
                format!(
                    "if ({name}Count > 0) {{\n        \
                     memcpy({name}Back, {name}, {name}Count * sizeof(*{name}));\n    }}"
                ),
            ),
            Way::Optional | Way::Spread { optional: true } => (
                format!("const {cpp} * {name}"),
                format!("if ({name} != nullptr) {{\n        *{name}Back = *{name};\n    }}"),
            ),
            Way::One | Way::Default(_) if by_value => {
                (format!("{cpp} {name}"), format!("*{name}Back = {name};"))
            }
            Way::One | Way::Default(_) | Way::Spread { .. } => (
                format!("const {cpp} & {name}"),
                format!("*{name}Back = {name};"),
            ),
        };
        self.inputs.push(input);
        let _ = writeln!(self.body, "    {echo}");
    }

    fn fixed(&mut self, ty: &Ty) {
        let types = &self.spec.types;
        let cpp = types.cpp(ty);
        self.outputs.push(format!("{cpp} * wholeBack"));
        self.inputs.push(match ty {
            Ty::Array(..) => format!("const {cpp} * whole"),
            _ if types.by_value(ty) => format!("{cpp} whole"),
            _ => format!("const {cpp} & whole"),
        });
        let _ = match ty {
            Ty::Array(..) => {
                let size = types.size(ty);
                writeln!(self.body, "    memcpy(wholeBack, whole, {size});")
            }
            _ => writeln!(self.body, "    *wholeBack = whole;"),
        };
    }

    fn list(&mut self, name: &str, list: &List) {
        let types = &self.spec.types;
        let element = list.element.as_ref().map_or("uint8_t", |ty| types.cpp(ty));
        let count = match list.count_word() {
            "count" => "Count",
            _ => "Length",
        };
        let step = list.step(types);
        self.elements(name, element, count, step);
    }

    fn elements(&mut self, name: &str, cpp: &str, count: &str, step: usize) {
        self.inputs
            .push(format!("const {cpp} * {name}, size_t {name}{count}"));
        self.outputs.push(format!(
            "{cpp} * {name}Back, size_t {name}BackCapacity, size_t * {name}Back{count}"
        ));
        let _ = write!(
            self.body,
            "    if ({name}{count} > {name}BackCapacity) {{\n        return kIOReturnNoSpace;\n    \
             }}\n    if ({name}{count} > 0) {{\n        \
             memcpy({name}Back, {name}, {name}{count} * {step});\n    }}\n    \
             *{name}Back{count} = {name}{count};\n"
        );
    }
}
