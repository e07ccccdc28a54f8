//! What calls of the drivers look like, for a call that is to get past its row; and what memory there is.

/// A driver and its user clients.
pub(crate) struct Driver {
    pub(crate) provider: &'static str,
    /// Names of the properties, and classes.
    pub(crate) clients: &'static [(&'static str, &'static str)],
    /// What `open` may be asked for.
    pub(crate) open_types: &'static [u32],
    pub(crate) rows: &'static [Row],
    /// Types of memory; behind them, whether the app may write to it.
    pub(crate) memory: &'static [(u32, bool)],
}

/// Some of the counts and sizes that a method takes.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) selector: u32,
    pub(crate) scalars_in: &'static [usize],
    pub(crate) input: &'static [usize],
    pub(crate) scalars_out: usize,
    pub(crate) room: &'static [usize],
    /// It answers later, too.
    pub(crate) wakes: bool,
    /// Its handler writes to the app's own memory, or nothing checks what it says that it wrote.
    pub(crate) own: bool,
}

const NONE: &[usize] = &[0];
const ANY: &[usize] = &[0, 1, 17, 4095, 4096, 4097, 9999, 10_000];

const fn row(selector: u32, scalars_in: &'static [usize], scalars_out: usize) -> Row {
    Row {
        selector,
        scalars_in,
        input: NONE,
        scalars_out,
        room: NONE,
        wakes: false,
        own: false,
    }
}

impl Row {
    const fn takes(mut self, input: &'static [usize]) -> Self {
        self.input = input;
        self
    }

    const fn gives(mut self, room: &'static [usize]) -> Self {
        self.room = room;
        self
    }

    const fn wakes(mut self) -> Self {
        self.wakes = true;
        self
    }

    const fn own(mut self) -> Self {
        self.own = true;
        self
    }
}

/// Sends so many ticks; the second scalar is how many.
pub(crate) const PUMP: u32 = 6;
/// Ends the driver.
pub(crate) const LEAVE: u32 = 17;

/// Both of the user clients: selectors 0, 1 and 2 are of the other one, too.
pub(crate) const ECHO: Driver = Driver {
    provider: "EchoDriver",
    clients: &[
        ("EchoProperties", "EchoUserClient"),
        ("DenseProperties", "DenseUserClient"),
    ],
    open_types: &[0, 0, 0, 1],
    rows: &[
        row(0, NONE, 2),
        row(0, NONE, 1),
        row(1, &[1], 0),
        row(1, &[1], 1),
        row(2, &[1], 0),
        row(2, NONE, 0),
        row(3, NONE, 0).gives(&[0, 1, 4096, 4097, 16_384, 20_000]),
        row(10, NONE, 0),
        row(11, &[1], 1),
        row(13, &[16], 16),
        row(14, &[16], 0),
        row(15, NONE, 16),
        row(17, &[4], 4),
        row(19, &[2], 2),
        row(22, &[13], 13),
        row(30, NONE, 0).takes(&[24]).gives(&[24]),
        row(31, NONE, 0).takes(&[29]).gives(&[29]),
        row(32, NONE, 0).takes(&[4096]).gives(&[4096]),
        row(33, NONE, 0).takes(&[4097]).gives(&[4097]),
        row(34, NONE, 0).takes(&[10_000]).gives(&[10_000]),
        row(40, NONE, 0).takes(&[5000]).gives(&[5000]),
        row(42, NONE, 0).takes(&[10_000]),
        row(43, NONE, 0).gives(&[10_000]),
        row(50, NONE, 0).takes(ANY).gives(ANY),
        row(51, NONE, 0).takes(&[4096, 4097]).gives(&[4096, 4097]),
        row(53, NONE, 0).takes(&[4097, 5000]),
        row(54, NONE, 0)
            .takes(&[4, 4096, 4100])
            .gives(&[4, 4096, 8000]),
        row(57, NONE, 0)
            .takes(&[24, 25, 5024])
            .gives(&[24, 4096, 5024]),
        row(61, &[1], 2).takes(&[0, 4, 8000]).gives(ANY),
        row(71, NONE, 2).takes(&[8192]).own(),
        row(73, NONE, 1).gives(&[8192]).own(),
        row(0x8000_0000, &[1], 1),
        row(1000, &[0, 3, 16], 16).takes(ANY).gives(ANY).own(),
    ],
    memory: &[(0, true), (1, false), (7, true), (8, false), (9, false)],
};

pub(crate) const STREAM: Driver = Driver {
    provider: "StreamDriver",
    clients: &[("StreamProperties", "StreamUserClient")],
    open_types: &[0],
    rows: &[
        row(0, &[1], 0).wakes(),
        row(0, &[1], 0).wakes(),
        row(1, &[3], 0),
        row(2, &[2], 0),
        row(3, NONE, 0).wakes(),
        row(4, &[2], 0),
        row(5, NONE, 0).wakes(),
        row(PUMP, &[2], 0),
        row(7, &[2], 1).wakes(),
        row(7, &[2], 1),
        row(8, &[1], 0).wakes(),
        row(9, NONE, 0).wakes(),
        row(10, NONE, 0).wakes(),
        row(11, &[1], 1),
        row(12, &[1], 0).wakes(),
        row(13, &[1], 0).wakes(),
        row(14, NONE, 0).gives(&[0, 8, 4097]).wakes(),
        row(15, NONE, 2),
        row(16, NONE, 1),
    ],
    memory: &[],
};

