//! An app that does everything that crosses between it and its drivers. Whatever fails, it goes on.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use driver_tests::EchoUserClient;
use driver_tests::mapped::{ChannelsMapping, Kind, MappedUserClient, Order, Sample};
use driver_tests::stream::{Mode, StreamUserClient};
use futures_core::Stream as _;
use iigen_client::{Bool8, IoReturn};
use iigen_loopback::Client;

use crate::block_on::block_on;
use crate::fate::{Asked, Fate};
use crate::held::Held;
use crate::random::Random;
use crate::watch;

/// Long enough for anything that comes at all.
const LONG: Duration = Duration::from_secs(30);

/// So many steps are done, of those that there are.
const STEPS: usize = 8;

/// What is sent in-band, and as a descriptor.
const SIZES: [usize; 4] = [1, 4096, 4097, 10_000];

/// What is done, and its name.
type Step<'a> = (&'static str, fn(&App<'a>, &mut Random));

/// The app, with what it has open.
pub(crate) struct App<'a> {
    transport: &'a Client<'a>,
    fate: &'a Fate,
    held: &'a Held,
    stream: Option<StreamUserClient<&'a Client<'a>>>,
    mapped: Option<MappedUserClient<&'a Client<'a>>>,
    echo: Option<EchoUserClient<&'a Client<'a>>>,
    /// Memory that outlives who dies, by its index.
    kept: RefCell<Vec<(u32, ChannelsMapping<&'a Client<'a>>)>>,
    /// The next sample to come, and the next order to go.
    sample: Cell<u64>,
    order: Cell<u64>,
    tick: Cell<u64>,
}

/// Opens everything, does some of the steps with a call in flight beside them, and closes.
pub(crate) fn run<'a>(
    transport: &'a Client<'a>,
    fate: &'a Fate,
    held: &'a Held,
    random: &mut Random,
) {
    watch::step("open");
    let app = App {
        transport,
        fate,
        held,
        stream: fate.ask(Asked::Open, || StreamUserClient::open(transport)),
        mapped: fate.ask(Asked::Open, || MappedUserClient::open(transport)),
        echo: fate.ask(Asked::Open, || EchoUserClient::open(transport)),
        kept: RefCell::default(),
        sample: Cell::new(0),
        order: Cell::new(0),
        tick: Cell::new(0),
    };
    let steps: [Step<'a>; 13] = [
        ("structures", App::structures),
        ("several answers", App::several_answers),
        ("an answer to a callback", App::answer_to_a_callback),
        ("a future", App::future),
        ("answers at once", App::at_once),
        ("no answer", App::no_answer),
        ("events", App::events),
        ("events to a callback", App::events_to_a_callback),
        ("a stream", App::stream_of_events),
        ("records", App::records),
        ("memory", App::memory),
        ("rings", App::rings),
        ("another connection", App::another_connection),
    ];
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        if let Some(echo) = &app.echo {
            let size = SIZES[random.below(4) as usize];
            let over = &over;
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) && !fate.seen() {
                    echo_bytes(fate, echo, size);
                }
            });
        }
        for _ in 0..STEPS {
            let (name, step) = steps[random.below(steps.len() as u64) as usize];
            watch::step(name);
            step(&app, random);
        }
        over.store(true, Ordering::Relaxed);
    });
    // Whoever has died: the app's memory is where it was.
    watch::step("kept memory");
    for (_, channel) in app.kept.borrow().iter() {
        let last = channel.at(255).expect("the last");
        last.write(&Sample {
            number: 1,
            square: 2,
        });
        assert_eq!(last.read().square, 2);
    }
    watch::step("close");
    let App {
        stream,
        mapped,
        echo,
        kept,
        ..
    } = app;
    match random.below(3) {
        0 => drop((stream, mapped, echo, kept)),
        1 => drop((kept, echo, mapped, stream)),
        _ => drop((mapped, kept, stream, echo)),
    }
}

fn echo_bytes(fate: &Fate, echo: &EchoUserClient<&Client<'_>>, size: usize) {
    let mut back = vec![0; size];
    let value = vec![7; size];
    if let Some(length) = fate.ask(Asked::Call, || echo.bytes(&value, &mut back)) {
        assert_eq!(back[..length], value);
    }
}

/// The next tick from `first` on: the driver's queue may still be at those before it, which who
/// asked for them has dropped, and sends them to whoever listens now.
fn from(
    first: u64,
    mut next: impl FnMut() -> Result<u64, iigen_client::Error>,
) -> Result<u64, iigen_client::Error> {
    loop {
        match next() {
            Ok(tick) if tick < first => {}
            other => return other,
        }
    }
}

impl<'a> App<'a> {
    /// A call of the user client that answers later.
    fn stream<T>(
        &self,
        call: impl FnOnce(&StreamUserClient<&'a Client<'a>>) -> Result<T, iigen_client::Error>,
    ) -> Option<T> {
        let stream = self.stream.as_ref()?;
        self.fate.ask(Asked::Call, || call(stream))
    }

