//! Who may come in, and how both sides find out that they mean the same: `access:` and `handshake:`.

use crate::spec::{Name, Number};

use super::reader::Reader;
use super::tree::Node;

impl Reader<'_> {
    /// `{ entitlement: com.example.ring }`.
    pub(super) fn access(&mut self, node: &Node<'_>) -> Option<Name> {
        let map = self.map(node, "`access`", &["entitlement"], &[])?;
        let entitlement = self.required(&map, "entitlement")?;
        self.name(entitlement)
    }

    /// `{ selector: 0xfff0 }`.
    pub(super) fn handshake(&mut self, node: &Node<'_>) -> Option<Number> {
        let map = self.map(node, "`handshake`", &["selector"], &[])?;
        let selector = self.required(&map, "selector")?;
        self.number(selector)
    }
}
