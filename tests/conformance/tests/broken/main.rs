//! The suite can fail: a transport that breaks one promise fails what depends on it, and nothing else.
#![cfg(not(target_vendor = "apple"))]

mod broken;
mod calls;
mod fault;
mod sinks;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use conformance::{BEHAVIOURS, Stage, Trouble, run, start};

use broken::Broken;
use fault::Fault;

/// Does it with a driver of its own, behind a fault.
fn on_stage<T>(fault: Fault, work: impl FnOnce(&Stage) -> T) -> T {
    // The driver has one service that is late for the process, so that one runs at a time.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let loopback = Arc::new(start().expect("the driver starts"));
    let door = Arc::new(Broken::new(loopback, fault));
    work(&Stage::new(door).with_patience(Duration::from_secs(1)))
}

/// Which behaviours a fault takes away.
fn fails(fault: Fault, expected: &[&str]) {
    let report = on_stage(fault, run);
    assert_eq!(report.failed(), expected, "{fault:?}\n{report}");
    assert_eq!(report.skipped(), [""; 0], "{fault:?}\n{report}");
}

/// A test for each fault.
macro_rules! faults {
    ($($test:ident $fault:ident { $($behaviour:literal)* })*) => {
        $(
            #[test]
            fn $test() {
                fails(Fault::$fault, &[$($behaviour),*]);
            }
        )*

        /// All that a fault takes away.
        const TAKEN_AWAY: &[&str] = &[$($($behaviour,)*)*];
    };
}

