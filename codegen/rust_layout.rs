//! Rust as rustfmt lays it out, so that no formatter has to run.
//!
//! The widths are rustfmt's defaults: lines of 100, arguments and arrays of 60
//! (`fn_call_width`, `array_width`).

const LINE: usize = 100;
const LIST: usize = 60;

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

/// `let name = [elements];`
pub(crate) fn array(indent: usize, name: &str, elements: &[String]) -> String {
    let elements: Vec<_> = elements.iter().map(String::as_str).collect();
    list(indent, &format!("let {name} = ["), &elements, "];", LIST)
}

/// `head(parameters) -> output {`
pub(crate) fn signature(indent: usize, head: &str, parameters: &[String], output: &str) -> String {
    let parameters: Vec<_> = parameters.iter().map(String::as_str).collect();
    list(
        indent,
        &format!("{head}("),
        &parameters,
        &format!(") -> {output} {{"),
        LINE,
    )
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
        text.push_str(&format!("{:1$}{item},\n", "", indent + 4));
    }
    text + &format!("{:indent$}{close}", "")
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
