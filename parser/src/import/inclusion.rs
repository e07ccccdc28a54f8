//! Files that are included within brackets: their tokens belong there.

use std::path::Path;

use crate::span::{SourceId, Sources, Span};

use super::lexer::Lexer;
use super::token::{Kind, Token};

/// How deep files may include each other.
const DEPTH: usize = 16;

/// How many tokens of included files there may be.
const LONGEST: usize = 1 << 20;

/// The files that are there to be included.
pub(super) struct Files<'a, 'f> {
    pub(super) sources: &'a Sources,
    pub(super) headers: &'f [SourceId],
}

impl Files<'_, '_> {
    /// What `name` leads to from the source `from`.
    fn find(&self, from: SourceId, name: &str) -> Option<SourceId> {
        let of = |id: SourceId| Path::new(&self.sources.get(id).name);
        let path = of(from).parent().unwrap_or(Path::new("")).join(name);
        let headers = || self.headers.iter().copied();
        let beside = headers().find(|header| of(*header) == path);
        // Or elsewhere in the project, the only one of its name.
        let mut named = headers().filter(|header| of(*header).ends_with(name));
        beside.or_else(|| named.next().filter(|_| named.next().is_none()))
    }
}

impl<'a> Lexer<'a, '_> {
    /// Whether the bracket `token` opens a list of rows, of enumerators or of fields.
    pub(super) fn opens_list(&self, token: &Token<'a>) -> bool {
        let outer = self.lists.last().is_some_and(|outer| *outer);
        let tokens = &self.unit.tokens;
        match tokens.last() {
            Some(before) if token.is("{") && !before.is_one_of(&["{", ",", "("]) => {
                let head = tokens.iter().rev().take(16);
                let mut head = head.take_while(|of| !of.is_one_of(&[";", "{", "}", ")"]));
                before.is_one_of(&["=", "]"])
                    || head.any(|of| of.is_one_of(&["enum", "struct", "class", "union"]))
            }
            _ => outer,
        }
    }

    /// `#include "rows.inc"` within a list. Elsewhere, a file has been read in front of this one.
    pub(super) fn include(&mut self, span: Span, rest: &[Token<'a>]) {
        let Some(first) = rest.first().filter(|_| self.lists.last() == Some(&true)) else {
            return;
        };
        let name = match first.kind {
            Kind::Text => super::text::text(&first.text).unwrap_or_default(),
            _ => super::token::written(rest),
        };
        let file = self.files.find(self.source, &name);
        let is_open = |id: SourceId| self.open.contains(&id) || id == self.source;
        let may = self.open.len() < DEPTH && self.unit.tokens.len() < LONGEST;
        let Some(id) = file.filter(|id| may && !is_open(*id)) else {
            self.unit.missing.push((self.via.unwrap_or(span), name));
            return;
        };
        let text = &self.files.sources.get(id).text;
        self.open.push(self.source);
        let mut inner = Lexer {
            source: id,
            text,
            at: 0,
            conditions: Vec::new(),
            packs: Vec::new(),
            lists: self.lists.clone(),
            open: std::mem::take(&mut self.open),
            via: self.via.or(Some(span)),
            dropped: None,
            files: self.files,
            defines: &mut *self.defines,
            defined: &mut *self.defined,
            unit: &mut *self.unit,
            found: &mut *self.found,
        };
        inner.run();
        self.open = std::mem::take(&mut inner.open);
        self.open.pop();
    }
}
