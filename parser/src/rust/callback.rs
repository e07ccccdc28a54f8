//! `#[callback(…)]` methods of the trait: messages that the driver gets.

use crate::spec::Callback;

use super::attributes::Attributes;
use super::reader::Reader;
use super::signature::Signature;

impl Reader<'_> {
    /// `#[callback("IOUSBHostPipe::CompleteAsyncIO")] fn bulk_done(&self, context: &Context);`.
    pub(super) fn callback(
        &mut self,
        signature: Signature,
        attributes: Attributes,
    ) -> Option<Callback> {
        self.refuse(&attributes, "a callback", &[]);
        let _ = signature;
        None
    }
}
