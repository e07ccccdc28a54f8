//! The tokens of a client, those of the user's names with the places where the user wrote them: an
//! editor goes there, and so do the compiler's messages.
//!
//! Only declarations are gone through; what stands in functions is ours.

use proc_macro2::{Delimiter, Group, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::spans::{Names, Spans};

/// What the tokens that are gone through are.
#[derive(Clone, Copy)]
enum Scope<'s> {
    /// Items of the module, or what a macro makes items of, or types.
    Items,
    /// What stands in a type, in an `impl` of it, or in a macro that is told of it.
    Type(&'s Names),
    /// What stands in the `impl` of the type that makes the calls.
    Class,
    /// The arguments of a method.
    Arguments(&'s Names),
}

/// What stands in front of a token.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// The first half of `::`.
    Colon,
    /// `::`, behind which stands no name of the module.
    Path,
    /// `#`, behind which stands an attribute.
    Hash,
    /// `fn`.
    Fn,
    /// Anything else.
    Other,
}

impl Before {
    fn behind(self, punct: &Punct) -> Self {
        match (punct.as_char(), punct.spacing()) {
            (':', Spacing::Joint) => Self::Colon,
            (':', Spacing::Alone) if self == Self::Colon => Self::Path,
            ('#', _) => Self::Hash,
            _ => Self::Other,
        }
    }
}

/// A declaration, or an argument: all of it is where its name is.
#[derive(Default)]
struct Declaration {
    /// Which of the tokens is its first.
    first: usize,
    place: Option<Span>,
}

impl Declaration {
    /// The next one.
    fn behind(tokens: &[TokenTree]) -> Self {
        Self {
            first: tokens.len(),
            place: None,
        }
    }

    /// Goes on with a name of the user's, which is the declaration's own if it is the first.
    fn begin(&mut self, name: Span, tokens: &mut [TokenTree]) {
        if self.place.is_none() {
            self.place = Some(Span::call_site().located_at(name));
            tokens[self.first..]
                .iter_mut()
                .for_each(|token| self.add(token));
        }
    }

    /// Goes on with another token.
    fn add(&self, token: &mut TokenTree) {
        if let Some(place) = self.place {
            token.set_span(place);
        }
    }
}

impl Spans {
    /// The client with the places of the user's names.
    pub(crate) fn give(&self, client: TokenStream) -> TokenStream {
        self.walk(client, Scope::Items)
    }

    fn walk(&self, stream: TokenStream, scope: Scope<'_>) -> TokenStream {
        let mut before = Before::Other;
        // The type or the method that the next brackets belong to.
        let mut owner: Option<String> = None;
        let mut declaration = Declaration::default();
        let mut made = Vec::new();
        for mut token in stream {
            let here = std::mem::replace(&mut before, Before::Other);
            let mut is_last = false;
            match &mut token {
                TokenTree::Punct(punct) => {
                    before = here.behind(punct);
                    is_last = matches!(punct.as_char(), ';' | ',');
                }
                TokenTree::Ident(word) if here != Before::Path => {
                    let name = word.to_string();
                    if name == "fn" {
                        before = Before::Fn;
                    } else if let Some(span) = self.span(&name, scope, here) {
                        if self.is_owner(&name, scope, here) {
                            owner = Some(name);
                        }
                        declaration.begin(span, &mut made);
                        word.set_span(span);
                        made.push(token);
                        continue;
                    }
                }
                TokenTree::Group(group) if here != Before::Hash => {
                    let owner = owner.take();
                    is_last = group.delimiter() == Delimiter::Brace;
                    if let Some(scope) = self.inside(group.delimiter(), scope, owner.as_deref()) {
                        let inside = self.walk(group.stream(), scope);
                        let place = group.span();
                        *group = Group::new(group.delimiter(), inside);
                        group.set_span(place);
                    }
                }
                TokenTree::Group(_) => is_last = true,
                TokenTree::Ident(_) | TokenTree::Literal(_) => {}
            }
            declaration.add(&mut token);
            made.push(token);
            if is_last {
                declaration = Declaration::behind(&made);
                owner = None;
            }
        }
        made.into_iter().collect()
    }

    /// Where a name was written, if it is the user's.
    fn span(&self, name: &str, scope: Scope<'_>, before: Before) -> Option<Span> {
        let is_fn = before == Before::Fn;
        let own = match scope {
            Scope::Class if is_fn => self.methods.get(name),
            Scope::Type(names) | Scope::Arguments(names) if !is_fn => names.get(name),
            _ => None,
        };
        own.or_else(|| self.items.get(name)).copied()
    }

    /// Whether brackets may follow that belong to a name of the user's.
    fn is_owner(&self, name: &str, scope: Scope<'_>, before: Before) -> bool {
        match scope {
            Scope::Items => name == self.class || self.members.contains_key(name),
            Scope::Class => before == Before::Fn,
            Scope::Type(_) | Scope::Arguments(_) => false,
        }
    }

    /// What stands in brackets, if it is gone through.
    fn inside<'s>(
        &'s self,
        brackets: Delimiter,
        scope: Scope<'s>,
        owner: Option<&str>,
    ) -> Option<Scope<'s>> {
        match (scope, brackets, owner) {
            (Scope::Items, Delimiter::Brace, Some(owner)) if owner == self.class => {
                Some(Scope::Class)
            }
            (Scope::Items, Delimiter::Brace, Some(owner)) => {
                self.members.get(owner).map(Scope::Type)
            }
            (Scope::Class, Delimiter::Parenthesis, Some(owner)) => {
                self.arguments.get(owner).map(Scope::Arguments)
            }
            (Scope::Type(_) | Scope::Class | Scope::Arguments(_), Delimiter::Brace, _) => None,
            // The types of an array, a slice or a variant.
            _ => Some(Scope::Items),
        }
    }
}