pub(crate) const SHAPES: Driver = Driver {
    provider: "ShapesDriver",
    clients: &[("ShapesProperties", "ShapesUserClient")],
    open_types: &[0],
    rows: &[
        row(2, NONE, 2),
        row(10, &[0, 1], 1),
        row(11, &[1, 2, 7], 6),
        row(12, &[1, 2, 3, 4, 12, 13], 2),
        row(13, &[0, 2, 5], 2),
        row(14, &[1, 3], 4),
        row(15, &[1, 5, 9], 2),
        row(16, &[2, 16], 2),
        row(17, &[1, 4], 1),
        row(18, &[1, 2], 2),
        row(20, &[9], 9),
        row(21, &[4], 4),
        row(22, &[3], 3),
        row(25, &[1], 1).takes(&[8]),
        row(30, NONE, 3),
        row(30, NONE, 16),
        row(31, NONE, 1).gives(&[4, 4096, 4097]),
        row(32, NONE, 0).gives(&[5000, 10_000]),
        row(40, &[1], 1).takes(&[6]),
        row(42, &[1], 1).takes(&[5000]),
        row(43, NONE, 0).gives(&[6]),
        row(44, NONE, 0).gives(&[5000]),
        row(45, &[1], 0),
        row(23_333_333, &[1], 1),
        row(2333, &[1], 1),
    ],
    memory: &[],
};

pub(crate) const STRUCTS: Driver = Driver {
    provider: "StructsDriver",
    clients: &[("StructsProperties", "StructsUserClient")],
    open_types: &[0],
    rows: &[
        row(0, NONE, 1),
        row(10, NONE, 0).takes(&[35]).gives(&[35]),
        row(11, NONE, 0).takes(&[12]).gives(&[12]),
        row(12, NONE, 0).takes(&[52]).gives(&[52]),
        row(14, NONE, 0)
            .takes(&[0, 35, 4095, 4130])
            .gives(&[0, 35, 4095, 7000]),
        row(15, &[1], 0).gives(&[35]),
        row(20, NONE, 0).takes(&[0, 1, 100]).gives(&[0, 100, 4097]),
        row(21, NONE, 0).takes(&[1, 2, 101]).gives(&[1, 101, 4097]),
        row(22, NONE, 0)
            .takes(&[0, 4096, 4097, 5000])
            .gives(&[0, 4096, 5000]),
        row(23, NONE, 0)
            .takes(&[2, 4096, 4097, 5001])
            .gives(&[2, 4097, 5001]),
        row(24, &[1], 1).takes(&[8, 9, 72]).gives(&[8, 648, 4097]),
        row(25, NONE, 0).takes(&[9, 73]).gives(&[9, 73, 4097]),
        row(28, NONE, 0).takes(&[0, 17]).gives(&[0, 17, 4097]),
        row(30, &[1], 1).takes(&[8, 16, 24]).gives(&[4, 8, 24]),
        row(31, NONE, 1)
            .takes(&[8, 4096, 8193])
            .gives(&[8, 4096, 8193]),
        row(32, &[1], 0)
            .takes(&[1, 4096, 4097])
            .gives(&[1, 4096, 4097]),
        row(40, NONE, 2).takes(ANY),
        row(41, &[1], 1).takes(&[4097, 10_000]),
        row(42, &[3], 1).gives(&[16, 4096, 4097, 10_000]).own(),
        row(43, &[1], 0).gives(&[4097, 10_000]).own(),
        row(44, NONE, 0).takes(ANY).gives(ANY).own(),
        row(45, NONE, 0).takes(&[1, 4096, 4097, 10_000]),
        row(46, NONE, 1),
        row(50, &[1], 1).takes(&[4097, 5000]).gives(&[4097, 5000]),
    ],
    memory: &[],
};

pub(crate) const MAPPED: Driver = Driver {
    provider: "MappedDriver",
    clients: &[("MappedProperties", "MappedUserClient")],
    open_types: &[0],
    rows: &[
        row(0, NONE, 1),
        row(1, &[1], 0),
        row(2, &[1], 0),
        row(3, &[2], 0),
        row(4, &[1], 1),
        row(4, &[1], 1),
        row(5, &[1], 2),
        row(5, &[1], 2),
    ],
    memory: &[
        (1, true),
        (2, true),
        (4, true),
        (0x10000, true),
        (0x10003, true),
        (0x20004, false),
        (0x40001, false),
    ],
};

/// The user clients that a kext has, too, and only those who are entitled may open.
pub(crate) const DOOR: Driver = Driver {
    provider: "DoorDriver",
    clients: &[],
    open_types: &[2, 3, 8],
    rows: &[row(0, NONE, 0), row(0, NONE, 1), row(1, &[1], 0)],
    memory: &[(0, false)],
};
