//! A client as it's generated: one method of every kind, and memory.

use std::fmt;

use iigen_client::{
    Bool8, Cache, Check, Checked, Connection, Error, Mapping, Memory, Method, Plain, ReadOnly,
    ReadWrite, Returned, Scalar, Service, StructureOutput, Transport, with_tail,
};

/// Which way a transfer goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Direction(pub u32);

impl Direction {
    /// From the device.
    pub const IN: Self = Self(0);
    /// To the device.
    pub const OUT: Self = Self(1);
}

/// How a transfer is done.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Flags(pub u32);

impl Flags {
    /// No more after this one.
    pub const LAST: Self = Self(1 << 0);
    /// Before the others.
    pub const URGENT: Self = Self(1 << 3);
}

/// One transfer.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct TransferRequest {
    /// Which buffer.
    pub slot: u32,
    /// Which way.
    pub direction: Direction,
    /// How many bytes.
    pub length: u64,
}

impl Checked for TransferRequest {
    fn check(&self) -> Result<(), Check> {
        Check::max("slot", self.slot, 31)?;
        Check::field("direction", &self.direction)?;
        Check::max("length", self.length, 1_048_576)?;
        Ok(())
    }
}

/// What a device has said.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, packed)]
pub struct Record {
    /// What kind.
    pub tag: u8,
    /// The words.
    pub data: [u8; 12],
}

/// What the driver counts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Slot {
    /// Bytes in it.
    pub length: u32,
    /// Whether it's the app's.
    pub ready: Bool8,
    /// Nothing.
    #[doc(hidden)]
    pub padding_5: [u8; 3],
}

/// The ring's memory.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct RingPage {
    /// Where the driver writes.
    pub head: u32,
    /// Where the app reads.
    pub tail: u32,
    /// Since the start.
    pub total: u64,
    /// The buffers.
    pub slots: [Slot; 4],
}

iigen_client::plain_enum! { Direction: u32 { IN, OUT } }

iigen_client::plain_flags! { Flags: u32 { LAST, URGENT } }

iigen_client::plain! {
    TransferRequest: 16 {
        slot as SLOT: u32 = 0,
        direction as DIRECTION: Direction = 4,
        length as LENGTH: u64 = 8,
    }
    Record: 13 {
        tag as TAG: u8 = 0,
        data as DATA: [u8; 12] = 1,
    }
    Slot: 8 {
        length as LENGTH: u32 = 0,
        ready as READY: Bool8 = 4,
        padding_5: [u8; 3] = 5,
    }
    RingPage: 48 {
        head as HEAD: u32 = 0,
        tail as TAIL: u32 = 4,
        total as TOTAL: u64 = 8,
        slots as SLOTS: [Slot; 4] = 16,
    }
}

/// Moves buffers between an app and a ring device.
pub struct RingUserClient<T: Transport> {
    connection: Connection<T>,
}

impl<T: Transport> RingUserClient<T> {
    /// Opens the user client.
    pub fn open(transport: T) -> Result<Self, Error> {
        let connection = Connection::open(transport, &Service::Class("RingDriver"), 0)?;
        Ok(Self { connection })
    }

    /// Forgets everything.
    pub fn reset(&self) -> Result<(), Error> {
        const METHOD: Method = Method::new("reset", 0);
        self.connection.call(METHOD, &[], &[], &mut [], &mut [])
    }

    /// Sets the rate, and returns the nearest that there is.
    pub fn set_rate(&self, hz: u32) -> Result<u32, Error> {
        const METHOD: Method = Method::new("set_rate", 1);
        METHOD.min("hz", hz, 1)?;
        let mut scalars = [0; 1];
        self.connection
            .call(METHOD, &[hz.to_word()], &[], &mut scalars, &mut [])?;
        METHOD.scalar("actual", scalars[0])
    }

    /// Starts a transfer.
    pub fn submit(
        &self,
        priority: u8,
        transfer_request: &TransferRequest,
    ) -> Result<Record, Error> {
        const METHOD: Method = Method::new("submit", 2);
        METHOD.check("transfer_request", transfer_request)?;
        let structure = transfer_request.as_bytes();
        let mut record = Record::zeroed();
        let output = record.as_bytes_mut();
        self.connection
            .call(METHOD, &[priority.to_word()], structure, &mut [], output)?;
        Ok(record)
    }

    /// Loads a program.
    pub fn load(&self, bytes: &[u8]) -> Result<(), Error> {
        const METHOD: Method = Method::new("load", 3);
        METHOD.max("bytes_length", bytes.len(), 4_194_304)?;
        self.connection.call(METHOD, &[], bytes, &mut [], &mut [])
    }

    /// Writes behind a record.
    pub fn write_at(&self, header: &Record, tail: &[u8]) -> Result<(), Error> {
        const METHOD: Method = Method::new("write_at", 4);
        METHOD.max("tail_length", tail.len(), 65_536)?;
        self.connection
            .call(METHOD, &[], &with_tail(header, tail), &mut [], &mut [])
    }

    /// Fills `records` with the log, and returns how many there are.
    pub fn read_log(&self, records: &mut [Record]) -> Result<usize, Error> {
        const METHOD: Method = Method::new("read_log", 5);
        self.connection
            .call_variable(METHOD, &[], &[], &mut [], records)
    }

    /// Reads the status: a header, the number of the ring, and its slots.
    pub fn status(&self, slots: &mut [Slot]) -> Result<(Direction, Record, usize), Error> {
        const METHOD: Method = Method::new("status", 6);
        let mut scalars = [0; 1];
        let mut header = Record::zeroed();
        let connection = &self.connection;
        let count =
            connection.call_with_tail(METHOD, &[], &[], &mut scalars, &mut header, slots)?;
        Ok((METHOD.scalar("direction", scalars[0])?, header, count))
    }

    /// Starts several transfers.
    pub fn submit_all(&self, requests: &[TransferRequest]) -> Result<(), Error> {
        const METHOD: Method = Method::new("submit_all", 7);
        METHOD.check("requests", requests)?;
        let structure = TransferRequest::slice_as_bytes(requests);
        self.connection
            .call(METHOD, &[], structure, &mut [], &mut [])
    }

    /// Does what the driver does; the spec doesn't say what.
    pub fn poke(
        &self,
        scalars: &[u64],
        structure: &[u8],
        scalars_out: &mut [u64],
        structure_out: StructureOutput<'_>,
    ) -> Result<Returned, Error> {
        const METHOD: Method = Method::new("poke", 1000);
        self.connection
            .call_raw(METHOD, scalars, structure, scalars_out, structure_out)
    }

    /// Maps the ring.
    pub fn ring(&self) -> Result<Mapping<RingPage, ReadWrite, T>, Error> {
        self.connection.map(Memory {
            name: "ring",
            number: 0,
            size: 64,
            cache: Cache::Default,
        })
    }

    /// Maps a BAR of the device.
    pub fn bar(&self, index: u32) -> Result<Mapping<[u8], ReadOnly, T>, Error> {
        const MEMORY: &str = "bar";
        Check::max("index", index, 5).map_err(|check| Error::refused(MEMORY, check))?;
        self.connection.map_bytes(Memory {
            name: MEMORY,
            number: 0x100 + index,
            size: 0,
            cache: Cache::Default,
        })
    }
}

impl<T: Transport> fmt::Debug for RingUserClient<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RingUserClient")
            .field(&self.connection)
            .finish()
    }
}
