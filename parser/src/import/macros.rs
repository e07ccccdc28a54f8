//! Macros, where sources use them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

use super::layout;
use super::substitute::substituted;
use super::token::{Kind, Token, inside, parts};

/// How deep macros may use each other.
const DEPTH: usize = 32;

/// How many tokens a macro may have with its arguments, and a source's tokens one with another.
pub(super) const LONGEST: usize = 1 << 16;

/// What looks like a macro of the system, and is read as what it is.
const KEPT: &[&str] = &[
    "OSDynamicCast",
    "OSMemberFunctionCast",
    "NS_ENUM",
    "NS_OPTIONS",
    "CF_ENUM",
    "CF_OPTIONS",
];

/// A macro.
#[derive(Clone, Debug)]
pub(super) struct Macro<'a> {
    /// The names of its parameters, if it has a list of them.
    pub(super) parameters: Option<Vec<Cow<'a, str>>>,
    /// What it calls the arguments behind these, if it may have any.
    pub(super) others: Option<Cow<'a, str>>,
    /// What it stands for.
    pub(super) body: Vec<Token<'a>>,
}

impl Macro<'_> {
    fn is_same(&self, other: &Self) -> bool {
        let text = |of: &Self| -> Vec<String> {
            of.body.iter().map(|token| token.text.to_string()).collect()
        };
        self.parameters == other.parameters && text(self) == text(other)
    }

    /// Whether its body makes texts or names of its arguments.
    pub(super) fn pastes(&self) -> bool {
        let mut body = self.body.iter();
        self.parameters.is_some() && body.any(|token| token.is_one_of(&["#", "##"]))
    }
}

/// `#define` or `#undef`.
#[derive(Debug)]
pub(super) struct Change<'a> {
    /// In front of which token of its source it stands.
    pub(super) at: usize,
    /// The macro's name.
    pub(super) name: String,
    /// What it is from there on.
    pub(super) now: Option<Rc<Macro<'a>>>,
}

/// Replaces macros, but for those that stand for one value: these are names, which say more than their numbers.
pub(super) struct Expansion<'a> {
    /// The macros, as they are where it has got to.
    macros: HashMap<String, Rc<Macro<'a>>>,
    /// Those that are something else further on.
    vary: HashSet<String>,
    /// Those whose uses are noted, and these.
    watched: HashSet<String>,
    pub(super) replaced: Vec<(Span, String)>,
    made: Vec<Token<'a>>,
    /// The macros that are being replaced; none is replaced within itself.
    active: Vec<String>,
    /// Whether values are replaced, too.
    values: bool,
    /// How deep arguments lie in arguments.
    depth: usize,
    /// How many tokens were looked at: a macro may stand for none.
    steps: usize,
    /// How many may be.
    longest: usize,
}

