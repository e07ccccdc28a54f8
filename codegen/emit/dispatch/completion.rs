//! Completions: an object for each method that answers later, and the words of what it says.

use iigen_parser::interface::{Completion, Event, Method, Prim, Scalar, Type};
use iigen_parser::naming;

use super::Uses;
use crate::cpp::{self, Argument, Cpp};
use iigen_parser::doc;

/// All completions of an interface.
pub(super) struct CompletionsView {
    /// The class that they have in common.
    pub(super) base: String,
    /// Whether one of them answers more than once.
    pub(super) repeats: bool,
    /// One class a method.
    pub(super) all: Vec<CompletionView>,
}

/// The class of a method's completion.
pub(super) struct CompletionView {
    pub(super) doc: String,
    pub(super) name: String,
    /// What its answer is for.
    pub(super) answer_doc: String,
    /// The function that answers: in the class, and by itself.
    pub(super) declaration: String,
    pub(super) definition: String,
    /// Its statements.
    pub(super) body: String,
}

/// The classes, if any method answers later.
pub(super) fn views(cpp: Cpp<'_>, uses: &mut Uses) -> Option<CompletionsView> {
    let methods = cpp.interface.methods.iter();
    let completed: Vec<_> = methods
        .filter_map(|method| Some((method, method.completion.as_ref()?)))
        .collect();
    if completed.is_empty() {
        return None;
    }
    Some(CompletionsView {
        base: naming::cpp_completions(&cpp.interface.class),
        repeats: completed.iter().any(|(_, completion)| completion.repeats),
        all: completed
            .into_iter()
            .map(|(method, completion)| view(method, completion, cpp, uses))
            .collect(),
    })
}

fn view(method: &Method, completion: &Completion, cpp: Cpp<'_>, uses: &mut Uses) -> CompletionView {
    let name = naming::cpp_completion(&cpp.interface.class, &method.name);
    let event = arguments(&completion.event, cpp);
    let status = free("status", "ioStatus", &event);
    let (function, answer_doc, mut parameters) = if completion.repeats {
        let doc = "Sends an event; the client goes on waiting.";
        ("Send", doc, Vec::new())
    } else {
        let doc = "Answers, once.";
        ("Complete", doc, vec![format!("IOReturn {status}")])
    };
    parameters.extend(event.iter().map(ToString::to_string));
    let who = if completion.repeats {
        format!("Who gets the events of `{}`.", method.name)
    } else {
        format!("Who waits for the answer of `{}`.", method.name)
    };
    let answer_doc = format!("{answer_doc} kIOReturnAborted if it doesn't wait any more.");
    CompletionView {
        doc: doc::comment(&[who], 0, "///"),
        answer_doc: doc::comment(&[answer_doc], 4, "///"),
        declaration: cpp::list(4, &format!("kern_return_t {function}"), &parameters, ";"),
        definition: cpp::list(
            0,
            &format!("kern_return_t {name}::{function}"),
            &parameters,
            "",
        ),
        body: body(completion, &status, &event, cpp, uses),
        name,
    }
}

/// What the function that answers is told.
fn arguments(event: &Event, cpp: Cpp<'_>) -> Vec<Argument> {
    match event {
        Event::Empty => Vec::new(),
        Event::Record(ty) => vec![Argument::new(format!("const {} &", cpp.name(ty)), "event")],
        Event::Scalars(scalars) => {
            let mut arguments = Vec::with_capacity(scalars.len());
            for scalar in scalars {
                cpp.scalar_in(scalar, &mut arguments);
            }
            arguments
        }
    }
}

/// A name that no argument has: the first, or one that begins with the second.
fn free(name: &str, other: &str, arguments: &[Argument]) -> String {
    let taken = |name: &str| arguments.iter().any(|argument| argument.name == name);
    if !taken(name) {
        return name.to_owned();
    }
    let mut free = other.to_owned();
    while taken(&free) {
        free.push_str("Value");
    }
    free
}

fn body(
    completion: &Completion,
    status: &str,
    arguments: &[Argument],
    cpp: Cpp<'_>,
    uses: &mut Uses,
) -> String {
    let count = cpp.interface.event_words(&completion.event);
    let words = free("words", "eventWords", arguments);
    let answer = |words: &str| {
        if completion.repeats {
            format!("    return Tell({words}, {count});\n")
        } else {
            format!("    return Finish({status}, {words}, {count});\n")
        }
    };
    match &completion.event {
        Event::Empty => answer("nullptr"),
        Event::Record(_) => format!(
            "    uint64_t words[{count}] = {{}};\n    \
             static_assert(sizeof(event) <= sizeof(words), \"an event fits into its words\");\n    \
             memcpy(words, &event, sizeof(event));\n{}",
            answer("words")
        ),
        Event::Scalars(scalars) => {
            let values: Vec<_> = scalars
                .iter()
                .flat_map(|of| scalar(of, cpp, uses))
                .collect();
            let line = format!("const uint64_t {words}[] = {{ {} }};", values.join(", "));
            let list = if line.len() + 4 <= 100 {
                line
            } else {
                let values = values.join(",\n        ");
                format!("const uint64_t {words}[] = {{\n        {values},\n    }};")
            };
            format!("    {list}\n{}", answer(&words))
        }
    }
}

/// The words of a number or of several.
fn scalar(scalar: &Scalar, cpp: Cpp<'_>, uses: &mut Uses) -> Vec<String> {
    let name = naming::cpp_argument(&scalar.name);
    match &scalar.ty {
        Type::Array(element, length) => (0..*length)
            .map(|index| to_word(element, &format!("{name}[{index}]"), cpp, uses))
            .collect(),
        ty => vec![to_word(ty, &name, cpp, uses)],
    }
}

/// A number as a word, extended by its sign; a float or a small record by its bytes.
pub(super) fn to_word(ty: &Type, value: &str, cpp: Cpp<'_>, uses: &mut Uses) -> String {
    match ty {
        Type::Prim(Prim::U64) => value.to_owned(),
        ty if cpp.is_bytes(ty) => {
            uses.word_of = true;
            format!("WordOf({value})")
        }
        _ => format!("static_cast<uint64_t>({value})"),
    }
}