    fn structures(&self, random: &mut Random) {
        if let Some(echo) = &self.echo {
            for _ in 0..3 {
                echo_bytes(self.fate, echo, SIZES[random.below(4) as usize]);
            }
            let word = self.fate.ask(Asked::Call, || echo.one_word(9));
            assert!(word.is_none_or(|word| word == 9));
        }
    }

    /// Several in flight, answered in any order; one is replaced, one isn't wanted any more.
    fn several_answers(&self, random: &mut Random) {
        let mut waiting: Vec<_> = (0..6)
            .map(|slot| self.stream(|of| of.later(slot)))
            .collect();
        if random.flip() {
            waiting[5] = None; // dropped: the driver isn't told
        }
        let mut slots = [0, 1, 2, 3, 4, 5];
        for at in (1..slots.len()).rev() {
            slots.swap(at, random.below(at as u64 + 1) as usize);
        }
        let mut sent = [false; 6];
        for slot in slots {
            // A slot whose completion failed to get there is empty.
            if waiting[usize::from(slot)].is_some() || slot == 5 {
                let answer = self.stream(|of| of.answer(slot, 0, u64::from(slot)));
                sent[usize::from(slot)] = answer.is_some();
            }
        }
        for (completion, (slot, sent)) in waiting.into_iter().zip((0..).zip(sent)) {
            let Some(mut completion) = completion else {
                continue;
            };
            if let Some(answer) = self.fate.arrives(sent, completion.wait(LONG)) {
                assert_eq!(answer.value, slot);
            }
        }
    }

    fn answer_to_a_callback(&self, random: &mut Random) {
        let (sender, answers) = channel();
        let Some(completion) = self.stream(|of| of.later(6)) else {
            return;
        };
        let before = random.flip();
        let held = self.held.clone();
        let callback = move |answer| {
            drop(held);
            let _ = sender.send(answer);
        };
        let mut sent = None;
        if before {
            sent = self.stream(|of| of.answer(6, 0, 6));
        }
        completion.on_complete(callback);
        if !before {
            sent = self.stream(|of| of.answer(6, 0, 6));
        }
        let answer = answers.recv_timeout(LONG).expect("it is called back once");
        let answer = self.fate.arrives(sent.is_some(), answer);
        assert!(answer.is_none_or(|answer| answer.value == 6));
        assert!(
            answers.recv_timeout(LONG).is_err(),
            "it is called back once"
        );
    }

    /// Awaited while another thread answers.
    fn future(&self, _: &mut Random) {
        let Some(completion) = self.stream(|of| of.later(7)) else {
            return;
        };
        let (fate, stream) = (self.fate, self.stream.as_ref());
        std::thread::scope(|scope| {
            let answering = scope.spawn(|| {
                let stream = stream.expect("it has been called");
                fate.ask(Asked::Call, || stream.answer(7, 0, 7)).is_some()
            });
            let answer = block_on(completion);
            let sent = answering.join().expect("no panic");
            let answer = fate.arrives(sent, answer);
            assert!(answer.is_none_or(|answer| answer.value == 7));
        });
    }

    fn at_once(&self, _: &mut Random) {
        if let Some(mut completion) = self.stream(StreamUserClient::at_once) {
            let answer = self.fate.arrives(true, completion.wait(LONG));
            assert!(answer.is_none_or(|value| value == 77));
        }
        if let Some(mut reply) = self.stream(|of| of.add(2, 3)) {
            let answer = self.fate.arrives(true, reply.completion.wait(LONG));
            assert!(reply.sum == 5 && answer.is_none_or(|sum| sum == 5));
        }
    }

    /// The driver lets go of a completion, or of the one before.
    fn no_answer(&self, random: &mut Random) {
        let replaced = self.stream(|of| of.later(0));
        let last = self.stream(|of| of.later(0));
        let forgotten = self.stream(StreamUserClient::forgets);
        let aborted = |error: iigen_client::Error| {
            if error.io_return() != Some(IoReturn::ABORTED) {
                self.fate.died_of(Asked::Later, error);
            }
        };
        if let Some(mut completion) = forgotten {
            aborted(completion.wait(LONG).expect_err("nobody answers"));
        }
        if let (Some(mut replaced), Some(_)) = (replaced, &last) {
            aborted(replaced.wait(LONG).expect_err("it is replaced"));
        }
        // Otherwise it is in flight when the connection is closed.
        if let Some(mut last) = last
            && random.flip()
        {
            self.stream(|of| of.give_up(0, IoReturn::ABORTED.0));
            aborted(last.wait(LONG).expect_err("it is given up"));
        }
    }

    /// Ticks from another queue of the driver's: so many, if nobody dies.
    fn pump(&self, random: &mut Random) -> (u64, u64) {
        let first = self.tick.get();
        let count = random.below(40);
        self.tick.set(first + count);
        match self.stream(|of| of.pump(first, count)) {
            Some(()) => (first, count),
            None => (first, 0),
        }
    }

