//! A generated client over it.

use std::time::Duration;

use super::super::fake::{Answer, Called, Fake, FakeService};
use super::super::kit::Kit;
use super::steps::at_every_step_but;
use super::{RING, ring};
use crate::{
    Completion, Error, ErrorKind, Events, IoReturn, PropertyValue, Service, ServiceEvent,
    ServiceId, ServiceWatch, services, wait_for,
};

/// Moves buffers between an app and a ring device.
#[crate::user_client(provider = "RingDriver", class = "RingUserClient", open_type = 2)]
mod user_client {
    #[repr(C)]
    pub struct Page {
        pub head: u32,
        pub tail: u32,
    }

    #[repr(C)]
    pub struct Request {
        pub slot: u32,
        pub length: u32,
    }

    pub trait RingUserClient {
        #[selector(1)]
        #[out(actual)]
        fn set_rate(&self, #[min(1)] hz: u32) -> u32;

        #[selector(2)]
        fn submit(&self, request: &Request) -> Request;

        #[selector(3)]
        fn load(&self, #[max(65536)] bytes: &[u8]);

        #[selector(4)]
        fn read_log(&self, #[max(65536)] bytes: &mut [u8]);

        #[selector(5)]
        #[event(slot)]
        fn measure(&self) -> Completion<u32>;

        #[selector(6)]
        #[event(slot)]
        fn subscribe(&self) -> Events<u32>;

        #[memory(0, size = 4096, backing = buffer)]
        fn map_ring(&self) -> Mapping<Page, ReadWrite>;
    }
}

use user_client::{Page, Request, RingUserClient};

type Client = RingUserClient<Kit<Fake>>;

/// The driver of this client.
fn drive(fake: &Fake, called: &Called) -> Answer {
    match called.selector {
        1 => Answer::scalars(&[called.scalars[0] + 1]),
        2 => Answer::structure(called.structure.clone()),
        3 => Answer::default(),
        4 => Answer::structure(b"logged"),
        _ => {
            let wake = called.wake.expect("it's asynchronous");
            fake.complete(wake, IoReturn::SUCCESS, &[40]);
            fake.complete(wake, IoReturn::SUCCESS, &[41]);
            fake.let_go(wake);
            Answer::default()
        }
    }
}

/// Everything that the client has.
fn use_all(fake: &Fake, client: &Client) -> Result<(), Error> {
    assert_eq!(client.set_rate(48_000)?, 48_001);
    let request = client.submit(&Request {
        slot: 3,
        length: 77,
    })?;
    assert_eq!((request.slot, request.length), (3, 77));
    client.load(b"small")?;
    client.load(&[5; 10_000])?;
    let mut bytes = [0; 10_000];
    assert_eq!(client.read_log(&mut bytes)?, 6);
    assert_eq!(&bytes[..6], b"logged");

    let ring = client.map_ring()?;
    ring.set_release(Page::TAIL, 9);
    assert_eq!(client.map_ring()?.get_acquire(Page::TAIL), 9);

    let mut once: Completion<u32> = client.measure()?;
    let mut events: Events<u32> = client.subscribe()?;
    fake.settle();
    // A message that can't be received is lost, or the last.
    match once.wait(Duration::ZERO) {
        Ok(slot) => assert!((40..42).contains(&slot)),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Gone),
    }
    while let Some(Ok(slot)) = events.next(Duration::ZERO) {
        assert!((40..42).contains(&slot));
    }
    Ok(())
}

#[test]
fn the_client_opens_its_driver_and_uses_all() {
    let fake = ring();
    fake.drive(drive);
    let client = Client::open(fake.kit()).expect("it opens");
    assert_eq!(fake.opened(), [(7, 2)]);
    let error = client.set_rate(0).expect_err("it's refused here");
    assert_eq!(error.to_string(), "set_rate: hz must be at least 1, not 0");
    use_all(&fake, &client).expect("it all works");
    drop(client);
    fake.settle();
    fake.assert_clean();
}

#[test]
fn nothing_of_it_is_kept_whatever_fails() {
    at_every_step_but("IORegistryEntryGetRegistryEntryID", |fake, kit| {
        fake.drive(drive);
        fake.be_eager();
        let id = wait_for(kit, &RING, Duration::ZERO)?;
        let client = Client::open_service(kit.clone(), &Service::Id(id))?;
        use_all(fake, &client)
    });
}

#[test]
fn one_of_several_devices_is_opened() {
    let fake = ring();
    let serial = |text: &str| super::super::fake::Value::Text(text.to_owned());
    fake.arrive(FakeService::dext(8, "RingDriver").with("serial", serial("B2")));
    fake.arrive(FakeService::dext(9, "RingDriver").with("serial", serial("C3")));
    let kit = fake.kit();
    let ids = [ServiceId(7), ServiceId(8), ServiceId(9)];
    assert_eq!(services(&kit, &RING).as_deref(), Ok(&ids[..]));

    let by_serial = Service::Property("serial", PropertyValue::Text("C3"));
    let third = Client::open_service(kit.clone(), &by_serial).expect("it opens");
    let second = Client::open_service(kit.clone(), &Service::Id(ids[1])).expect("it opens");
    assert_eq!(fake.opened(), [(9, 2), (8, 2)]);

    let nobody = Service::Name("Nobody");
    let opened = Client::open_service(kit.clone(), &nobody).map(drop);
    let error = opened.expect_err("nobody is there");
    assert_eq!(
        error.to_string(),
        "open: no service was found by name Nobody: no such driver runs, or it hasn't called \
         RegisterService"
    );
    drop((second, third, kit));
    fake.assert_clean();
}

/// An app that opens each device as it is plugged in.
#[test]
fn devices_are_opened_as_they_come() {
    let fake = ring();
    fake.drive(drive);
    let kit = fake.kit();
    let mut watch = ServiceWatch::new(kit.clone(), &RING).expect("it watches");
    let mut clients = Vec::new();
    fake.arrive(FakeService::dext(8, "RingDriver"));
    for expected in [7, 8] {
        fake.settle();
        let Ok(ServiceEvent::Arrived(id)) = watch.next(Duration::ZERO) else {
            panic!("it has arrived");
        };
        assert_eq!(id, ServiceId(expected));
        let client = Client::open_service(kit.clone(), &Service::Id(id)).expect("it opens");
        use_all(&fake, &client).expect("it all works");
        clients.push(client);
    }
    fake.remove(8);
    fake.settle();
    let gone = watch.next(Duration::ZERO);
    assert_eq!(gone, Ok(ServiceEvent::Removed(ServiceId(8))));
    drop((clients, watch, kit));
    fake.settle();
    fake.assert_clean();
}
