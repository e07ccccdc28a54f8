//! How both sides find each other, and what no call has: constants, callbacks, promises.

use std::collections::BTreeSet;

use iigen_parser::codes;
use iigen_parser::interface::{Interface, Receiver};
use iigen_parser::span::Span;

use super::side::Side;
use super::{At, Diff, Kind, Level};

impl Diff<'_> {
    /// What isn't in methods, memory or types.
    pub(super) fn interface(&mut self) {
        self.door();
        self.versions();
        self.constants();
        self.callbacks();
        self.reserved();
        let doc = |side: &Side<'_>| (side.class(), side.interface.doc.clone());
        let (first, second) = (doc(&self.first), doc(&self.second));
        self.doc(
            "the user client",
            (first.0, &first.1),
            (second.0, &second.1),
        );
    }

    /// What a client finds and opens.
    fn door(&mut self) {
        let wire = Kind(Level::Wire, &codes::DIFF_INTERFACE);
        self.each_side(
            wire,
            "the provider",
            |of| (of.spec.provider.span, of.interface.provider.clone()),
            "a client looks for its driver by this class, and doesn't find the other",
        );
        self.each_side(
            Kind(Level::Source, &codes::DIFF_INTERFACE),
            "the class",
            |of| (of.class(), of.interface.class.clone()),
            "files, classes and functions of both sides have its name",
        );
        self.each_side(
            wire,
            "the open type",
            |of| {
                let number = of.interface.open_type;
                (
                    of.place(of.spec.open_type.as_ref().map(|of| of.span)),
                    number.map_or("no open type".to_owned(), |number| number.to_string()),
                )
            },
            "the provider answers kIOReturnUnsupported to a client that opens another type",
        );
        self.each_side(
            wire,
            "the entitlement for everything",
            |of| {
                let written = of.spec.entitlement.as_ref();
                (
                    of.place(written.map(|of| of.span)),
                    name(of.interface.entitlement.as_ref()),
                )
            },
            "a client without the driver's entitlement is refused: kIOReturnNotPermitted",
        );
        self.each_side(
            wire,
            "who may open it",
            |of| {
                let who = match of.interface.administrator {
                    true => "administrators",
                    false => "every user",
                };
                let place = of.place(of.spec.administrator.map(|of| of.span));
                (place, who.to_owned())
            },
            "a client that doesn't run as root is refused: kIOReturnNotPrivileged",
        );
        self.each_side(
            Kind(Level::Source, &codes::DIFF_INTERFACE),
            "the list of targets",
            |of| {
                let names = of.interface.targets.iter().map(|of| of.name());
                let place = of.place(of.spec.targets.first().map(|of| of.span));
                (place, names.collect::<Vec<_>>().join(", "))
            },
            "clients are the same; other drivers are made, whose C++ isn't the same",
        );
    }

    fn versions(&mut self) {
        self.each_side(
            Kind(Level::Wire, &codes::DIFF_INTERFACE),
            "the handshake",
            |of| {
                let place = of.place(of.spec.handshake.as_ref().map(|of| of.span));
                let text = of
                    .interface
                    .handshake
                    .map_or("no handshake".to_owned(), |of| format!("selector {of}"));
                (place, text)
            },
            "a client with a handshake doesn't open a driver that has none, or another",
        );
        self.each_side(
            Kind(Level::Source, &codes::DIFF_INTERFACE),
            "the version",
            |of| {
                let place = of.place(of.spec.version.as_ref().map(|of| of.span));
                let text = of.interface.version;
                (
                    place,
                    text.map_or("no version".to_owned(), |of| of.to_string()),
                )
            },
            "no call changes; what a handshake tells does, and `since` is compared with it",
        );
    }

    fn constants(&mut self) {
        let kind = Kind(Level::Source, &codes::DIFF_CONSTANT);
        let consequence = "code that uses the constant gets another number, or none";
        let names = |of: &Interface| {
            of.constants
                .iter()
                .map(|of| of.name.clone())
                .collect::<Vec<_>>()
        };
        for name in union(names(self.first.interface), names(self.second.interface)) {
            let what = format!("the constant `{name}`");
            match (constant(&self.first, &name), constant(&self.second, &name)) {
                (Some((at, text, doc)), Some((other, other_text, other_doc))) => {
                    self.same(kind, &what, (at, text), (other, other_text), consequence);
                    self.doc(&what, (at, doc), (other, other_doc));
                }
                (first, second) => {
                    let places = (first.map(|of| of.0), second.map(|of| of.0));
                    self.only(kind, &what, places, consequence);
                }
            }
        }
    }

    fn callbacks(&mut self) {
        let kind = Kind(Level::Source, &codes::DIFF_CALLBACK);
        let consequence = "the driver has to implement another member, or makes its actions in \
                           another way";
        let names = |of: &Interface| {
            of.callbacks
                .iter()
                .map(|of| of.name.clone())
                .collect::<Vec<_>>()
        };
        for name in union(names(self.first.interface), names(self.second.interface)) {
            let what = format!("the callback `{name}`");
            match (callback(&self.first, &name), callback(&self.second, &name)) {
                (Some((at, text, doc)), Some((other, other_text, other_doc))) => {
                    self.same(kind, &what, (at, text), (other, other_text), consequence);
                    self.doc(&what, (at, doc), (other, other_doc));
                    self.contexts(&name, &what);
                }
                (first, second) => {
                    let places = (first.map(|of| of.0), second.map(|of| of.0));
                    self.only(kind, &what, places, consequence);
                }
            }
        }
    }

    /// The types of a callback's context: it stays within the driver.
    fn contexts(&mut self, name: &str, what: &str) {
        let context = |side: &Side<'_>| {
            let callback = side.interface.callbacks.iter().find(|of| of.name == name);
            callback.and_then(|of| of.context)
        };
        if let (Some(first), Some(second)) = (context(&self.first), context(&self.second)) {
            let (first, second) = (self.first.type_def(first), self.second.type_def(second));
            if first.name == second.name {
                return;
            }
            let place = |side: &Side<'_>| {
                let callback = side.spec.callbacks.iter().find(|of| of.name.value == name);
                callback
                    .and_then(|of| of.context.as_ref())
                    .map_or(side.class(), |of| of.span)
            };
            let (at, other) = (place(&self.first), place(&self.second));
            self.same(
                Kind(Level::Source, &codes::DIFF_CALLBACK),
                &format!("the context of {what}"),
                (at, first.name.clone()),
                (other, second.name.clone()),
                "the driver's code names the type",
            );
        }
    }

    fn reserved(&mut self) {
        self.each_side(
            Kind(Level::Text, &codes::DIFF_TEXT),
            "the list of reserved selectors",
            |of| {
                let ranges = of.interface.reserved.iter().map(|range| match range {
                    (first, last) if first == last => first.to_string(),
                    (first, last) => format!("{first} to {last}"),
                });
                let text = ranges.collect::<Vec<_>>().join(", ");
                let place = of.place(of.spec.reserved.first().map(|of| of.first.span));
                let none = "nothing is reserved".to_owned();
                (place, if text.is_empty() { none } else { text })
            },
            "no call changes; a later method of the one may get a selector that the other reserves",
        );
    }

    /// Compares what `text` makes of each spec.
    fn each_side(
        &mut self,
        kind: Kind,
        what: &str,
        text: impl Fn(&Side<'_>) -> At,
        consequence: &str,
    ) {
        let (first, second) = (text(&self.first), text(&self.second));
        self.same(kind, what, first, second, consequence);
    }
}

