//! A row of tokens that is read from its front.

use std::collections::VecDeque;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// Tokens that are still to be read, and where they end.
///
/// What a `macro_rules!` macro has put into its output stands in invisible brackets. Around a single
/// token they mean nothing and are taken off; around several they bind like parentheses.
#[derive(Clone)]
pub(super) struct Tokens {
    queue: VecDeque<TokenTree>,
    end: Span,
}

impl Tokens {
    /// The tokens of `stream`, which end at `end`.
    pub(super) fn new(stream: TokenStream, end: Span) -> Self {
        let queue = stream.into_iter().map(visible).collect();
        Self { queue, end }
    }

    /// No tokens.
    pub(super) fn nothing() -> Self {
        Self::new(TokenStream::new(), Span::call_site())
    }

    /// The tokens between the brackets of a group.
    pub(super) fn inside(group: &Group) -> Self {
        Self::new(group.stream(), group.span_close())
    }

    /// The next token.
    pub(super) fn peek(&self) -> Option<&TokenTree> {
        self.queue.front()
    }

    /// The token `index` places ahead.
    pub(super) fn peek_at(&self, index: usize) -> Option<&TokenTree> {
        self.queue.get(index)
    }

    /// The name that is the only token.
    pub(super) fn only_ident(&self) -> Option<&Ident> {
        match self.peek() {
            Some(TokenTree::Ident(ident)) if self.queue.len() == 1 => Some(ident),
            _ => None,
        }
    }

    /// The last token.
    pub(super) fn last(&self) -> Option<&TokenTree> {
        self.queue.back()
    }

    /// No tokens, where these end.
    pub(super) fn at_end(&self) -> Self {
        Self {
            queue: VecDeque::new(),
            end: self.end,
        }
    }

