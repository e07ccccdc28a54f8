//! Rust as rustfmt lays it out, so that no formatter has to run.
//!
//! The widths are rustfmt's defaults: lines of 100, arguments and arrays of 60 (`fn_call_width`,
//! `array_width`), the fields of a struct 18 (`struct_lit_width`).

const LINE: usize = 100;
const LIST: usize = 60;
const STRUCT: usize = 18;
/// Elements of an array that are no longer share a line (`short_array_element_width_threshold`).
const SHORT: usize = 10;
/// A chain of calls behind a binding has two columns less.
const CHAIN: usize = LINE - 2;

/// `head(arguments)tail`, which begins `indent` columns in.
pub(crate) fn call(indent: usize, head: &str, arguments: &[&str], tail: &str) -> String {
    list(
        indent,
        &format!("{head}("),
        arguments,
        &format!("){tail}"),
        LIST,
    )
}

/// `binding head(arguments)tail`: on a line of its own below the binding, if only that makes it fit.
pub(crate) fn bound_call(
    indent: usize,
    binding: &str,
    head: &str,
    arguments: &[&str],
    tail: &str,
) -> String {
    let longest = if head.contains('.') { CHAIN } else { LINE };
    let fits = |indent: usize, line: &str| !line.contains('\n') && indent + line.len() <= longest;
    let line = call(indent, &format!("{binding}{head}"), arguments, tail);
    if binding.is_empty() || fits(indent, &line) {
        return line;
    }
    let below = call(indent + 4, head, arguments, tail);
    if !fits(indent + 4, &below) {
        return line;
    }
    format!("{}\n{:2$}{below}", binding.trim_end(), "", indent + 4)
}

/// `name: object.method(arguments)tail`, a field of a struct: the method on a line of its own, if
/// it must.
pub(crate) fn field_of_call(
    indent: usize,
    name: &str,
    (object, method): (&str, &str),
    arguments: &[&str],
    tail: &str,
) -> String {
    let joined = arguments.join(", ");
    if joined.len() > LIST {
        return call(
            indent,
            &format!("{name}: {object}.{method}"),
            arguments,
            tail,
        );
    }
    let call = format!("{method}({joined}){tail}");
    let head = indent + name.len() + object.len() + 2;
    // One column more where nothing stands between the brackets.
    let longest = if joined.is_empty() { LINE } else { CHAIN };
    if head + call.len() < longest {
        return format!("{name}: {object}.{call}");
    }
    let below = format!("\n{:1$}", "", indent + 4);
    if head <= CHAIN {
        return format!("{name}: {object}{below}.{call}");
    }
    format!("{name}:{below}{object}.{call}")
}

/// `pub name: ty,`, the type on a line of its own when it must.
pub(crate) fn field(name: &str, ty: &str) -> String {
    if name.len() + ty.len() + 11 <= LINE {
        return format!("pub {name}: {ty},");
    }
    format!("pub {name}:\n        {ty},")
}

/// `Name(ty),`, a variant of an enum: the type on a line of its own when it must.
pub(crate) fn variant(name: &str, ty: &str) -> String {
    if name.len() + ty.len() + 7 <= LINE {
        return format!("{name}({ty}),");
    }
    format!("{name}(\n        {ty},\n    ),")
}

/// `pub type name = generic<arguments>;`
pub(crate) fn alias(name: &str, generic: &str, arguments: &[&str]) -> String {
    let value = format!("{generic}<{}>", arguments.join(", "));
    if value.len() + 5 <= LINE {
        return assign(0, &format!("pub type {name}"), &value);
    }
    let arguments = arguments.join(",\n    ");
    format!("pub type {name} = {generic}<\n    {arguments},\n>;")
}

/// `Ok(name { fields })`; each field ends with a comma.
pub(crate) fn ok_of_struct(indent: usize, name: &str, fields: &[String]) -> String {
    let joined = fields.join(" ");
    let joined = joined.trim_end_matches(',');
    if joined.len() <= STRUCT && !joined.contains('\n') {
        return format!("Ok({name} {{ {joined} }})");
    }
    let mut text = format!("Ok({name} {{\n");
    for field in fields {
        text.push_str(&format!("{:1$}{field}\n", "", indent + 4));
    }
    text + &format!("{:indent$}}})", "")
}

/// `head[elements]tail`, the elements written for `indent + 4` columns.
pub(crate) fn elements(indent: usize, head: &str, elements: &[String], tail: &str) -> String {
    let elements: Vec<_> = elements.iter().map(String::as_str).collect();
    list(
        indent,
        &format!("{head}["),
        &elements,
        &format!("]{tail}"),
        LIST,
    )
}

