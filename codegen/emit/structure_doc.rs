//! What a handler has to know of its structures, as lines of its documentation.

use iigen_parser::interface::{Method, Shape, Structure, Variable};
use iigen_parser::naming;

use crate::cpp::{self, Cpp};

/// The lines, for structures that need a word.
pub(crate) fn lines(method: &Method, cpp: Cpp<'_>) -> Vec<String> {
    let input = method.struct_in.as_ref();
    let input = input.and_then(|of| self::input(of, cpp));
    let output = method.struct_out.as_ref();
    let output = output.and_then(|of| self::output(of, cpp));
    [input, output].into_iter().flatten().flatten().collect()
}

fn input(structure: &Structure, cpp: Cpp<'_>) -> Option<Vec<String>> {
    let name = naming::cpp_argument(&structure.name);
    match &structure.shape {
        Shape::Versions { ty: Some(_), .. } => Some(vec![format!(
            "The client has sent `{}` bytes of `{name}`; the others are zero.",
            cpp::size_name(&structure.name)
        )]),
        Shape::ZeroCopy { .. } => {
            let mut lines = vec![
                format!(
                    "`{name}` is borrowed: retain it to keep it. It's only read, and it may be the"
                ),
                "client's own memory, which the client can change meanwhile.".to_owned(),
            ];
            if cpp.flavour.kext {
                lines.push(format!(
                    "prepare() it before it is read; {}InputMapping maps it.",
                    cpp.interface.class
                ));
            }
            Some(lines)
        }
        _ => {
            let (_, name) = text(structure)?;
            let name = naming::cpp_argument(name);
            Some(vec![format!(
                "`{name}` ends with a NUL, which its length doesn't count."
            )])
        }
    }
}

fn output(structure: &Structure, cpp: Cpp<'_>) -> Option<Vec<String>> {
    let name = naming::cpp_argument(&structure.name);
    match &structure.shape {
        Shape::Versions { ty: Some(_), .. } => Some(vec![format!(
            "The client gets `{}` bytes of `{name}`.",
            cpp::size_name(&structure.name)
        )]),
        Shape::ZeroCopy { .. } => {
            let mut lines = vec![format!(
                "`{name}` is only written, and only until the handler returns: then its memory is"
            )];
            let length = cpp::length_name(&structure.name);
            if cpp.flavour.kext {
                lines.push(format!(
                    "the client's again. prepare() it before, and say in `{length}` how much there is."
                ));
            } else {
                lines.push(format!(
                    "the client's again. Say in `{length}` how much; a client that passes a"
                ));
                lines.push("descriptor isn't told.".to_owned());
            }
            Some(lines)
        }
        _ => {
            let (variable, name) = text(structure)?;
            Some(vec![format!(
                "There is room for a NUL behind the `{}` bytes; `{}` doesn't count it.",
                cpp::capacity_name(name),
                cpp::count_name(variable, name)
            )])
        }
    }
}

/// Text, by itself or behind a header, and its name.
fn text(structure: &Structure) -> Option<(&Variable, &str)> {
    let (variable, name) = match &structure.shape {
        Shape::Variable(variable) => (variable, &structure.name),
        Shape::HeaderTail {
            tail, tail_name, ..
        } => (tail, tail_name),
        _ => return None,
    };
    variable.text.map(|_| (variable, name.as_str()))
}
