//! What the program does.

use std::time::Duration;

use darwin_tests::examples::ring::{
    Counters, Direction, Flags, Record, RingPage, RingUserClient, TransferRequest,
};
use iigen_client::{Error, IoKit, Plain, PropertyValue, Service, ServiceEvent, ServiceWatch};

const RING_DRIVER: Service<'static> = Service::Class("RingDriver");

/// Waits for the driver, calls it in every way, and waits until it's gone.
pub(super) fn run(io_kit: IoKit) -> Result<(), Error> {
    let mut watch = ServiceWatch::new(io_kit.clone(), &RING_DRIVER)?;
    let id = iigen_client::wait_for(&io_kit, &RING_DRIVER, Duration::from_secs(60))?;
    find(&io_kit)?;

    let ring = RingUserClient::open_service(io_kit, &Service::Id(id))?;
    call(&ring)?;
    subscribe(&ring)?;
    map(&ring)?;
    drop(ring);

    println!("opened and closed {id}; unplug it");
    while watch.next(None)? != ServiceEvent::Removed(id) {}
    Ok(())
}

/// Finds services by each of their marks.
fn find(io_kit: &IoKit) -> Result<(), Error> {
    for service in [
        RING_DRIVER,
        Service::Name("RingDriver"),
        Service::Property("USB Serial Number", PropertyValue::Text("42")),
        Service::Property("idVendor", PropertyValue::Number(0x1209)),
        Service::Property("IOUserServerOneProcess", PropertyValue::Flag(true)),
    ] {
        let found = iigen_client::services(io_kit, &service)?;
        println!("{service}: {}", found.len());
    }
    Ok(())
}

/// Numbers, records, and bytes both in-band and too many for that.
fn call(ring: &RingUserClient<IoKit>) -> Result<(), Error> {
    println!("set_rate(48000) = {}", ring.set_rate(48_000)?);
    let request = TransferRequest {
        slot: 3,
        direction: Direction::OUT,
        length: 512,
    };
    let receipt = ring.submit(9, Flags::URGENT | Flags::LAST, &request)?;
    println!("submit = ticket {}", receipt.ticket);
    for length in [1, 4097] {
        println!("load({length}) = {}", ring.load(&vec![1; length])?);
    }
    let mut records = [Record::zeroed(); 1024];
    println!("read_log = {} records", ring.read_log(&mut records)?);
    Ok(())
}

/// What the driver sends without being asked again.
fn subscribe(ring: &RingUserClient<IoKit>) -> Result<(), Error> {
    let mut records = ring.subscribe()?;
    let record = Record {
        tag: 1,
        data: *b"hello, ring!",
    };
    ring.write_log(&record, b"and a text behind it")?;
    match records.next(Duration::from_secs(1)) {
        Some(record) => println!("the driver wrote {:?}", record?),
        None => println!("the driver wrote nothing"),
    }
    Ok(())
}

/// The memory of both sides.
fn map(ring: &RingUserClient<IoKit>) -> Result<(), Error> {
    let page = ring.map_ring()?;
    let head = page.get_acquire(RingPage::HEAD);
    page.set_release(RingPage::HEAD, head.wrapping_add(1));
    let drained = ring.drain()?;
    let counters = ring.map_counters()?;
    println!(
        "drained {}, after {} calls",
        drained.count,
        counters.get(Counters::CALLS)
    );
    Ok(())
}