impl<'a> Expansion<'a> {
    /// For sources with these changes. Answers also the macros that are the same everywhere.
    pub(super) fn new(
        changes: &[Change<'a>],
        watched: HashSet<String>,
    ) -> (Self, HashMap<String, Macro<'a>>) {
        let mut first: HashMap<&str, &Rc<Macro<'a>>> = HashMap::new();
        let mut vary = HashSet::new();
        for change in changes {
            let Some(now) = &change.now else { continue };
            let before = first.entry(&change.name).or_insert(now);
            if !before.is_same(now) {
                vary.insert(change.name.clone());
            }
        }
        let same = first.iter().filter(|(name, _)| !vary.contains(**name));
        let same = same.map(|(name, of)| {
            let mut of = Macro::clone(of);
            widths(&mut of.body);
            ((*name).to_owned(), of)
        });
        let same = same.collect();
        let expansion = Self {
            macros: HashMap::new(),
            vary,
            watched,
            replaced: Vec::new(),
            made: Vec::new(),
            active: Vec::new(),
            values: false,
            depth: 0,
            steps: 0,
            longest: 0,
        };
        (expansion, same)
    }

    /// The tokens of a source without its macros. `moved` are positions among them, which move with them.
    pub(super) fn source(
        &mut self,
        mut tokens: Vec<Token<'a>>,
        changes: Vec<Change<'a>>,
        moved: &mut [(usize, Option<u32>)],
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Token<'a>> {
        parentheses(&mut tokens);
        self.steps = 0;
        self.longest = LONGEST.saturating_add(tokens.len().saturating_mul(64));
        self.made = Vec::with_capacity(tokens.len());
        let mut changes = changes.into_iter().peekable();
        let mut moved = moved.iter_mut().peekable();
        let mut at = 0;
        while at < tokens.len() {
            while let Some(change) = changes.next_if(|change| change.at <= at) {
                self.change(change);
            }
            while let Some(place) = moved.next_if(|place| place.0 <= at) {
                place.0 = self.made.len();
            }
            at = self.token(&tokens, at, None);
            if self.is_full() {
                let message = format!(
                    "the macros of this source stand for more than {} tokens",
                    self.longest
                );
                let span = tokens[at.min(tokens.len()) - 1].span;
                found.push(Diagnostic::new(&codes::IMPORT_SYNTAX, span, message));
                self.made.clear();
                break;
            }
        }
        changes.for_each(|change| self.change(change));
        moved.for_each(|place| place.0 = self.made.len());
        std::mem::take(&mut self.made)
    }

    fn change(&mut self, change: Change<'a>) {
        match change.now {
            Some(now) => self.macros.insert(change.name, now),
            None => self.macros.remove(&change.name),
        };
    }

    fn is_full(&self) -> bool {
        self.steps >= self.longest
    }

    /// The macro that `token` is, unless that stands for a value.
    fn of(&self, token: &Token<'a>) -> Option<Rc<Macro<'a>>> {
        if !token.is_word() || self.is_full() || self.active.len() + self.depth >= DEPTH {
            return None;
        }
        let name = &*token.text;
        let found = self.macros.get(name)?;
        let is_active = || self.active.iter().any(|of| of == name);
        let is_replaced = self.values
            || found.parameters.is_some()
            || self.vary.contains(name)
            || self.is_more(&found.body);
        (is_replaced && !KEPT.contains(&name) && !is_active()).then(|| Rc::clone(found))
    }

    /// Whether a macro stands for anything but a value.
    fn is_more(&self, body: &[Token<'a>]) -> bool {
        let calls = |token: &Token<'a>| {
            let of = self.macros.get(&*token.text);
            of.is_some_and(|of| of.parameters.is_some())
        };
        let marks = [",", "{", "}", "&", ";", "=", "__attribute__"];
        let has_parts = |token: &Token<'a>| {
            token.is_one_of(&marks)
                || token.is_word() && (layout::target(&token.text).is_some() || calls(token))
        };
        let is_words = |of: &[Token<'a>]| of.iter().all(Token::is_word);
        body.is_empty() || body.iter().any(has_parts) || body.windows(2).any(is_words)
    }

    /// Adds `tokens`; those of a macro's body have the `place` where it is used.
    fn tokens(&mut self, tokens: &[Token<'a>], place: Option<Span>) {
        let mut at = 0;
        while at < tokens.len() && !self.is_full() {
            at = self.token(tokens, at, place);
        }
    }

    /// Adds the token at `at`, or what it stands for. Answers where the next one is.
    fn token(&mut self, tokens: &[Token<'a>], at: usize, place: Option<Span>) -> usize {
        let token = &tokens[at];
        self.steps = self.steps.saturating_add(1);
        let mut next = at + 1;
        let used = self.of(token);
        let list = tokens
            .get(next)
            .filter(|list| list.is("(") && list.width > 0);
        let used = used.filter(|used| used.parameters.is_none() || list.is_some());
        let Some(used) = used else {
            self.made.push(Token {
                is_made: token.is_made || place.is_some(),
                ..token.clone()
            });
            return next;
        };
        let here = place.unwrap_or(token.span);
        if self.watched.contains(&*token.text) {
            self.replaced.push((here, token.text.to_string()));
        }
        let mut body = match (&used.parameters, list) {
            (Some(_), Some(list)) => {
                let arguments = parts(inside(tokens, next));
                next += 1 + list.width;
                substituted(self, &used, &arguments, here)
            }
            _ => placed(&used.body, here),
        };
        self.steps = self.steps.saturating_add(body.len());
        parentheses(&mut body);
        let start = self.made.len();
        self.active.push(token.text.to_string());
        self.tokens(&body, Some(here));
        self.active.pop();
        if used.parameters.is_none() && is_call(&self.made[start..]) {
            // Of what an unknown macro makes, the name says more.
            self.made.truncate(start);
            self.made.push(token.clone());
        }
        next
    }

    /// The argument of a macro without its own macros, and without those that are values if it is made a text or a
    /// name.
    pub(super) fn argument(
        &mut self,
        tokens: &[Token<'a>],
        place: Span,
        is_pasted: bool,
    ) -> Vec<Token<'a>> {
        let mut tokens = tokens.to_vec();
        parentheses(&mut tokens);
        let made = std::mem::take(&mut self.made);
        let values = self.values;
        self.values |= is_pasted;
        self.depth += 1;
        self.tokens(&tokens, Some(place));
        self.depth -= 1;
        self.values = values;
        std::mem::replace(&mut self.made, made)
    }

    /// Whether a name is that of a macro that makes texts or names of its arguments.
    pub(super) fn pastes(&self, name: &Token<'a>) -> bool {
        let of = self.macros.get(&*name.text).filter(|_| name.is_word());
        of.is_some_and(|of| of.pastes())
    }
}

/// Whether `tokens` are one call of a macro that isn't in the sources.
fn is_call(tokens: &[Token<'_>]) -> bool {
    let [name, list @ ..] = tokens else {
        return false;
    };
    let known = [
        "__attribute__",
        "__declspec",
        "alignas",
        "_Alignas",
        "sizeof",
    ];
    let mut depth = 0_usize;
    let mut ends = list.iter().map(|token| {
        match &*token.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    name.is_word()
        && !name.is_one_of(&known)
        && list.first().is_some_and(|open| open.is("("))
        && ends.position(|end| end) == list.len().checked_sub(1)
}

/// The tokens of a body, where its macro is used.
pub(super) fn placed<'a>(body: &[Token<'a>], span: Span) -> Vec<Token<'a>> {
    let placed = |token| Token {
        span,
        is_made: true,
        ..token
    };
    body.iter().cloned().map(placed).collect()
}

/// Pairs parentheses, and no other brackets: these don't keep the arguments of a macro together.
pub(super) fn parentheses(tokens: &mut [Token<'_>]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..tokens.len() {
        tokens[at].width = 0;
        if tokens[at].kind != Kind::Mark {
            continue;
        }
        if tokens[at].text == "(" {
            open.push(at);
        } else if tokens[at].text == ")"
            && let Some(first) = open.pop()
        {
            tokens[first].width = at - first;
        }
    }
}

/// Pairs brackets as far as they have partners.
fn widths(tokens: &mut [Token<'_>]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..tokens.len() {
        tokens[at].width = 0;
        if tokens[at].kind != Kind::Mark {
            continue;
        }
        match &*tokens[at].text {
            "(" | "[" | "{" => open.push(at),
            ")" | "]" | "}" => {
                let own = open
                    .pop()
                    .filter(|&first| closes(&tokens[first].text, &tokens[at].text));
                if let Some(first) = own {
                    tokens[first].width = at - first;
                }
            }
            _ => {}
        }
    }
}

fn closes(open: &str, close: &str) -> bool {
    matches!((open, close), ("(", ")") | ("[", "]") | ("{", "}"))
}
