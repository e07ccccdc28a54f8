//! A client that sends what it likes, and looks at what that has done.

use driver_tests::targets::Target;
use driver_tests::{EchoUserClient, Loopback};
use iigen_client::{
    Call, Connection, IoReturn, Method, RawConnection, Returned, Service, StructureOutput,
    Transport,
};

use crate::shape::Shape;

/// What a client's memory is full of before a call.
pub(crate) const UNTOUCHED: u8 = 0x5a;
pub(crate) const UNTOUCHED_WORD: u64 = 0x5a5a_5a5a_5a5a_5a5a;

/// A call to be made.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) scalars: Vec<u64>,
    pub(crate) structure: Vec<u8>,
    pub(crate) scalars_out: usize,
    pub(crate) room: Room,
}

/// Where a structure is to come back to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Room {
    Bytes(usize),
    Variable,
}

/// What has come of it.
pub(crate) struct Outcome {
    pub(crate) result: Result<Returned, IoReturn>,
    /// Whether a handler ran.
    pub(crate) entered: bool,
    /// Whether all of the client's outputs are as they were.
    pub(crate) untouched: bool,
    pub(crate) words: Vec<u64>,
    pub(crate) bytes: Vec<u8>,
}

impl Attempt {
    /// A call that the spec allows, with the least structures.
    pub(crate) fn valid(shape: &Shape) -> Self {
        let first = shape.scalars_in.iter().map(|domain| domain.good_words()[0]);
        Self {
            scalars: first.collect(),
            structure: shape.structure_in.sample(shape.structure_in.least()),
            scalars_out: shape.scalars_out,
            room: Room::Bytes(shape.structure_out.most()),
        }
    }
}

/// The generated client to ask with; what is sent goes past it.
pub(crate) struct Client<'l> {
    pub(crate) target: Target,
    pub(crate) echo: EchoUserClient<&'l Loopback>,
}

impl<'l> Client<'l> {
    pub(crate) fn open(target: Target, loopback: &'l Loopback) -> Self {
        let echo = EchoUserClient::open(loopback).expect("the driver opens");
        Self { target, echo }
    }

    /// How many handlers were entered, and which was the last.
    pub(crate) fn entered(&self) -> (u64, u32) {
        let reply = self.echo.entered().expect("entered");
        (reply.count, reply.last)
    }

    pub(crate) fn send(&self, selector: u32, attempt: &Attempt) -> Outcome {
        let mut words = vec![UNTOUCHED_WORD; attempt.scalars_out];
        let mut bytes = Vec::new();
        let (count, _) = self.entered();
        let output = match attempt.room {
            Room::Bytes(room) => {
                bytes.resize(room, UNTOUCHED);
                StructureOutput::Buffer(&mut bytes)
            }
            Room::Variable => StructureOutput::Variable(&mut bytes),
        };
        let method = Method::new("hostile", selector);
        let (scalars, structure) = (&attempt.scalars, &attempt.structure);
        let connection = self.echo.connection();
        let result = connection.call_raw(method, scalars, structure, &mut words, output);
        let (now, last) = self.entered();
        assert!(now == count || (now == count + 1 && last == selector));
        let untouched = words.iter().all(|&word| word == UNTOUCHED_WORD)
            && match attempt.room {
                Room::Bytes(_) => bytes.iter().all(|&byte| byte == UNTOUCHED),
                Room::Variable => bytes.is_empty(),
            };
        Outcome {
            result: result.map_err(|error| error.io_return().expect("a code")),
            entered: now != count,
            untouched,
            words,
            bytes,
        }
    }

    /// Sends what is to be refused.
    pub(crate) fn refused(&self, what: &str, selector: u32, attempt: &Attempt, code: IoReturn) {
        let outcome = self.send(selector, attempt);
        assert_eq!(outcome.result, Err(code), "{what}");
        assert!(!outcome.entered, "{what}: the handler was entered");
        assert!(outcome.untouched, "{what}: an output was touched");
    }

    /// Sends what is to be accepted; what comes back is what was sent, if that is of one kind.
    pub(crate) fn accepted(&self, what: &str, shape: &Shape, attempt: &Attempt) {
        let outcome = self.send(shape.selector, attempt);
        let returned = outcome
            .result
            .unwrap_or_else(|code| panic!("{what}: {code}"));
        assert!(outcome.entered, "{what}: the handler wasn't entered");
        assert_eq!(returned.scalars, shape.scalars_out, "{what}");
        if shape.scalars_in.len() == shape.scalars_out && !attempt.scalars.is_empty() {
            assert_eq!(outcome.words[..returned.scalars], attempt.scalars, "{what}");
        }
        let whole = shape.structure_out.whole(returned.structure);
        let same = whole.min(attempt.structure.len());
        if shape.name != "both" {
            assert_eq!(outcome.bytes[..same], attempt.structure[..same], "{what}");
        }
    }
}

/// A connection to the user client whose selectors have no gap.
pub(crate) fn open_dense(loopback: &Loopback) -> Connection<&Loopback> {
    Connection::open(loopback, &Service::Class("EchoDriver"), 1).expect("the driver opens")
}

/// How many handlers of the connection's user client were entered.
pub(crate) fn entered(loopback: &Loopback, connection: RawConnection) -> u64 {
    let mut words = [0; 2];
    let call = Call {
        selector: 0,
        scalar_input: &[],
        structure_input: &[],
        scalar_output: &mut words,
        structure_output: StructureOutput::none(),
    };
    loopback.call(connection, call).expect("entered");
    words[0]
}
