//! What a transport has to do, a function each.

mod completions;
mod connections;
mod gone;
mod memory;
mod read_only;
mod rings;
mod scalars;
mod services;
mod structures;
mod threads;
mod watches;

use crate::{Stage, Trouble};

/// The selectors of `conformance.yaml` that are called as they are.
mod selector {
    pub(super) const SWAP: u32 = 0;
    pub(super) const REVERSE: u32 = 1;
    pub(super) const BOUNDED: u32 = 2;
    pub(super) const MIRROR: u32 = 3;
    pub(super) const SUM: u32 = 4;
    pub(super) const FILL: u32 = 5;
    pub(super) const ECHO: u32 = 6;
    pub(super) const LOOK: u32 = 7;
    pub(super) const FAIL: u32 = 8;
    pub(super) const STORE: u32 = 9;
    pub(super) const LOAD: u32 = 10;
    pub(super) const CLIENTS: u32 = 11;
    pub(super) const MEASURE: u32 = 20;
    pub(super) const SIXTEEN: u32 = 21;
    pub(super) const FLUSH: u32 = 22;
    pub(super) const SERIES: u32 = 23;
    pub(super) const MORE: u32 = 24;
    pub(super) const HOLD: u32 = 25;
    pub(super) const ANSWER: u32 = 26;
    pub(super) const DENY: u32 = 27;
    pub(super) const POST: u32 = 30;
    pub(super) const PEEK: u32 = 31;
    pub(super) const LEAVE: u32 = 40;
    pub(super) const ANNOUNCE: u32 = 41;
    pub(super) const RESERVED: u32 = 50;
    pub(super) const UNKNOWN: u32 = 1_000_000;
}

/// One thing that a transport has to do.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// What it is, as a sentence.
    pub name: &'static str,
    /// Looks whether it's there.
    pub check: fn(&Stage) -> Result<(), Trouble>,
}

/// A list of functions, each with the sentence that is its name.
macro_rules! behaviours {
    ($($module:ident { $($function:ident $name:literal)* })*) => {
        /// What a transport has to do. Those that have a service go come last.
        pub const BEHAVIOURS: &[Behaviour] = &[$($(
            Behaviour { name: $name, check: $module::$function },
        )*)*];
    };
}

behaviours! {
    services {
        finds_each_way "a service is found by class, name, property and id"
        finds_nothing "what no service matches isn't found"
        opens_each_way "a service is opened by class, name, property and id"
        opens_nothing "what no service matches isn't opened"
    }
    connections {
        refuses_another_type "a type that the driver doesn't have is refused with its code"
        keeps_two_apart "two connections are two user clients"
        tells_the_driver "the driver hears that a connection is closed"
        refuses_after_close "a closed connection answers no calls"
        closes_once "a connection is closed once"
        closes_one_only "closing one connection leaves the other"
    }
    scalars {
        come_and_go "numbers go in and come out in their order"
        have_64_bits "numbers have 64 bits"
        sixteen "sixteen numbers go each way"
        seventeen "seventeen numbers are refused"
        counts "a wrong count of numbers is refused"
        bounds "numbers out of bounds reach the driver, which refuses them"
        unknown "an unknown selector is refused with the driver's code"
        codes "the driver's own codes come back as they are"
        untouched "a call that fails leaves the outputs as they were"
    }
    structures {
        go_in "structures of 0, 1, 4,096, 4,097 bytes and 1 MiB go in"
        way_in "up to 4,096 bytes go in-band, more as a descriptor"
        come_out "structures of 1, 4,096, 4,097 bytes and 1 MiB come out"
        way_out "room of up to 4,096 bytes is in-band, more a descriptor"
        short "an answer in-band says how many bytes it has"
        short_descriptor "a descriptor's answer has the size of the room"
        variable "answers of any length are appended as they are long"
        both_ways "structures of all sizes go both ways in one call"
        wrong_sizes "a structure of a wrong size is refused"
    }
    threads {
        one_connection "many threads call one connection"
        many_connections "many threads open, call and close"
    }
    completions {
        once "a completion brings its words, and is over"
        no_words "a completion has no words"
        all_words "a completion has sixteen words"
        later "a completion comes later than the call returns"
        in_order "completions come in their order, and as many as there are"
        status "a completion brings the driver's status"
        apart "completions reach the sink of their call"
        cancelled "a completion that is replaced is aborted, and is over"
        failed "a call that fails never tells its sink anything"
        wanted "a method that completes refuses a call without a sink, and the other way round"
        closed "a connection that is closed ends its completions"
        calls_back "a sink may call the driver"
        closes_itself "a sink may close its own connection"
    }
    memory {
        is_shared "memory is shared, both ways"
        is_whole "memory is as long as the driver has made it"
        is_the_same "memory that is mapped again is the same"
        stays "memory outlives its mapping"
        of_another "another connection has memory of its own"
        unknown "an unknown memory type is refused"
        after_close "a closed connection maps nothing"
    }
    read_only {
        is_read_only "memory that the driver shows read-only can't be written"
        is_writable "other memory can be written"
    }
    rings {
        from_the_driver "a ring brings what the driver puts in"
        to_the_driver "a ring brings the driver what is put in"
    }
    watches {
        tells_what_is_there "a watch tells what is there first"
        tells_nothing_else "a watch tells nothing of other services"
        ends "a watch that is ended tells nothing, and drops its sink"
        ends_itself "a sink may end its own watch"
        waits "a service that is there is waited for no longer"
        tells_what_comes "a watch tells a service that registers"
    }
    gone {
        is_told "a watch tells a service that goes"
        answers_no_calls "a driver that has gone answers no calls, and isn't found"
        ends_completions "a driver that has gone ends its completions"
    }
}