    /// All words among the tokens, in groups too.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut waiting: Vec<TokenTree> = self.queue.iter().cloned().collect();
        while let Some(token) = waiting.pop() {
            match token {
                TokenTree::Ident(ident) => words.push(ident.to_string()),
                TokenTree::Group(group) => waiting.extend(group.stream()),
                _ => {}
            }
        }
        words
    }

    /// Adds tokens behind these.
    pub(super) fn extend(&mut self, more: Self) {
        self.queue.extend(more.queue);
        self.end = more.end;
    }

    /// All tokens.
    pub(super) fn into_stream(self) -> TokenStream {
        self.queue.into_iter().collect()
    }

    /// Takes the next token.
    pub(super) fn next(&mut self) -> Option<TokenTree> {
        self.queue.pop_front()
    }

    /// Whether all are read.
    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Where the next token stands, or where the row ends.
    pub(super) fn span(&self) -> Span {
        self.peek().map_or(self.end, first_span)
    }

    /// Where the last token stands.
    pub(super) fn last_span(&self) -> Span {
        self.queue.back().map_or(self.end, last_span)
    }

    /// Whether the next token is this character, and the one behind it is that one, when it is given.
    pub(super) fn at(&self, first: char, second: Option<char>) -> bool {
        self.is_punct(0, first) && second.is_none_or(|second| self.is_punct(1, second))
    }

    /// Whether the token `index` places ahead is this character.
    pub(super) fn is_punct(&self, index: usize, character: char) -> bool {
        matches!(self.queue.get(index), Some(TokenTree::Punct(punct)) if punct.as_char() == character)
    }

    /// Takes a character, when it is the next token.
    pub(super) fn punct(&mut self, character: char) -> Option<Span> {
        self.is_punct(0, character)
            .then(|| self.next().map(|token| token.span()))?
    }

    /// Takes two characters, when they come next.
    pub(super) fn puncts(&mut self, first: char, second: char) -> Option<Span> {
        if !self.at(first, Some(second)) {
            return None;
        }
        let span = self.punct(first);
        self.next();
        span
    }

    /// Whether an outer attribute is next.
    pub(super) fn is_attribute(&self) -> bool {
        let is_bracket = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
        self.at('#', None) && self.peek_at(1).is_some_and(is_bracket)
    }

    /// Whether the token `index` places ahead is this word.
    pub(super) fn is_word(&self, index: usize, word: &str) -> bool {
        matches!(self.queue.get(index), Some(TokenTree::Ident(ident)) if ident == word)
    }

    /// Takes a word, when it is the next token.
    pub(super) fn word(&mut self, word: &str) -> Option<Span> {
        self.is_word(0, word)
            .then(|| self.next().map(|token| token.span()))?
    }

    /// Takes a name, when one is next.
    pub(super) fn ident(&mut self) -> Option<Ident> {
        match self.peek() {
            Some(TokenTree::Ident(ident)) => {
                let ident = ident.clone();
                self.next();
                Some(ident)
            }
            _ => None,
        }
    }

    /// Takes a group in these brackets, when one is next.
    pub(super) fn group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                let group = group.clone();
                self.next();
                Some(group)
            }
            _ => None,
        }
    }

    /// Takes a slice, when one is next: the tokens between its brackets.
    pub(super) fn slice(&mut self) -> Option<Tokens> {
        let TokenTree::Group(group) = self.peek()? else {
            return None;
        };
        let is_array = |group: &Group| group.stream().into_iter().any(|of| is_punct(&of, ';'));
        if group.delimiter() != Delimiter::Bracket || is_array(group) {
            return None;
        }
        self.group(Delimiter::Bracket)
            .map(|group| Self::inside(&group))
    }

    /// Takes what stands in angle brackets, when they are next.
    pub(super) fn angles(&mut self) -> Option<Tokens> {
        self.punct('<')?;
        let mut angles = Angles::default();
        let mut inside = self.until(|token| !angles.hold(token));
        inside.end = self.punct('>').unwrap_or(self.end);
        Some(inside)
    }

    /// Takes the brackets off a group that has invisible ones.
    pub(super) fn open_invisible(&mut self) {
        while let Some(group) = self.group(Delimiter::None) {
            for token in Self::inside(&group).queue.into_iter().rev() {
                self.queue.push_front(token);
            }
        }
    }

    /// Takes all tokens in front of the first for which `stop` holds, and all if it holds for none.
    pub(super) fn until(&mut self, stop: impl FnMut(&TokenTree) -> bool) -> Tokens {
        let length = self.queue.iter().position(stop);
        let queue = self
            .queue
            .drain(..length.unwrap_or(self.queue.len()))
            .collect();
        let end = self.span();
        Tokens { queue, end }
    }

    /// Takes this many tokens, or all.
    pub(super) fn take(&mut self, count: usize) -> Tokens {
        let queue = self.queue.drain(..count.min(self.queue.len())).collect();
        let end = self.span();
        Tokens { queue, end }
    }

    /// Takes all tokens up to the first for which `stop` holds, and that one too.
    pub(super) fn through(&mut self, stop: impl Fn(&TokenTree) -> bool) -> Tokens {
        let last = self.queue.iter().position(stop);
        self.take(last.map_or(self.queue.len(), |last| last + 1))
    }

    /// The parts between the commas.
    pub(super) fn split(self) -> Vec<Tokens> {
        self.split_at(|token| is_punct(token, ','))
    }

    /// The parts between the commas that stand in no angle brackets.
    pub(super) fn split_types(self) -> Vec<Tokens> {
        let mut angles = Angles::default();
        self.split_at(|token| {
            let outside = angles.depth == 0;
            angles.hold(token);
            outside && is_punct(token, ',')
        })
    }

    fn split_at(mut self, mut is_comma: impl FnMut(&TokenTree) -> bool) -> Vec<Tokens> {
        let mut parts = Vec::new();
        while !self.is_empty() {
            let mut part = self.until(&mut is_comma);
            part.end = self.next().map_or(self.end, |comma| comma.span());
            parts.push(part);
        }
        parts
    }

    /// What comes next, for a message.
    pub(super) fn describe(&self) -> String {
        match self.peek() {
            None => "nothing".to_owned(),
            Some(TokenTree::Group(group)) => match group.delimiter() {
                Delimiter::Parenthesis => "`(`".to_owned(),
                Delimiter::Brace => "`{`".to_owned(),
                Delimiter::Bracket => "`[`".to_owned(),
                Delimiter::None => "what a macro has put here".to_owned(),
            },
            Some(token) => format!("`{}`", shown(&token.to_string())),
        }
    }
}

/// Angle brackets, which are no group: how many are open.
#[derive(Default)]
struct Angles {
    depth: usize,
    /// The `>` of `->` and `=>` closes nothing.
    in_arrow: bool,
}

impl Angles {
    /// Goes behind a token; whether it isn't the one that closes what was open at the beginning.
    fn hold(&mut self, token: &TokenTree) -> bool {
        let in_arrow = std::mem::take(&mut self.in_arrow);
        let TokenTree::Punct(punct) = token else {
            return true;
        };
        match punct.as_char() {
            '<' => self.depth += 1,
            '>' if in_arrow => {}
            '>' if self.depth == 0 => return false,
            '>' => self.depth -= 1,
            character => self.in_arrow = character == '-' || character == '=',
        }
        true
    }
}

/// The beginning of a text, on one line.
pub(super) fn shown(text: &str) -> String {
    let letters = text.chars().take(40);
    letters
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

/// A token without invisible brackets that hold nothing else.
fn visible(mut token: TokenTree) -> TokenTree {
    while let TokenTree::Group(group) = &token {
        let mut inside = match group.delimiter() {
            Delimiter::None => group.stream().into_iter(),
            _ => break,
        };
        match (inside.next(), inside.next()) {
            (Some(only), None) => token = only,
            _ => break,
        }
    }
    token
}

/// Where a token begins.
pub(super) fn first_span(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) => group.span_open(),
        token => token.span(),
    }
}

/// Where a token ends.
pub(super) fn last_span(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) => group.span_close(),
        token => token.span(),
    }
}

/// Whether a token is this character.
pub(super) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Whether a token is a group in braces.
pub(super) fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