impl Side<'_> {
    /// Where something was written; the class for what was not.
    fn place(&self, span: Option<Span>) -> Span {
        span.unwrap_or(self.class())
    }
}

/// An entitlement, or that there is none.
pub(super) fn name(entitlement: Option<&String>) -> String {
    entitlement.map_or_else(|| "none".to_owned(), Clone::clone)
}

/// The names of both lists, each once, those of the first in front.
pub(super) fn union(first: Vec<String>, second: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let all = first.into_iter().chain(second);
    all.filter(|name| seen.insert(name.clone())).collect()
}

/// Place, value and documentation of a constant.
fn constant<'a>(side: &Side<'a>, name: &str) -> Option<(Span, String, &'a [String])> {
    let written = side
        .spec
        .constants
        .iter()
        .find(|of| of.name.value == name)?;
    let of = side.interface.constants.iter().find(|of| of.name == name)?;
    let text = format!("{} {}", of.value, of.prim.name());
    Some((written.value.span, text, &of.doc))
}

/// Place, shape and documentation of a callback.
fn callback<'a>(side: &Side<'a>, name: &str) -> Option<(Span, String, &'a [String])> {
    let written = side
        .spec
        .callbacks
        .iter()
        .find(|of| of.name.value == name)?;
    let of = side.interface.callbacks.iter().find(|of| of.name == name)?;
    let parameters = of.parameters.iter().map(|of| of.declaration.as_str());
    let receiver = match &of.on {
        Receiver::UserClient => "the user client",
        Receiver::Other(class) => class,
    };
    let context = if of.context.is_some() {
        ", with a context"
    } else {
        ""
    };
    let text = format!(
        "{}::{}({}) from {} on {receiver}{context}",
        of.root_class,
        of.root_method,
        parameters.collect::<Vec<_>>().join(", "),
        of.include,
    );
    Some((written.root.span, text, &of.doc))
}
