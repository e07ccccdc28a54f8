//! Methods, by their selectors.

use std::collections::{HashMap, HashSet};

use iigen_parser::codes;
use iigen_parser::interface::Method;
use iigen_parser::span::Span;

use super::interface::name;
use super::scalars::Scalars;
use super::shown::counts;
use super::{At, Diff, Kind, Level};

const WIRE: Kind = Kind(Level::Wire, &codes::DIFF_METHOD);
const SOURCE: Kind = Kind(Level::Source, &codes::DIFF_METHOD);
const TEXT: Kind = Kind(Level::Text, &codes::DIFF_TEXT);

/// What a selector is in a spec.
enum Role<'a> {
    Method(&'a Method),
    /// Why it is no more, if that is said.
    Retired(&'a iigen_parser::interface::Retired),
}

impl Diff<'_> {
    pub(super) fn methods(&mut self) {
        let (first, second) = (self.first.interface, self.second.interface);
        let selectors = |of: &iigen_parser::interface::Interface| -> Vec<u32> {
            let retired = of.retired.iter().map(|of| of.selector);
            of.methods
                .iter()
                .map(|of| of.selector)
                .chain(retired)
                .collect()
        };
        let mut all = [selectors(first), selectors(second)].concat();
        all.sort_unstable();
        all.dedup();
        let moved = self.moved();
        for selector in all {
            if moved.contains(&selector) {
                continue;
            }
            match (role(first, selector), role(second, selector)) {
                (Some(Role::Method(first)), Some(Role::Method(second))) => {
                    self.method(first, second);
                }
                (Some(Role::Retired(first)), Some(Role::Retired(second))) => {
                    let text = |of: &iigen_parser::interface::Retired| {
                        let reason = of.reason.as_deref().unwrap_or("without a reason");
                        format!("`{}`, {reason}", of.name)
                    };
                    let at = self.first.written_method(&first.name).name.span;
                    let other = self.second.written_method(&second.name).name.span;
                    self.same(
                        TEXT,
                        &format!("the retired method with selector {selector}"),
                        (at, text(first)),
                        (other, text(second)),
                        "no call changes",
                    );
                }
                (Some(Role::Method(method)), Some(Role::Retired(retired))) => {
                    let at = self.first.written_method(&method.name).name.span;
                    let other = self.second.written_method(&retired.name).name.span;
                    self.retired(method, (at, "a method"), (other, "retired"));
                }
                (Some(Role::Retired(retired)), Some(Role::Method(method))) => {
                    let at = self.first.written_method(&retired.name).name.span;
                    let other = self.second.written_method(&method.name).name.span;
                    self.retired(method, (at, "retired"), (other, "a method"));
                }
                (first, second) => {
                    let at = first
                        .as_ref()
                        .map(|of| self.first.written_method(of.name()));
                    let other = second
                        .as_ref()
                        .map(|of| self.second.written_method(of.name()));
                    let places = (at.map(|of| of.name.span), other.map(|of| of.name.span));
                    if let Some(role) = first.or(second) {
                        self.one(&role, selector, places);
                    }
                }
            }
        }
    }

    /// Compares the methods that have the same name and another selector, which is nothing's on the
    /// other side. Answers the selectors.
    fn moved(&mut self) -> HashSet<u32> {
        let (first, second) = (self.first.interface, self.second.interface);
        let free = |interface, of: &&Method| role(interface, of.selector).is_none();
        let others = second.methods.iter().filter(|of| free(first, of));
        let others: HashMap<&str, _> = others.map(|of| (of.name.as_str(), of)).collect();
        let mut moved = HashSet::new();
        for one in first.methods.iter().filter(|of| free(second, of)) {
            let Some(two) = others.get(one.name.as_str()).copied() else {
                continue;
            };
            moved.extend([one.selector, two.selector]);
            let at = self.first.written_method(&one.name).selector.span;
            let there = self.second.written_method(&two.name).selector.span;
            self.report(
                WIRE,
                &format!("the selector of `{}` differs", one.name),
                (at, one.selector.to_string()),
                (there, two.selector.to_string()),
                "a client that calls it is refused by a driver of the other spec",
            );
            self.method(one, two);
        }
        moved
    }

    fn retired(&mut self, method: &Method, first: (Span, &str), second: (Span, &str)) {
        self.report(
            WIRE,
            &format!(
                "`{}` (selector {}) is retired in one spec",
                method.name, method.selector
            ),
            (first.0, first.1.to_owned()),
            (second.0, second.1.to_owned()),
            "a driver that has retired it answers each call kIOReturnUnsupported",
        );
    }

    /// A selector that only one of the specs has.
    fn one(&mut self, role: &Role<'_>, selector: u32, places: (Option<Span>, Option<Span>)) {
        match role {
            Role::Method(method) => self.only(
                WIRE,
                &format!("a method with selector {selector}, `{}`", method.name),
                places,
                "a client that calls it is refused by a driver of the other spec",
            ),
            Role::Retired(retired) => self.only(
                TEXT,
                &format!("the retired method `{}`, selector {selector}", retired.name),
                places,
                "no call changes; the other spec may use its selector and its name again",
            ),
        }
    }

    fn method(&mut self, first: &Method, second: &Method) {
        let what = format!("`{}`", first.name);
        let written = self.first.written_method(&first.name);
        let other = self.second.written_method(&second.name);
        let (at, there) = (written.name.span, other.name.span);
        let pair =
            |one: &str, two: &str| -> (At, At) { ((at, one.to_owned()), (there, two.to_owned())) };
        let yes =
            |holds: bool, word: &'static str, not: &'static str| if holds { word } else { not };

        let (one, two) = pair(&first.name, &second.name);
        self.same(
            SOURCE,
            &format!("the name of the method with selector {}", first.selector),
            one,
            two,
            "handlers and calls have its name",
        );
        self.doc(&what, (at, &first.doc), (there, &second.doc));
        let (one, two) = pair(
            yes(first.checked, "checked", "check: none"),
            yes(second.checked, "checked", "check: none"),
        );
        if !self.same(
            WIRE,
            &format!("the check of {what}"),
            one,
            two,
            "the one takes what the other refuses, and its handler gets it as it came",
        ) {
            return;
        }
        self.scalars(&Scalars {
            method: &what,
            word: "in",
            places: (at, there),
            first: (&first.scalars_in, &written.scalars_in),
            second: (&second.scalars_in, &other.scalars_in),
            words: [counted(&first.scalars_in), counted(&second.scalars_in)],
        });
        self.scalars(&Scalars {
            method: &what,
            word: "out",
            places: (at, there),
            first: (&first.scalars_out, &written.scalars_out),
            second: (&second.scalars_out, &other.scalars_out),
            words: [counted(&first.scalars_out), counted(&second.scalars_out)],
        });
        self.structures(
            &format!("the structure in of {what}"),
            (at, there),
            (first.struct_in.as_ref(), written.struct_in.as_ref()),
            (second.struct_in.as_ref(), other.struct_in.as_ref()),
        );
        self.structures(
            &format!("the structure out of {what}"),
            (at, there),
            (first.struct_out.as_ref(), written.struct_out.as_ref()),
            (second.struct_out.as_ref(), other.struct_out.as_ref()),
        );
        self.completions(&what, (at, there), (first, written), (second, other));
        for (part, one, two) in [
            ("scalars out", first.at_least.out, second.at_least.out),
            (
                "structure out",
                first.at_least.struct_out,
                second.at_least.struct_out,
            ),
        ] {
            let (one, two) = pair(
                yes(one, "at-least", "exactly"),
                yes(two, "at-least", "exactly"),
            );
            self.same(
                WIRE,
                &format!("the check of the {part} of {what}"),
                one,
                two,
                "a client that offers more room than is needed is refused by the one that checks \
                 exactly: kIOReturnBadArgument",
            );
        }
        let place = |of: &Option<iigen_parser::spec::Name>, otherwise: Span| {
            of.as_ref().map_or(otherwise, |of| of.span)
        };
        self.same(
            WIRE,
            &format!("the entitlement for {what}"),
            (
                place(&written.entitlement, at),
                name(first.entitlement.as_ref()),
            ),
            (
                place(&other.entitlement, there),
                name(second.entitlement.as_ref()),
            ),
            "a client without the driver's entitlement is refused: kIOReturnNotPrivileged",
        );
        let since =
            |of: Option<u32>| of.map_or("in each version".to_owned(), |of| format!("since {of}"));
        let (one, two) = pair(&since(first.since), &since(second.since));
        self.same(
            SOURCE,
            &format!("the first version that has {what}"),
            one,
            two,
            "clients of the two differ in which older drivers they open",
        );
        let handler = |of: &Method| {
            let on = if of.on_provider {
                " of the provider"
            } else {
                ""
            };
            match &of.shared {
                Some(shared) => format!("`{}`, of several methods{on}", shared.handler),
                None => format!("its own{on}"),
            }
        };
        let (one, two) = pair(&handler(first), &handler(second));
        self.same(
            SOURCE,
            &format!("the handler of {what}"),
            one,
            two,
            "another function of the driver's answers the call",
        );
        let frozen = |of: &iigen_parser::spec::Method| match &of.frozen {
            Some(_) => "frozen",
            None => "not frozen",
        };
        let (one, two) = pair(frozen(written), frozen(other));
        self.same(
            TEXT,
            &format!("whether {what} is frozen"),
            one,
            two,
            "no call changes; only in the one, a later change of the wire is an error",
        );
    }
}

/// How many words a call has for these.
fn counted(scalars: &[iigen_parser::interface::Scalar]) -> String {
    let least = scalars.iter().map(|of| of.least_words()).sum();
    counts(least, scalars.iter().map(|of| of.words()).sum(), "word")
}

fn role(interface: &iigen_parser::interface::Interface, selector: u32) -> Option<Role<'_>> {
    let methods = &interface.methods;
    if let Ok(at) = methods.binary_search_by_key(&selector, |of| of.selector) {
        return Some(Role::Method(&methods[at]));
    }
    let at = interface
        .retired
        .binary_search_by_key(&selector, |of| of.selector);
    at.ok().map(|at| Role::Retired(&interface.retired[at]))
}

impl Role<'_> {
    fn name(&self) -> &str {
        match self {
            Role::Method(of) => &of.name,
            Role::Retired(of) => &of.name,
        }
    }
}
