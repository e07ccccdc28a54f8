//! What the adapters of the generated clients are made with.

use std::sync::Arc;
use std::time::Duration;

use iigen_client::{Bool8, Connection, Error, Plain, Scalar};

use crate::Loopback;
pub use random_specs::methods::Call;
pub use random_specs::scalars::extended;

/// A completion that takes longer is one that doesn't come.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A call that the generated client has not made.
#[derive(Debug)]
pub enum Refusal {
    /// Its types have no such value.
    NoValue,
    /// It answers an error.
    Error(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// A client of a spec, whatever its type.
pub trait Client {
    /// The connection, for calls past the client.
    fn connection(&self) -> &Connection<Arc<Loopback>>;

    /// Calls a method, by its place in the spec.
    fn call(&self, index: usize, input: &Call) -> Result<Call, Refusal>;
}

/// Opens the user client of a spec.
pub type Opener = fn(Arc<Loopback>) -> Box<dyn Client>;

/// Calls a method of a client.
pub type Adapter<C> = fn(&C, &Call) -> Result<Call, Refusal>;

/// A client, and its methods in the order of the spec.
pub struct Opened<C: 'static> {
    /// The client.
    pub client: C,
    /// Its connection.
    pub connection: fn(&C) -> &Connection<Arc<Loopback>>,
    /// Its methods.
    pub methods: &'static [Adapter<C>],
}

impl<C> Client for Opened<C> {
    fn connection(&self) -> &Connection<Arc<Loopback>> {
        (self.connection)(&self.client)
    }

    fn call(&self, index: usize, input: &Call) -> Result<Call, Refusal> {
        self.methods[index](&self.client, input)
    }
}

/// The scalar at a place.
pub fn word<S: Scalar>(call: &Call, at: usize) -> Result<S, Refusal> {
    S::from_word(call.words[at]).ok_or(Refusal::NoValue)
}

/// The scalar at a place, if the call has it.
pub fn maybe<S: Scalar>(call: &Call, at: usize) -> Result<Option<S>, Refusal> {
    let here = call.words.len() > at;
    here.then(|| word(call, at)).transpose()
}

/// The scalars from a place on.
pub fn words_from<S: Scalar>(call: &Call, at: usize) -> Result<Vec<S>, Refusal> {
    (at..call.words.len()).map(|at| word(call, at)).collect()
}

/// The record whose numbers are the scalars from a place on, each with its size and sign.
pub fn spread<P: Plain>(call: &Call, at: usize, numbers: &[(usize, bool)]) -> Result<P, Refusal> {
    let mut bytes = Vec::new();
    for (&word, &(size, signed)) in call.words[at..].iter().zip(numbers) {
        let own = &word.to_le_bytes()[..size];
        if extended(own, signed) != word {
            return Err(Refusal::NoValue);
        }
        bytes.extend(own);
    }
    plain(&bytes)
}

/// The same, if the call has it.
pub fn maybe_spread<P: Plain>(
    call: &Call,
    at: usize,
    numbers: &[(usize, bool)],
) -> Result<Option<P>, Refusal> {
    let here = call.words.len() > at;
    here.then(|| spread(call, at, numbers)).transpose()
}

/// The record that is packed into the scalar at a place.
pub fn packed<P: Plain>(call: &Call, at: usize) -> Result<P, Refusal> {
    let bytes = call.words[at].to_le_bytes();
    let (own, rest) = bytes.split_at(size_of::<P>());
    if rest.iter().any(|&byte| byte != 0) {
        return Err(Refusal::NoValue);
    }
    plain(own)
}

/// The value that bytes are.
pub fn plain<P: Plain>(bytes: &[u8]) -> Result<P, Refusal> {
    P::from_bytes(bytes).ok_or(Refusal::NoValue)
}

/// A bool is 0 or 1.
pub fn truth(value: Bool8) -> Result<bool, Refusal> {
    match value.as_bytes() {
        [0] => Ok(false),
        [1] => Ok(true),
        _ => Err(Refusal::NoValue),
    }
}

/// A method without a structure can't be given one.
pub fn no_structure(call: &Call) -> Result<(), Refusal> {
    match call.bytes.is_empty() {
        true => Ok(()),
        false => Err(Refusal::NoValue),
    }
}

/// The structure as a text.
pub fn string(call: &Call, nul: bool) -> Result<String, Refusal> {
    let text = match (nul, call.bytes.split_last()) {
        (false, _) => call.bytes.as_slice(),
        (true, Some((0, text))) => text,
        (true, _) => return Err(Refusal::NoValue),
    };
    String::from_utf8(text.to_vec()).map_err(|_| Refusal::NoValue)
}

/// The first bytes of the structure.
pub fn front(call: &Call, size: usize) -> Result<&[u8], Refusal> {
    call.bytes.get(..size).ok_or(Refusal::NoValue)
}

/// The elements that lie in the structure from a place on.
pub fn plains<P: Plain>(call: &Call, from: usize) -> Result<Vec<P>, Refusal> {
    let bytes = call.bytes.get(from..).ok_or(Refusal::NoValue)?;
    let elements = bytes.chunks(size_of::<P>());
    elements.map(plain).collect()
}

/// What comes back, as it is put together.
pub trait Results {
    /// A scalar.
    fn word(&mut self, value: impl Scalar);
    /// Several.
    fn words<S: Scalar, const N: usize>(&mut self, values: [S; N]);
    /// A record in one.
    fn packed(&mut self, value: impl Plain);
    /// A record, a number in each.
    fn spread(&mut self, value: impl Plain, numbers: &[(usize, bool)]);
    /// A part of the structure.
    fn bytes(&mut self, bytes: &[u8]);
    /// The structure as a text.
    fn string(&mut self, text: &str, nul: bool);
    /// What the completion has brought.
    fn event(&mut self, bytes: &[u8]);
}

impl Results for Call {
    fn word(&mut self, value: impl Scalar) {
        self.words.push(value.to_word());
    }

    fn words<S: Scalar, const N: usize>(&mut self, values: [S; N]) {
        self.words.extend(values.map(Scalar::to_word));
    }

    fn packed(&mut self, value: impl Plain) {
        let mut word = [0; 8];
        let bytes = value.as_bytes();
        word[..bytes.len()].copy_from_slice(bytes);
        self.words.push(u64::from_le_bytes(word));
    }

    fn spread(&mut self, value: impl Plain, numbers: &[(usize, bool)]) {
        let mut bytes = value.as_bytes();
        for &(size, signed) in numbers {
            let (own, rest) = bytes.split_at(size);
            self.words.push(extended(own, signed));
            bytes = rest;
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
    }

    fn string(&mut self, text: &str, nul: bool) {
        self.bytes.extend(text.as_bytes());
        if nul {
            self.bytes.push(0);
        }
    }

    fn event(&mut self, bytes: &[u8]) {
        self.event.extend(bytes);
    }
}
