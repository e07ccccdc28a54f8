//! Rust as rustfmt lays it out: attributes, and the signatures of methods in a trait.

const LINE: usize = 100;
/// The arguments of an attribute that share a line (`attr_fn_like_width`).
const ATTRIBUTE: usize = 70;
/// Arguments that are no longer share lines (`short_array_element_width_threshold`).
const SHORT: usize = 10;
/// The types of a tuple that share a line (`fn_call_width`).
const TUPLE: usize = 60;
/// How far the methods of a trait in a module are indented.
const METHOD: usize = 8;

/// A list in brackets: on one line if it has at most `width` columns and fits behind `indent`
/// columns; otherwise a line for each item, `last` behind the last of them.
fn list(
    indent: usize,
    open: &str,
    items: &[String],
    close: &str,
    (width, last): (usize, &str),
) -> String {
    let joined = items.join(", ");
    let line = indent + open.len() + joined.len() + close.len();
    if joined.len() <= width && line <= LINE && !joined.contains('\n') {
        return format!("{open}{joined}{close}");
    }
    let inner = format!("\n{:1$}", "", indent + 4);
    let items = items.join(&format!(",{inner}"));
    format!("{open}{inner}{items}{last}\n{:indent$}{close}", "")
}

/// `#[name(arguments)]`, or `#[name]` without any.
pub(super) fn attribute(indent: usize, name: &str, arguments: &[String]) -> String {
    if arguments.is_empty() {
        return format!("#[{name}]");
    }
    inside(indent, &format!("#[{name}("), arguments, ")]")
}

/// `name(arguments)`, an argument of an attribute that is indented so far.
pub(super) fn argument(indent: usize, name: &str, arguments: &[String]) -> String {
    inside(indent, &format!("{name}("), arguments, ")")
}

fn inside(indent: usize, open: &str, arguments: &[String], close: &str) -> String {
    let text = list(indent, open, arguments, close, (ATTRIBUTE, ""));
    let is_short =
        |argument: &String| argument.len() <= SHORT && !argument.contains(['=', '(', '#', '"']);
    if !text.contains('\n') || !arguments.iter().all(is_short) {
        return text;
    }
    // Short ones share lines.
    let mut lines = vec![String::new()];
    for (index, argument) in arguments.iter().enumerate() {
        let comma = if index + 1 < arguments.len() { "," } else { "" };
        let column = indent + 4 + lines.last().map_or(0, String::len);
        match lines.last_mut() {
            Some(line) if column + argument.len() + 2 <= LINE => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(&format!("{argument}{comma}"));
            }
            _ => lines.push(format!("{argument}{comma}")),
        }
    }
    let inner = format!("\n{:1$}", "", indent + 4);
    format!("{open}{inner}{}\n{:indent$}{close}", lines.join(&inner), "")
}

/// `pub name: ty,`, a field of a struct: the type on a line of its own when it must.
pub(super) fn field(name: &str, ty: &str) -> String {
    const FIELD: usize = 8;
    if FIELD + name.len() + ty.len() + 7 <= LINE {
        return format!("pub {name}: {ty},");
    }
    format!("pub {name}:\n{:1$}{ty},", "", FIELD + 4)
}

/// A parameter: what stands in front of it on lines of its own, if it is documentation or more than
/// one attribute.
pub(super) fn parameter(doc: &[String], attributes: &[String], name: &str, ty: &str) -> String {
    let below = format!("\n{:1$}", "", METHOD + 4);
    let mut lines: Vec<&str> = doc.iter().chain(attributes).map(String::as_str).collect();
    let declaration = format!("{name}: {ty}");
    let fits = |attribute: &str| {
        !attribute.contains('\n') && METHOD + 6 + attribute.len() + name.len() <= LINE
    };
    if let ([], [attribute]) = (doc, attributes)
        && fits(attribute)
    {
        return format!("{attribute} {declaration}");
    }
    lines.push(&declaration);
    lines.join(&below)
}

/// `fn name(&self, parameters) -> results;`, a method of the trait.
pub(super) fn method(name: &str, parameters: &[String], results: &[String]) -> String {
    let head = format!("fn {name}(");
    let mut all = vec!["&self".to_owned()];
    all.extend(parameters.iter().cloned());
    let joined = all.join(", ");
    let returned = returned(results);
    let first = returned.lines().next().unwrap_or_default();
    let is_broken = returned.contains('\n');
    // A result that takes several lines begins below the parameters, and counts for nothing.
    let on_line = if is_broken { 0 } else { first.len() };
    let line = METHOD + head.len() + joined.len() + 1 + on_line;
    let is_one_line = !joined.contains('\n') && line < LINE;
    if !is_one_line {
        let list = list(METHOD, &head, &all, ")", (0, ","));
        return format!("{list}{returned};");
    }
    if is_broken || line + 2 > LINE && !returned.is_empty() {
        return format!("{head}{joined})\n{:METHOD$}{};", "", returned.trim_start());
    }
    format!("{head}{joined}){returned};")
}

/// What stands behind the parameters: nothing, ` -> T`, or ` -> (T, U)`.
fn returned(results: &[String]) -> String {
    match results {
        [] => String::new(),
        [only] => format!(" -> {only}"),
        _ => list(METHOD, " -> (", results, ")", (TUPLE, ",")),
    }
}