/// `head[items];`; items of at most ten letters share lines, as rustfmt has it.
pub(crate) fn short_array(indent: usize, head: &str, items: &[String]) -> String {
    let joined = items.join(", ");
    if joined.len() <= LIST && indent + head.len() + joined.len() + 3 <= LINE {
        return format!("{head}[{joined}];");
    }
    let below = format!("\n{:1$}", "", indent + 4);
    let mut text = format!("{head}[");
    let mut column = LINE;
    for item in items {
        let is_short = items.iter().all(|item| item.len() <= SHORT);
        if is_short && column + item.len() + 2 <= LINE {
            text.push_str(&format!(" {item},"));
            column += item.len() + 2;
        } else {
            text.push_str(&format!("{below}{item},"));
            column = indent + 4 + item.len() + 1;
        }
    }
    text + &format!("\n{:indent$}];", "")
}

/// `let name = [elements];`
pub(crate) fn array(indent: usize, name: &str, elements: &[String]) -> String {
    let elements: Vec<_> = elements.iter().map(String::as_str).collect();
    list(indent, &format!("let {name} = ["), &elements, "];", LIST)
}

/// `head(parameters) -> output {`
pub(crate) fn signature(indent: usize, head: &str, parameters: &[String], output: &str) -> String {
    let parameters: Vec<_> = parameters.iter().map(String::as_str).collect();
    let (open, close) = (format!("{head}("), format!(") -> {output} {{"));
    let text = list(indent, &open, &parameters, &close, LINE);
    let arguments = output
        .strip_prefix("Result<")
        .and_then(|of| of.strip_suffix('>'));
    // rustfmt gives up on a result that is longer by one or two.
    if text.contains('\n')
        && indent + close.len() - 2 > LINE + 2
        && let Some(arguments) = arguments
    {
        let inner = format!("\n{:1$}", "", indent + 4);
        let arguments = arguments.replace(", ", &format!(",{inner}"));
        let head = text.trim_end_matches(close.as_str());
        return format!("{head}) -> Result<{inner}{arguments},\n{:indent$}> {{", "");
    }
    // Below broken parameters, the brace has fewer columns.
    if text.contains('\n') && indent + close.len() > LINE - indent {
        return format!("{}\n{:indent$}{{", text.trim_end_matches(" {"), "");
    }
    text
}

/// `head = value;`, the value on a line of its own when it must.
pub(crate) fn assign(indent: usize, head: &str, value: &str) -> String {
    if indent + head.len() + value.len() + 4 <= LINE {
        return format!("{head} = {value};");
    }
    format!("{head} =\n{:1$}{value};", "", indent + 4)
}

fn list(indent: usize, open: &str, items: &[&str], close: &str, width: usize) -> String {
    let joined = items.join(", ");
    let line = indent + open.len() + joined.len() + close.len();
    if joined.len() <= width && line <= LINE {
        return format!("{open}{joined}{close}");
    }
    let mut text = format!("{open}\n");
    for item in items {
        let item = nested(indent + 4, item);
        text.push_str(&format!("{:1$}{item},\n", "", indent + 4));
    }
    text + &format!("{:indent$}{close}", "")
}

/// An argument on a line of its own, which may be a call that doesn't fit there.
fn nested(indent: usize, item: &str) -> String {
    let fits = indent + item.len() < LINE;
    if let Some((object, method)) = item.split_once(").") {
        return if fits {
            item.to_owned()
        } else {
            format!("{object})\n{:1$}.{method}", "", indent + 4)
        };
    }
    let widest = if item.starts_with('&') {
        LIST - 1
    } else {
        LIST
    };
    let call_of = item
        .split_once('(')
        .and_then(|(head, rest)| Some((head, rest.strip_suffix(')')?)));
    match call_of {
        Some((head, arguments)) if !fits || arguments.len() > widest => {
            let below = format!("\n{:1$}", "", indent + 4);
            let arguments = arguments.replace(", ", &format!(",{below}"));
            format!("{head}({below}{arguments},\n{:indent$})", "")
        }
        _ => item.to_owned(),
    }
}

/// `0`, `0x1f`, `-3`: a number as one writes it in Rust.
pub(crate) fn grouped(value: i128) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = if value < 0 {
        "-".to_owned()
    } else {
        String::new()
    };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}
