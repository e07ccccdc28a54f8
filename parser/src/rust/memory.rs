//! `#[memory(…)]` methods of the trait: memory that the client may map.

use crate::spec::Memory;

use super::attributes::Attributes;
use super::reader::Reader;
use super::signature::Signature;

impl Reader<'_> {
    /// `#[memory(0, size = 64 << 10, backing = buffer)] fn map_ring(&self) -> Mapping<[u8], ReadOnly>;`.
    pub(super) fn memory(
        &mut self,
        signature: Signature,
        attributes: Attributes,
    ) -> Option<Memory> {
        self.refuse(&attributes, "memory", &[]);
        let _ = signature;
        None
    }
}