faults! {
    none None {}

    ignores_types IgnoresTypes {
        "a type that the driver doesn't have is refused with its code"
    }
    never_closes NeverCloses {
        "the driver hears that a connection is closed"
        "a closed connection answers no calls"
        "a connection is closed once"
        "a connection that is closed ends its completions"
        "a sink may close its own connection"
        "a closed connection maps nothing"
    }
    closes_twice ClosesTwice {
        "a connection is closed once"
        "a sink may close its own connection"
    }
    closes_all ClosesAll {
        "the driver hears that a connection is closed"
        "closing one connection leaves the other"
        "many threads open, call and close"
    }
    answers_when_closed AnswersWhenClosed {
        "a closed connection answers no calls"
        "a driver that has gone answers no calls, and isn't found"
    }
    loses_the_last_number LosesTheLastNumber {
        "sixteen numbers go each way"
    }
    cuts_numbers CutsNumbers {
        "numbers have 64 bits"
    }
    leaves_numbers_out LeavesNumbersOut {
        "seventeen numbers are refused"
    }
    forgives_arguments ForgivesArguments {
        "a wrong count of numbers is refused"
        "numbers out of bounds reach the driver, which refuses them"
        "a structure of a wrong size is refused"
        "a method that completes refuses a call without a sink, and the other way round"
    }
    answers_unknown_selectors AnswersUnknownSelectors {
        "an unknown selector is refused with the driver's code"
    }
    loses_codes LosesCodes {
        "seventeen numbers are refused"
        "a wrong count of numbers is refused"
        "numbers out of bounds reach the driver, which refuses them"
        "an unknown selector is refused with the driver's code"
        "the driver's own codes come back as they are"
        "a structure of a wrong size is refused"
        "a method that completes refuses a call without a sink, and the other way round"
    }
    clears_outputs ClearsOutputs {
        "a call that fails leaves the outputs as they were"
    }
    cuts_structures CutsStructures {
        "structures of 0, 1, 4,096, 4,097 bytes and 1 MiB go in"
        "up to 4,096 bytes go in-band, more as a descriptor"
        "structures of all sizes go both ways in one call"
    }
    splits_early SplitsEarly {
        "up to 4,096 bytes go in-band, more as a descriptor"
        "structures of all sizes go both ways in one call"
    }
    widens_room WidensRoom {
        "room of up to 4,096 bytes is in-band, more a descriptor"
    }
    loses_the_last_byte LosesTheLastByte {
        "structures of 1, 4,096, 4,097 bytes and 1 MiB come out"
        "structures of all sizes go both ways in one call"
    }
    overstates_answers OverstatesAnswers {
        "an answer in-band says how many bytes it has"
    }
    understates_descriptors UnderstatesDescriptors {
        "structures of 1, 4,096, 4,097 bytes and 1 MiB come out"
        "a descriptor's answer has the size of the room"
        "structures of all sizes go both ways in one call"
    }
    overwrites_variable OverwritesVariable {
        "answers of any length are appended as they are long"
    }
    mixes_threads MixesThreads {
        "many threads call one connection"
        "many threads open, call and close"
    }
    loses_completions LosesCompletions {
        "completions come in their order, and as many as there are"
    }
    cuts_words CutsWords {
        "a completion has sixteen words"
    }
    loses_status LosesStatus {
        "a completion brings the driver's status"
        "a completion that is replaced is aborted, and is over"
        "a driver that has gone ends its completions"
    }
    mixes_sinks MixesSinks {
        "completions reach the sink of their call"
        "a completion that is replaced is aborted, and is over"
    }
    swallows_the_end SwallowsTheEnd {
        "a completion brings its words, and is over"
        "a completion has no words"
        "a completion has sixteen words"
        "a completion comes later than the call returns"
        "a completion that is replaced is aborted, and is over"
        "a connection that is closed ends its completions"
        "a driver that has gone ends its completions"
    }
    keeps_sinks KeepsSinks {
        "a completion brings its words, and is over"
        "a completion has no words"
        "a completion has sixteen words"
        "a completion comes later than the call returns"
        "a completion that is replaced is aborted, and is over"
        "a call that fails never tells its sink anything"
        "a method that completes refuses a call without a sink, and the other way round"
        "a connection that is closed ends its completions"
        "a driver that has gone ends its completions"
    }
    tells_of_failures TellsOfFailures {
        "a call that fails never tells its sink anything"
        "a method that completes refuses a call without a sink, and the other way round"
    }
    ignores_sinks IgnoresSinks {
        "a method that completes refuses a call without a sink, and the other way round"
    }
    refuses_sinks_calls RefusesSinksCalls {
        "a sink may call the driver"
    }
    refuses_sinks_close RefusesSinksClose {
        "a sink may close its own connection"
    }
    maps_elsewhere MapsElsewhere {
        "memory is shared, both ways"
        "memory that is mapped again is the same"
        "memory outlives its mapping"
        "another connection has memory of its own"
    }
    maps_less MapsLess {
        "memory is as long as the driver has made it"
        "a ring brings what the driver puts in"
        "a ring brings the driver what is put in"
    }
    maps_writable MapsWritable {
        "memory that the driver shows read-only can't be written"
    }
    loses_codes_of_maps LosesCodesOfMaps {
        "an unknown memory type is refused"
    }
    maps_when_closed MapsWhenClosed {
        "a closed connection maps nothing"
    }
    finds_one_only FindsOneOnly {
        "a watch tells what is there first"
    }
    ignores_numbers IgnoresNumbers {
        "what no service matches isn't found"
        "what no service matches isn't opened"
    }
    nothing_is_an_error NothingIsAnError {
        "what no service matches isn't found"
        "a watch tells a service that registers"
        "a driver that has gone answers no calls, and isn't found"
    }
    loses_not_found LosesNotFound {
        "what no service matches isn't opened"
        "a driver that has gone answers no calls, and isn't found"
    }
    swallows_what_is_there SwallowsWhatIsThere {
        "a watch tells what is there first"
        "a watch tells nothing of other services"
        "a sink may end its own watch"
        "a service that is there is waited for no longer"
        "a watch tells a service that goes"
    }
    swallows_what_comes SwallowsWhatComes {
        "a watch tells a service that registers"
    }
    tells_twice TellsTwice {
        "a watch tells what is there first"
        "a watch tells nothing of other services"
        "a sink may end its own watch"
        "a watch tells a service that goes"
    }
    tells_others TellsOthers {
        "a watch tells nothing of other services"
        "a watch tells a service that registers"
        "a watch tells a service that goes"
    }
    swallows_removals SwallowsRemovals {
        "a watch tells a service that goes"
    }
    never_unwatches NeverUnwatches {
        "a watch that is ended tells nothing, and drops its sink"
        "a sink may end its own watch"
    }
    loses_names LosesNames {
        "a service is found by class, name, property and id"
    }
    opens_no_names OpensNoNames {
        "a service is opened by class, name, property and id"
    }
    mixes_connections MixesConnections {
        "two connections are two user clients"
        "the driver hears that a connection is closed"
        "many threads open, call and close"
        "completions reach the sink of their call"
        "another connection has memory of its own"
    }
    swaps_numbers SwapsNumbers {
        "numbers go in and come out in their order"
        "numbers have 64 bits"
        "many threads call one connection"
        "a ring brings the driver what is put in"
    }
    adds_a_word AddsAWord {
        "a completion has no words"
        "a completion that is replaced is aborted, and is over"
    }
    hurries_completions HurriesCompletions {
        "a completion comes later than the call returns"
        "a completion brings the driver's status"
        "completions reach the sink of their call"
        "a completion that is replaced is aborted, and is over"
        "a connection that is closed ends its completions"
        "a driver that has gone ends its completions"
    }
}

/// Memory that is written and mustn't be ends the process, so that the others aren't looked at.
const WRITABLE: &str = "other memory can be written";

#[test]
fn maps_read_only() {
    let behaviour = BEHAVIOURS.iter().find(|each| each.name == WRITABLE);
    let behaviour = behaviour.expect("there is such a behaviour");
    let seen = on_stage(Fault::MapsReadOnly, behaviour.check);
    assert!(matches!(seen, Err(Trouble::Failed(_))), "{seen:?}");
}

#[test]
fn each_behaviour_can_fail() {
    let safe = |name: &&str| !TAKEN_AWAY.contains(name) && *name != WRITABLE;
    let never: Vec<_> = BEHAVIOURS
        .iter()
        .map(|each| each.name)
        .filter(safe)
        .collect();
    assert_eq!(never, [""; 0], "no fault takes these away");
}
