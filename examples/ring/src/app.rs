//! An app that talks to the ring device: the generated client on one side, the C++ driver on the
//! other, and the loopback in the place of the kernel.

use std::time::Duration;

use iigen_client::{Error, Plain, StructureOutput};
use iigen_loopback::Loopback;

use crate::ring::{self, Direction, Flags, Record, RingPage, RingUserClient, TransferRequest};

pub(crate) fn run() -> Result<(), Box<dyn std::error::Error>> {
    let loopback = Loopback::builder().provider("RingDriver").start()?;
    let ring = RingUserClient::open(&loopback)?;
    println!(
        "opened {} version {}",
        ring_name(&ring)?,
        RingUserClient::<&Loopback>::VERSION
    );

    scalars(&ring)?;
    structures(&ring)?;
    ways(&ring)?;
    log(&ring)?;
    memory(&ring)?;
    refused(&ring);

    drop(ring);
    loopback.finish()?;
    println!("closed: nothing leaked");
    Ok(())
}

type Ring<'l> = RingUserClient<&'l Loopback>;

fn ring_name(ring: &Ring<'_>) -> Result<String, Error> {
    let mut bytes = [0; 64];
    let length = ring.name(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes[..length]).into_owned())
}

/// Numbers in, numbers out.
fn scalars(ring: &Ring<'_>) -> Result<(), Error> {
    ring.reset()?;
    println!("set_rate(48000) = {}", ring.set_rate(48_000)?);
    println!("set_rate(47999) = {}", ring.set_rate(47_999)?);
    Ok(())
}

/// A record in, a record out.
fn structures(ring: &Ring<'_>) -> Result<(), Error> {
    let request = TransferRequest {
        slot: 3,
        direction: Direction::OUT,
        length: 512,
    };
    let receipt = ring.submit(9, Flags::URGENT | Flags::LAST, &request)?;
    println!(
        "submit = ticket {} for {:?}",
        receipt.ticket, receipt.request
    );
    Ok(())
}

/// The size of a structure decides how it travels; a handler never sees the difference.
fn ways(ring: &Ring<'_>) -> Result<(), Error> {
    for length in [0, 1, 4096, 4097, 4 << 20] {
        let bytes = vec![1; length];
        let mut answer = [0; 2];
        ring.probe(&[], &bytes, &mut answer, StructureOutput::none())?;
        let way = if answer[0] == 0 {
            "in-band"
        } else {
            "as a descriptor"
        };
        println!(
            "load of {length} bytes travels {way}: sum {}",
            ring.load(&bytes)?
        );
        assert_eq!(answer[1], length as u64);
    }
    Ok(())
}

/// A record with a text behind it, and records back.
fn log(ring: &Ring<'_>) -> Result<(), Error> {
    let mut events = ring.subscribe()?;
    for (tag, text) in [(1, "began"), (2, "went on"), (3, "ended")] {
        ring.write_log(
            &Record {
                tag,
                ..Record::default()
            },
            text.as_bytes(),
        )?;
    }
    for _ in 0..3 {
        let event = events.next(Duration::from_secs(1)).expect("not the end")?;
        println!("event: record {}", event.tag);
    }
    for room in [2, 1024] {
        let mut records = vec![Record::zeroed(); room];
        let count = ring.read_log(&mut records)?;
        let lines = records[..count].iter().map(|record| {
            let data = record.data;
            let text = String::from_utf8_lossy(&data);
            format!("{} {}", record.tag, text.trim_end_matches('\0'))
        });
        let lines: Vec<_> = lines.collect();
        println!("log with room for {room}: {}", lines.join(", "));
    }
    Ok(())
}

/// A ring that the app writes and the driver reads, and counters the other way round.
fn memory(ring: &Ring<'_>) -> Result<(), Error> {
    let page = ring.map_ring()?;
    let counters = ring.map_counters()?;
    println!("mapped {} and {} bytes", page.size(), counters.size());
    for round in 0..2u64 {
        let head = page.get(RingPage::HEAD);
        for index in 0..20 {
            let slot = (head + index) % ring::SLOTS;
            let value = RingPage::VALUES.at(slot as usize).expect("within the ring");
            page.set(value, round * 100 + u64::from(index));
        }
        page.set_release(RingPage::HEAD, head + 20);
        let drained = ring.drain()?;
        let tail = page.get_acquire(RingPage::TAIL);
        println!(
            "the driver took {} values, sum {}; its tail is {tail}",
            drained.count, drained.sum
        );
    }
    let counted = counters.read();
    println!(
        "the driver counted {} calls and {} bytes",
        counted.calls, counted.bytes
    );
    Ok(())
}

/// What isn't allowed is refused, with the reason: here, before a call, or by the driver.
fn refused(ring: &Ring<'_>) {
    let slot = TransferRequest {
        slot: 40,
        ..TransferRequest::default()
    };
    let direction = TransferRequest {
        direction: Direction(7),
        ..TransferRequest::default()
    };
    let outcomes = [
        ring.set_rate(0).map(drop),
        ring.submit(0, Flags::LAST, &slot).map(drop),
        ring.submit(0, Flags::LAST, &direction).map(drop),
        ring.submit(0, Flags(2), &TransferRequest::default())
            .map(drop),
        ring.load(&vec![0; (4 << 20) + 1]).map(drop),
        ring.submit(9, Flags::LAST, &TransferRequest::default())
            .map(drop),
    ];
    for outcome in outcomes {
        match outcome {
            Ok(()) => println!("not refused"),
            Err(error) => println!("refused: {error}"),
        }
    }
}
