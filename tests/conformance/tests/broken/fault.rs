//! What is broken.

/// A promise of `Transport` that isn't kept, on the way to the loopback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    None,

    /// Another type is opened as type 0.
    IgnoresTypes,
    /// A connection is never closed.
    NeverCloses,
    /// What is closed already closes again.
    ClosesTwice,
    /// All connections are closed with one.
    ClosesAll,
    /// Calls of what is closed succeed.
    AnswersWhenClosed,
    /// Calls of one thread go to the connection that was opened last.
    MixesConnections,

    /// Two numbers come back the other way round.
    SwapsNumbers,
    /// The last of sixteen numbers is lost.
    LosesTheLastNumber,
    /// Numbers have 32 bits.
    CutsNumbers,
    /// A seventeenth number is left out.
    LeavesNumbersOut,
    /// Calls that the driver refuses for their arguments succeed.
    ForgivesArguments,
    /// Calls of selectors that the driver doesn't have succeed.
    AnswersUnknownSelectors,
    /// All codes are `kIOReturnError`.
    LosesCodes,
    /// A call that fails clears its outputs.
    ClearsOutputs,

    /// What is longer than 4,096 bytes is cut on its way in.
    CutsStructures,
    /// 4,096 bytes aren't in-band.
    SplitsEarly,
    /// Room for 4,096 bytes isn't in-band.
    WidensRoom,
    /// The last byte of a descriptor's answer is lost.
    LosesTheLastByte,
    /// All room in-band is said to be filled.
    OverstatesAnswers,
    /// Nothing of a descriptor is said to be filled.
    UnderstatesDescriptors,
    /// What was in the buffer of an answer of any length is lost.
    OverwritesVariable,
    /// Answers of calls at the same time are lost.
    MixesThreads,

    /// Every tenth completion is lost.
    LosesCompletions,
    /// Completions have fifteen words at most.
    CutsWords,
    /// Completions without words have one.
    AddsAWord,
    /// What waits for the driver's answer has one at once.
    HurriesCompletions,
    /// All completions succeed.
    LosesStatus,
    /// Completions go to the sink that came last.
    MixesSinks,
    /// The end of completions isn't told.
    SwallowsTheEnd,
    /// Sinks aren't dropped.
    KeepsSinks,
    /// A call that fails tells its sink.
    TellsOfFailures,
    /// Calls without a sink succeed where one is needed, and the other way round.
    IgnoresSinks,
    /// A sink can't call.
    RefusesSinksCalls,
    /// A sink can't close.
    RefusesSinksClose,

    /// Memory that isn't the driver's is mapped.
    MapsElsewhere,
    /// Less is mapped than there is.
    MapsLess,
    /// What is writable is mapped read-only.
    MapsReadOnly,
    /// What is read-only is mapped writable.
    MapsWritable,
    /// An unknown memory type has another code.
    LosesCodesOfMaps,
    /// What is closed maps.
    MapsWhenClosed,

    /// Nothing is found by its name.
    LosesNames,
    /// Nothing is opened by its name.
    OpensNoNames,
    /// One service at most is found.
    FindsOneOnly,
    /// Numbers of properties aren't compared.
    IgnoresNumbers,
    /// No service is an error.
    NothingIsAnError,
    /// A service that isn't there has another code.
    LosesNotFound,
    /// The arrival of what is there isn't told.
    SwallowsWhatIsThere,
    /// The arrival of what comes isn't told.
    SwallowsWhatComes,
    /// Arrivals are told twice.
    TellsTwice,
    /// All of the driver's services are told, whatever is watched.
    TellsOthers,
    /// Removals aren't told.
    SwallowsRemovals,
    /// Watches don't end.
    NeverUnwatches,
}