    fn events(&self, random: &mut Random) {
        let Some(mut events) = self.stream(StreamUserClient::ticks) else {
            return;
        };
        let (first, count) = self.pump(random);
        for tick in first..first + count {
            let next = || events.next(LONG).expect("why it ends");
            match from(first, next) {
                Ok(next) => assert_eq!(next, tick),
                Err(error) => {
                    self.fate.died_of(Asked::Later, error);
                    assert_eq!(events.next(LONG), None);
                    return;
                }
            }
            if random.below(40) == 0 {
                return; // drops what is to come
            }
        }
    }

    fn events_to_a_callback(&self, random: &mut Random) {
        let Some(events) = self.stream(StreamUserClient::ticks) else {
            return;
        };
        let (sender, ticks) = channel();
        let held = self.held.clone();
        let subscription = events.for_each(move |tick| {
            let _held = &held;
            let _ = sender.send(tick);
        });
        let (first, count) = self.pump(random);
        for tick in first..first + count {
            let next = || ticks.recv_timeout(LONG).expect("it is called");
            match from(first, next) {
                Ok(next) => assert_eq!(next, tick),
                Err(error) => return self.fate.died_of(Asked::Later, error),
            }
        }
        drop(subscription);
    }

    fn stream_of_events(&self, random: &mut Random) {
        let Some(mut events) = self.stream(StreamUserClient::ticks) else {
            return;
        };
        let (first, count) = self.pump(random);
        for tick in first..first + count {
            let next = || {
                let next = std::future::poll_fn(|context| Pin::new(&mut events).poll_next(context));
                block_on(next).expect("why it ends")
            };
            match from(first, next) {
                Ok(next) => assert_eq!(next, tick),
                Err(error) => return self.fate.died_of(Asked::Later, error),
            }
        }
    }

    fn records(&self, random: &mut Random) {
        let Some(mut events) = self.stream(StreamUserClient::watch) else {
            return;
        };
        for level in 0..random.below(8) as u32 {
            let sent = self.stream(|of| of.report(5, level));
            let event = events.next(LONG).expect("why it ends");
            match self.fate.arrives(sent.is_some(), event) {
                Some(event) => assert_eq!((event.mode, event.level), (Mode::BUSY, level)),
                None => return assert!(events.next(LONG).is_none()),
            }
        }
    }

    /// Maps, and keeps the memory or not.
    fn memory(&self, random: &mut Random) {
        let Some(mapped) = &self.mapped else {
            return;
        };
        let index = random.below(4) as u32;
        // What is mapped already is shared, and nobody is asked.
        let shared = self.kept.borrow().iter().any(|&(kept, _)| kept == index);
        let channel = if shared {
            Some(mapped.map_channels(index).expect("it is mapped"))
        } else {
            self.fate.ask(Asked::Map, || mapped.map_channels(index))
        };
        let Some(channel) = channel else {
            return;
        };
        let number = random.below(1000);
        let marked = self.fate.ask(Asked::Call, || mapped.mark(index, number));
        let first = channel.at(0).expect("the first").get(Sample::NUMBER);
        assert!(marked.is_none() || first == number);
        if random.flip() {
            self.kept.borrow_mut().push((index, channel));
        }
    }

    /// What is in a ring comes out in order, whoever has died since.
    fn rings(&self, random: &mut Random) {
        let Some(mapped) = &self.mapped else {
            return;
        };
        if let Some(mut ring) = self.fate.ask(Asked::Map, || mapped.map_samples()) {
            let count = random.below(200) as u32;
            let pushed = self.fate.ask(Asked::Call, || mapped.produce(count));
            let mut samples = [Sample::default(); 200];
            let popped = ring.pop(&mut samples).expect("popped");
            assert!(pushed.is_none_or(|pushed| pushed as usize == popped));
            for sample in &samples[..popped] {
                assert_eq!(sample.number, self.sample.get());
                self.sample.set(sample.number + 1);
            }
        }
        if let Some(mut ring) = self.fate.ask(Asked::Map, || mapped.map_orders()) {
            let first = self.order.get();
            let order = |number| Order {
                number,
                price: 3,
                kind: Kind::LEFT,
                on: Bool8::from(true),
                reserved: [0; 2],
            };
            let orders: Vec<_> = (first..first + random.below(50)).map(order).collect();
            let end = first + ring.push(&orders).expect("pushed") as u64;
            self.order.set(end);
            let consumed = self.fate.ask(Asked::Call, || mapped.consume(300));
            assert!(consumed.is_none_or(|consumed| consumed.next == end));
        }
    }

    fn another_connection(&self, _: &mut Random) {
        let transport = self.transport;
        let opened = self
            .fate
            .ask(Asked::Open, || StreamUserClient::open(transport));
        if let Some(stream) = opened {
            let later = self.fate.ask(Asked::Call, || stream.later(0));
            drop(stream);
            if let Some(mut later) = later {
                // Its connection is closed.
                assert!(
                    later
                        .wait(LONG)
                        .is_err_and(|error| error.method() == "later")
                );
            }
        }
    }
}
