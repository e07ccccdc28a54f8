//! Modules with mistakes of any kind: what the macro makes of them is Rust, and the client of what is
//! left.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use proc_macro2::{Group, TokenStream, TokenTree};

use crate::expand;

/// What is in the place of a token.
const PIECES: &[&str] = &[
    "",
    "u8",
    "Record",
    "fn",
    "trait",
    "pub",
    "::",
    "&",
    "-1",
    "1.5",
    "\"text\"",
    "#",
    "= 3",
    ",",
    ";",
    "(u32, u8)",
    "[u8]",
    "{ }",
    "<T>",
    "'a",
    "#[max(3)]",
    "r#type",
    "99999999999999999999",
];

#[test]
fn what_is_made_of_mistakes_is_rust() {
    let mut made = Vec::new();
    for file in files("tests/bad") {
        let (arguments, item) = parts(read(&file));
        made.push(expand(arguments, item).to_string());
    }
    assert!(made.len() >= 8, "the bad specs are in tests/bad");
    is_rust(&made);
}

/// One token at a time is replaced. Where that is still Rust, there is a client all the same, unless
/// the trait, or what names the client, is lost.
#[test]
fn mutated_modules_have_a_client() {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |end: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % end as u64) as usize
    };
    let (mut made, mut clients) = (Vec::new(), 0);
    for file in files("macros/tests/spec") {
        let (arguments, item) = parts(read(&file));
        let count = tokens(&item);
        for _ in 0..24 {
            let (mut at, piece) = (below(count), PIECES[below(PIECES.len())]);
            let mutated = replaced(item.clone(), &mut at, piece);
            // The macro gets no other, but what it gets must not make it panic.
            let is_module = rustfmt([&mutated.to_string()]).is_ok();
            let text = expand(arguments.clone(), mutated).to_string();
            if is_module {
                clients += usize::from(text.contains("iigen_client :: Connection <"));
                made.push(text);
            }
        }
    }
    assert!(made.len() > 20, "{}", made.len());
    assert!(clients * 10 > made.len() * 9, "{clients} of {}", made.len());
    is_rust(&made);
}

fn files(folder: &str) -> Vec<std::path::PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
    let files = entries.map(|entry| entry.expect("it can be read").path());
    let mut files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    files.sort();
    files
}

fn read(file: &Path) -> TokenStream {
    let text = std::fs::read_to_string(file).expect("it can be read");
    text.parse().expect("it is made of tokens")
}

/// The arguments of the attribute, and what it stands at.
fn parts(file: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens: Vec<TokenTree> = file.into_iter().collect();
    let arguments = |token: &TokenTree| match token {
        TokenTree::Group(group) if group.to_string().contains("user_client (") => {
            let last = group.stream().into_iter().last();
            last.and_then(|last| match last {
                TokenTree::Group(group) => Some(group.stream()),
                _ => None,
            })
        }
        _ => None,
    };
    let at = tokens.iter().position(|token| arguments(token).is_some());
    let at = at.expect("there is the attribute");
    let arguments = arguments(&tokens[at]).unwrap_or_default();
    tokens.drain(at - 1..=at);
    (arguments, tokens.into_iter().collect())
}

/// How many tokens there are, those in brackets too.
fn tokens(stream: &TokenStream) -> usize {
    let count = |token: TokenTree| match token {
        TokenTree::Group(group) => 1 + tokens(&group.stream()),
        _ => 1,
    };
    stream.clone().into_iter().map(count).sum()
}

/// The tokens with another in the place of the one that is `at` behind.
fn replaced(stream: TokenStream, at: &mut usize, piece: &str) -> TokenStream {
    let mut made = TokenStream::new();
    for token in stream {
        let is_here = *at == 0;
        *at = at.wrapping_sub(1);
        match token {
            _ if is_here => made.extend(piece.parse::<TokenStream>().expect("it is Rust")),
            TokenTree::Group(group) => {
                let inside = replaced(group.stream(), at, piece);
                made.extend([TokenTree::Group(Group::new(group.delimiter(), inside))]);
            }
            token => made.extend([token]),
        }
    }
    made
}

fn is_rust(made: &[String]) {
    if let Err(text) = rustfmt(made) {
        panic!("{text}");
    }
}

/// Whether the compiler's parser takes all of it, which rustfmt runs.
fn rustfmt<'m>(made: impl IntoIterator<Item = &'m String>) -> Result<(), String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rustfmt runs");
    let mut input = rustfmt.stdin.take().expect("it reads");
    for (index, text) in made.into_iter().enumerate() {
        writeln!(input, "mod made{index} {{\n{text}\n}}").expect("it reads on");
    }
    drop(input);
    let output = rustfmt.wait_with_output().expect("it ends");
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}
