//! Text in structures: UTF-8 without a NUL inside, and perhaps one behind it.

use crate::{Check, Connection, Error, ErrorKind, Method, Plain, Transport};

/// The text that a method returns: how long it may be, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    max: usize,
    nul: bool,
}

/// The bytes of a text and the NUL that ends it.
pub fn with_nul(text: &str) -> Vec<u8> {
    [text.as_bytes(), b"\0"].concat()
}

impl Text {
    /// At most `max` bytes, as long as the structure is.
    pub const fn plain(max: usize) -> Self {
        Self { max, nul: false }
    }

    /// At most `max` bytes, and a NUL behind them.
    pub const fn with_nul(max: usize) -> Self {
        Self { max, nul: true }
    }

    /// Room for it.
    fn room(self) -> Vec<u8> {
        vec![0; self.max + usize::from(self.nul)]
    }

    /// The text that came back.
    fn read(self, method: Method, mut bytes: Vec<u8>) -> Result<String, Error> {
        if self.nul {
            let last = bytes.pop();
            if last != Some(0) {
                let returned = bytes.len() + usize::from(last.is_some());
                return Err(method.error(ErrorKind::TextUnended { returned }));
            }
        }
        if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
            return Err(method.error(ErrorKind::TextNul { at }));
        }
        String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            method.error(ErrorKind::TextEncoding { valid })
        })
    }
}

impl Method {
    /// Refuses the call if there is a NUL in the argument `field`.
    pub fn text(self, field: &'static str, text: &str) -> Result<(), Error> {
        if text.contains('\0') {
            let check = Check::without_value("must not have a NUL inside").within(field);
            return Err(self.refused(check));
        }
        Ok(())
    }
}

impl<T: Transport> Connection<T> {
    /// Calls a method that returns text.
    pub fn call_text(
        &self,
        method: Method,
        scalars: &[u64],
        structure: &[u8],
        scalars_out: &mut [u64],
        text: Text,
    ) -> Result<String, Error> {
        let mut bytes = text.room();
        let length = self.call_variable(method, scalars, structure, scalars_out, &mut bytes)?;
        bytes.truncate(length);
        text.read(method, bytes)
    }

    /// Calls a method that returns a fixed header and text behind it.
    pub fn call_with_text<H: Plain>(
        &self,
        method: Method,
        scalars: &[u64],
        structure: &[u8],
        scalars_out: &mut [u64],
        header: &mut H,
        text: Text,
    ) -> Result<String, Error> {
        let mut bytes = text.room();
        let length =
            self.call_with_tail(method, scalars, structure, scalars_out, header, &mut bytes)?;
        bytes.truncate(length);
        text.read(method, bytes)
    }
}
