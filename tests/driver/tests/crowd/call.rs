//! A raw call, as a hostile app makes it, and what may come back of it.

use std::sync::Arc;

use iigen_client::{
    Call, CompletionSink, IoReturn, NotificationSink, RawConnection, Returned, StructureOutput,
    Transport,
};

use crate::held::Held;
use crate::random::Random;
use crate::rows::{PUMP, Row};

/// What the app's memory is full of.
const UNTOUCHED: u8 = 0x5a;
const UNTOUCHED_WORD: u64 = 0x5a5a_5a5a_5a5a_5a5a;
/// What the loopback fills with that nobody has written: the kernel's stack.
const UNWRITTEN: [u8; 8] = [0xa5; 8];

/// Counts and sizes at which something may change.
const COUNTS: [usize; 8] = [0, 1, 2, 3, 15, 16, 17, 20];
const SIZES: [usize; 12] = [0, 1, 3, 4, 8, 24, 4095, 4096, 4097, 8192, 10_001, 65_537];
const NUMBERS: [u64; 14] = [
    0,
    1,
    2,
    5,
    7,
    9,
    0x10,
    0xff,
    1000,
    0x1_0000,
    0x7fff_ffff,
    0xffff_ffff,
    0x1_0000_0000,
    u64::MAX,
];

/// How a structure comes back.
#[derive(Clone, Copy, Debug)]
enum Room {
    Bytes(usize),
    Variable,
}

/// A call to be made.
#[derive(Debug)]
pub(crate) struct Attempt {
    selector: u32,
    scalars: Vec<u64>,
    input: Vec<u8>,
    scalars_out: usize,
    room: Room,
    wakes: bool,
    own: bool,
}

/// Listens, until nobody tells it anything any more.
pub(crate) struct Listener(pub(crate) Held);

impl CompletionSink for Listener {
    fn complete(&self, _: IoReturn, words: &[u64]) {
        assert!(words.len() <= 16 && self.0.others() > 0);
    }
}

impl NotificationSink for Listener {
    fn notified(&self) {
        assert!(self.0.others() > 0);
    }
}

impl Attempt {
    /// A call of a row, which in most cases is wrong in one place, or in several.
    pub(crate) fn random(rows: &[Row], random: &mut Random) -> Self {
        let row = random.one_of(rows);
        let mut attempt = Self {
            selector: row.selector,
            scalars: vec![0; random.one_of(row.scalars_in)],
            input: vec![0; random.one_of(row.input)],
            scalars_out: row.scalars_out,
            room: Room::Bytes(random.one_of(row.room)),
            wakes: row.wakes,
            own: row.own,
        };
        if random.below(3) == 0 {
            attempt.spoil(random);
        }
        attempt.fill(random);
        attempt
    }

    /// A call of nothing but its selector.
    pub(crate) fn plain(selector: u32) -> Self {
        Self {
            selector,
            scalars: Vec::new(),
            input: Vec::new(),
            scalars_out: 0,
            room: Room::Bytes(0),
            wakes: false,
            own: false,
        }
    }

    /// Makes a place of the call anything.
    fn spoil(&mut self, random: &mut Random) {
        match random.below(8) {
            0 => self.scalars.resize(random.one_of(&COUNTS), 0),
            1 => self.input.resize(random.one_of(&SIZES), 0),
            2 => self.input.resize(random.below(8193) as usize, 0),
            3 => self.scalars_out = random.one_of(&COUNTS),
            4 => self.room = Room::Bytes(random.one_of(&SIZES)),
            5 => self.room = Room::Variable,
            6 => self.wakes = !self.wakes,
            _ => {
                self.selector = match random.below(3) {
                    0 => self.selector ^ (1 << random.below(32)),
                    1 => random.below(64) as u32,
                    _ => random.next() as u32,
                };
                // It may be any method.
                self.own = true;
            }
        }
        if random.flip() {
            self.spoil(random);
        }
    }

    /// Numbers at bounds, and bytes that are a value of most types, or of few.
    fn fill(&mut self, random: &mut Random) {
        for scalar in &mut self.scalars {
            *scalar = match random.below(8) {
                0 => random.next(),
                1 => random.one_of(&NUMBERS),
                _ => random.below(8),
            };
        }
        if self.selector == PUMP
            && let Some(count) = self.scalars.get_mut(1)
        {
            *count %= 100; // each is a message to somebody
        }
        match random.below(5) {
            0 => {}
            1 => self.input.fill(0xff),
            2 => self
                .input
                .iter_mut()
                .for_each(|byte| *byte = random.next() as u8),
            3 => self.input.iter_mut().step_by(4).for_each(|byte| *byte = 1),
            _ => {
                let last = self.input.len().saturating_sub(1);
                self.input[..last].fill(b'x'); // a text, and its end
            }
        }
    }

    /// Makes the call, and looks at what came back.
    pub(crate) fn send<T: Transport>(&self, to: &T, connection: RawConnection, held: &Held) {
        let mut words = vec![UNTOUCHED_WORD; self.scalars_out];
        let mut bytes = Vec::new();
        let structure_output = match self.room {
            Room::Bytes(room) => {
                bytes.resize(room, UNTOUCHED);
                StructureOutput::Buffer(&mut bytes)
            }
            Room::Variable => StructureOutput::Variable(&mut bytes),
        };
        let call = Call {
            selector: self.selector,
            scalar_input: &self.scalars,
            structure_input: &self.input,
            scalar_output: &mut words,
            structure_output,
        };
        let result = if self.wakes {
            to.call_async(connection, call, Arc::new(Listener(held.clone())))
        } else {
            to.call(connection, call)
        };
        self.check(result, &words, &bytes);
    }

    /// Nothing comes back of a call that fails, and nothing that nobody has written of another one.
    fn check(&self, result: Result<Returned, IoReturn>, words: &[u64], bytes: &[u8]) {
        let (written, length) = match result {
            Ok(returned) => (returned.scalars, returned.structure),
            Err(_) => (0, 0),
        };
        let what = || format!("{result:?} of {self:?}");
        assert!(
            written <= words.len() && length <= bytes.len(),
            "{}",
            what()
        );
        let rest = &words[written..];
        assert!(
            rest.iter().all(|&word| word == UNTOUCHED_WORD),
            "{}",
            what()
        );
        // What lies in a descriptor has come when an app dies before its call returns.
        let died = matches!(result, Err(code) if code.0 == 0x1000_0003);
        if !self.own && !died {
            let rest = &bytes[length..];
            assert!(rest.iter().all(|&byte| byte == UNTOUCHED), "{}", what());
            let unwritten = bytes.windows(8).any(|bytes| bytes == UNWRITTEN);
            assert!(!unwritten, "unwritten bytes: {}", what());
            let stack = words.iter().any(|word| word.to_ne_bytes() == UNWRITTEN);
            assert!(!stack, "unwritten words: {}", what());
        }
    }
}
