//! Who may come in, and how both sides find out that they mean the same: `access:` and `handshake:`.

use crate::span::Spanned;
use crate::spec::{Name, Number};

use super::reader::Reader;
use super::tree::Node;

/// What a client must be.
#[derive(Default)]
pub(super) struct Access {
    pub(super) entitlement: Option<Name>,
    pub(super) administrator: Option<Spanned<bool>>,
}

impl Reader<'_> {
    /// `{ entitlement: com.example.ring, administrator: true }`, or one of the two.
    pub(super) fn access(&mut self, node: &Node<'_>) -> Option<Access> {
        let map = self.map(node, "`access`", &["entitlement", "administrator"], &[])?;
        let administrator = map.get("administrator");
        let entitlement = match administrator {
            Some(_) => map.get("entitlement"),
            None => self.required(&map, "entitlement"),
        };
        Some(Access {
            entitlement: entitlement.and_then(|node| self.name(node)),
            administrator: administrator
                .and_then(|node| self.word(node, &[("true", true), ("false", false)])),
        })
    }

    /// `{ selector: 0xfff0 }`.
    pub(super) fn handshake(&mut self, node: &Node<'_>) -> Option<Number> {
        let map = self.map(node, "`handshake`", &["selector"], &[])?;
        let selector = self.required(&map, "selector")?;
        self.number(selector)
    }
}
