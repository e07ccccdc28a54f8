//! Every public type goes to other threads and is shared between them, with a transport that does.

use std::sync::Arc;

use iigen_client::*;

/// What is said of each.
const fn on_threads<T: Send + Sync + ?Sized>() {}

/// A transport that goes to other threads.
type Shared = Arc<dyn Transport + Send + Sync>;

/// A layout, a record, an element.
type Record = [u32; 4];

/// What a completion brings.
type Answer = Box<u64>;

/// Says it of types, and lists their names.
macro_rules! on_threads {
    ($($name:ident = $type:ty;)*) => {
        const _: () = {
            $(on_threads::<$type>();)*
        };
        const TYPES: &[&str] = &[$(stringify!($name)),*];
    };
}

on_threads! {
    Bool8 = Bool8;
    Cache = Cache;
    Call = Call<'static>;
    Cause = Cause;
    Check = Check;
    Completion = Completion<Answer>;
    Connection = Connection<Shared>;
    DataQueue = DataQueue<Answer, Shared>;
    Difference = Difference;
    Element = Element<'static, Record, ReadWrite>;
    Error = Error;
    ErrorKind = ErrorKind;
    Event = Event<Answer>;
    Events = Events<Answer>;
    Field = Field<Record, u32>;
    Handshake = Handshake;
    IoReturn = IoReturn;
    Mapping = Mapping<Record, ReadWrite, Shared>;
    Memory = Memory;
    MemoryShape = MemoryShape;
    Method = Method;
    MethodShape = MethodShape;
    Part = Part;
    PropertyValue = PropertyValue<'static>;
    QueueSubscription = QueueSubscription;
    RawConnection = RawConnection;
    RawMapping = RawMapping;
    RawWatch = RawWatch;
    ReadOnly = ReadOnly;
    ReadWrite = ReadWrite;
    Returned = Returned;
    RingConsumer = RingConsumer<Record, 8, Shared>;
    RingProducer = RingProducer<Record, 8, Shared>;
    Rule = Rule;
    Service = Service<'static>;
    ServiceEvent = ServiceEvent;
    ServiceId = ServiceId;
    ServiceSubscription = ServiceSubscription<Shared>;
    ServiceWatch = ServiceWatch<Shared>;
    Sought = Sought;
    StructureOutput = StructureOutput<'static>;
    Subscription = Subscription;
    Text = Text;
    Value = Value;
    Words = Words<2>;
}

#[cfg(target_vendor = "apple")]
const _: () = on_threads::<IoKit>();

/// What the front page exports that is no type of its own.
const TRAITS: &[&str] = &[
    "Access",
    "Atomic",
    "Awaited",
    "Checked",
    "CompletionSink",
    "NotificationSink",
    "Plain",
    "Scalar",
    "ServiceSink",
    "Transport",
];

#[test]
fn no_type_is_left_out() {
    let page = include_str!("../src/lib.rs");
    let (_, exports) = page.split_once("pub use ").expect("it exports something");
    let words = exports.split(|of: char| !of.is_alphanumeric() && of != '_');
    let is_type = |word: &&str| {
        word.starts_with(|first: char| first.is_ascii_uppercase())
            && word.contains(|of: char| of.is_ascii_lowercase())
    };
    let mut exported: Vec<_> = words
        .filter(is_type)
        .filter(|word| !TRAITS.contains(word) && *word != "IoKit")
        .collect();
    exported.sort_unstable();
    assert_eq!(exported, TYPES);
}

/// Implemented for all types, once more for those that are `Send`: a type that is has two.
trait Ambiguous<A> {
    fn is_not() {}
}
struct Which;
impl<T: ?Sized> Ambiguous<()> for T {}
impl<T: ?Sized + Send> Ambiguous<Which> for T {}

/// What is opened with a transport that stays on its thread stays there, too.
#[test]
fn with_other_transports_they_stay() {
    type Staying = Box<dyn Transport>;
    // With two implementations, these wouldn't compile.
    <Connection<Staying> as Ambiguous<_>>::is_not();
    <ServiceWatch<Staying> as Ambiguous<_>>::is_not();
    <Mapping<Record, ReadWrite, Staying> as Ambiguous<_>>::is_not();
}
