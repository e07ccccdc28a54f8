//! Memory that is shared with the driver.

use iigen_client::{Cache, IoReturn, RawMapping};

use super::selector::{PEEK, POST};
use crate::Stage;
use crate::stage::{Opened, ask};
use crate::trouble::{Seen, Trouble, same, so};

/// The memory types of `conformance.yaml`.
pub(super) const PAGE: u32 = 0;
pub(super) const BOARD: u32 = 1;
const UNKNOWN: u32 = 99;

/// Where a `Page` has its words.
const WORDS: usize = 8;

/// A mapping of a connection's, which doesn't outlive it.
pub(super) struct Mapped<'o> {
    opened: &'o Opened,
    memory: u32,
    raw: RawMapping,
}

impl<'o> Mapped<'o> {
    pub(super) fn new(opened: &'o Opened, memory: u32) -> Result<Self, Trouble> {
        let raw = opened.door.map(opened.raw, memory, Cache::Default)?;
        so("there are 72 bytes at least", raw.size >= WORDS + 8 * 8)?;
        so("it's somewhere", !raw.address.is_null())?;
        Ok(Self {
            opened,
            memory,
            raw,
        })
    }

    pub(super) fn address(&self) -> *mut u8 {
        self.raw.address
    }

    fn word(&self, index: usize) -> *mut u64 {
        // SAFETY: `new` has looked that there are so many bytes.
        let word = unsafe { self.raw.address.add(WORDS + 8 * index) };
        word.cast()
    }

    pub(super) fn read(&self, index: usize) -> u64 {
        // SAFETY: it's mapped and aligned, as pages are, and the driver writes it through pointers.
        unsafe { self.word(index).read_volatile() }
    }

    pub(super) fn write(&self, index: usize, value: u64) {
        // SAFETY: as above; only memory that may be written is written.
        unsafe { self.word(index).write_volatile(value) };
    }

    pub(super) fn unmap(self) -> Result<(), IoReturn> {
        // SAFETY: it was mapped by `new`, and isn't used after this.
        unsafe {
            self.opened
                .door
                .unmap(self.opened.raw, self.memory, self.raw)
        }
    }
}

fn peek(opened: &Opened, index: u64) -> Result<u64, Trouble> {
    let [word] = opened.numbers(PEEK, &[index])?;
    Ok(word)
}

pub(super) fn is_shared(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let (page, board) = (Mapped::new(&opened, PAGE)?, Mapped::new(&opened, BOARD)?);
    for index in 0..8 {
        page.write(index, 100 + index as u64);
        same(
            "what the driver reads",
            peek(&opened, index as u64)?,
            100 + index as u64,
        )?;
        opened.call(ask(POST, &[index as u64, 200 + index as u64]))?;
        same(
            "what the driver wrote",
            board.read(index),
            200 + index as u64,
        )?;
    }
    page.unmap()?;
    Ok(board.unmap()?)
}

pub(super) fn is_whole(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let page = Mapped::new(&opened, PAGE)?;
    same("its size", page.raw.size, 4096)?;
    // SAFETY: the last byte of what is mapped.
    let last = unsafe { page.address().add(page.raw.size - 1) };
    // SAFETY: as above; it may be written.
    let back = unsafe {
        last.write_volatile(9);
        last.read_volatile()
    };
    same("the last byte", back, 9)
}

pub(super) fn is_the_same(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let (one, other) = (Mapped::new(&opened, PAGE)?, Mapped::new(&opened, PAGE)?);
    one.write(2, 22);
    same("by the other mapping", other.read(2), 22)?;
    same("by the driver", peek(&opened, 2)?, 22)
}

pub(super) fn stays(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let page = Mapped::new(&opened, PAGE)?;
    page.write(3, 33);
    page.unmap()?;
    same("by the driver", peek(&opened, 3)?, 33)?;
    let page = Mapped::new(&opened, PAGE)?;
    same("mapped again", page.read(3), 33)
}

pub(super) fn of_another(stage: &Stage) -> Seen {
    let (one, other) = (stage.open()?, stage.open()?);
    let (mine, theirs) = (Mapped::new(&one, PAGE)?, Mapped::new(&other, PAGE)?);
    mine.write(4, 44);
    theirs.write(4, 55);
    same("of one", peek(&one, 4)?, 44)?;
    same("of the other", peek(&other, 4)?, 55)
}

pub(super) fn unknown(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let mapped = opened.door.map(opened.raw, UNKNOWN, Cache::Default);
    same("the answer", mapped, Err(IoReturn::BAD_ARGUMENT))
}

pub(super) fn after_close(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let (raw, door) = (opened.raw, opened.door.clone());
    opened.close()?;
    so("it fails", door.map(raw, PAGE, Cache::Default).is_err())
}
