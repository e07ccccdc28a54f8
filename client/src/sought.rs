//! The service of an error, which outlives the text that named it.

use std::fmt::{self, Write as _};

use crate::Service;

/// A service that wasn't found, as text: `class RingDriver`. What is longer than an error has room for
/// ends in `...`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    text: [u8; Self::ROOM],
    length: u8,
}

impl Sought {
    /// How many bytes of text there are at most: the class names of drivers are shorter.
    const ROOM: usize = 71;
    const CUT: &str = "...";

    /// What was looked for.
    pub fn new(service: &Service<'_>) -> Self {
        let mut sought = Self {
            text: [0; Self::ROOM],
            length: 0,
        };
        if write!(sought, "{service}").is_err() {
            sought.cut();
        }
        sought
    }

    /// What was looked for, such as `class RingDriver`.
    pub fn as_str(&self) -> &str {
        let text = &self.text[..usize::from(self.length)];
        // Whole characters only were put there.
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// Puts the mark at the end, behind as many whole characters as there is room for.
    fn cut(&mut self) {
        let kept = floor(self.as_str(), Self::ROOM - Self::CUT.len());
        self.text[kept..].fill(0);
        self.length = kept as u8;
        let _ = self.write_str(Self::CUT);
    }
}

/// How many of the bytes of `text`, at most `room`, are whole characters.
fn floor(text: &str, room: usize) -> usize {
    let mut at = room.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Takes as many whole characters as there is room for, and fails if that isn't all.
impl fmt::Write for Sought {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let at = usize::from(self.length);
        let taken = floor(text, Self::ROOM - at);
        self.text[at..at + taken].copy_from_slice(&text.as_bytes()[..taken]);
        self.length += taken as u8;
        if taken < text.len() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

impl fmt::Display for Sought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Sought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sought({:?})", self.as_str())
    }
}
