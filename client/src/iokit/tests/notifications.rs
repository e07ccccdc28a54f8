//! What drivers tell of their queues.

use std::sync::Arc;
use std::time::Duration;

use super::super::fake::{Fake, data_available};
use super::super::functions::Port;
use super::super::kit::Kit;
use super::{Told, close, connected, open, ring};
use crate::{Cache, ErrorKind, IoReturn, Memory, NotificationSink, RawConnection, Transport};

/// What a sink of notifications is told.
#[derive(Debug, PartialEq)]
enum Heard {
    Something,
    Gone,
}

impl NotificationSink for Told<Heard> {
    fn notified(&self) {
        self.tell(Heard::Something);
    }

    fn gone(&self) {
        self.tell(Heard::Gone);
    }
}

/// The driver's port of a type, and what is told of it.
fn listen(
    fake: &Fake,
    kit: &Kit<Fake>,
    connection: RawConnection,
    notification_type: u32,
) -> (Port, Arc<Told<Heard>>) {
    let told = Told::new();
    let sink: Arc<dyn NotificationSink> = Arc::clone(&told) as _;
    kit.set_notification_port(connection, notification_type, Some(sink))
        .expect("it's set");
    let port = fake.notified(connection.0, notification_type);
    assert_ne!(port, 0);
    (port, told)
}

#[test]
fn each_type_has_a_port_until_the_connection_is_closed() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (first, told) = listen(&fake, &kit, connection, 0);
    let (second, others) = listen(&fake, &kit, connection, 1);
    assert_ne!(first, second);
    fake.send(first, data_available());
    fake.settle();
    assert_eq!(told.take(), [Heard::Something]);
    assert_eq!(others.take(), []);
    // One that isn't read yet stands for all.
    for _ in 0..3 {
        fake.send(second, data_available());
    }
    fake.settle();
    assert_eq!(others.take(), [Heard::Something]);
    close(&kit, connection);
    fake.settle();
    assert_eq!(
        (told.take(), others.take()),
        (vec![Heard::Gone], vec![Heard::Gone])
    );
    assert_eq!(
        (Arc::strong_count(&told), Arc::strong_count(&others)),
        (1, 1)
    );
    fake.assert_clean();

    let sink: Arc<dyn NotificationSink> = Arc::clone(&told) as _;
    let set = kit.set_notification_port(connection, 0, Some(sink));
    assert_eq!(set, Err(IoReturn::NOT_OPEN));
    assert_eq!(Arc::strong_count(&told), 1);
}

/// Whether the driver gives its right of the port back or not.
#[test]
fn who_was_told_before_isnt_told_any_more() {
    for keeps in [false, true] {
        let fake = ring();
        if keeps {
            fake.keep_ports();
        }
        let kit = fake.kit();
        let connection = open(&kit);
        let (port, first) = listen(&fake, &kit, connection, 3);
        fake.send(port, data_available());
        let (other, second) = listen(&fake, &kit, connection, 3);
        fake.settle();
        fake.send(port, data_available());
        fake.send(other, data_available());
        fake.settle();
        assert_eq!(first.take(), [Heard::Gone]);
        assert_eq!(second.take(), [Heard::Something]);

        assert_eq!(kit.set_notification_port(connection, 3, None), Ok(()));
        assert_eq!(fake.notified(connection.0, 3), 0);
        fake.send(other, data_available());
        fake.settle();
        assert_eq!(second.take(), [Heard::Gone]);
        assert_eq!(fake.left(), ["a connection"]);
        // There is nobody to end.
        assert_eq!(kit.set_notification_port(connection, 3, None), Ok(()));
        close(&kit, connection);
        fake.assert_clean();
    }
}

#[test]
fn a_driver_may_refuse_a_port_or_to_have_none() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (port, first) = listen(&fake, &kit, connection, 0);
    let second = Told::new();
    let sink: Arc<dyn NotificationSink> = Arc::clone(&second) as _;
    // The first three are those that make the port.
    fake.fail(fake.called().len() + 3, IoReturn::UNSUPPORTED);
    let set = kit.set_notification_port(connection, 0, Some(sink));
    assert_eq!(set, Err(IoReturn::UNSUPPORTED));
    fake.settle();
    assert_eq!(second.take(), []);
    assert_eq!(Arc::strong_count(&second), 1);
    // The one that was there is still told.
    fake.send(port, data_available());
    fake.settle();
    assert_eq!(first.take(), [Heard::Something]);
    fake.fail_next(IoReturn::ERROR);
    let set = kit.set_notification_port(connection, 0, None);
    assert_eq!(set, Err(IoReturn::ERROR));
    fake.settle();
    fake.send(port, data_available());
    fake.settle();
    assert_eq!(first.take(), [Heard::Gone]);
    close(&kit, connection);
    fake.assert_clean();
}

#[test]
fn a_driver_that_lets_the_port_go_tells_nothing_any_more() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (port, told) = listen(&fake, &kit, connection, 0);
    fake.send(port, data_available());
    fake.let_go(port);
    fake.settle();
    assert_eq!(told.take(), [Heard::Something, Heard::Gone]);
    assert_eq!(Arc::strong_count(&told), 1);
    assert_eq!(fake.left(), ["a connection"]);
    close(&kit, connection);
    fake.settle();
    assert_eq!(told.take(), []);
    fake.assert_clean();
}

const MEMORY: Memory = Memory {
    name: "events",
    number: 5,
    size: 16,
    cache: Cache::Default,
};

/// The queue of the played driver is one of no bytes.
#[test]
fn a_queue_has_a_port_until_it_is_dropped() {
    let fake = ring();
    let connection = connected(&fake.kit());
    let mut queue = connection.data_queue::<u64>(MEMORY).expect("it maps");
    assert_eq!(queue.try_next(), Ok(None));
    let ports = fake.all_notified();
    assert_eq!(ports.len(), 1);
    fake.send(ports[0], data_available());
    fake.settle();
    let late = queue.next(Duration::ZERO).expect("it isn't the end");
    assert_eq!(late.map_err(|error| error.kind()), Err(ErrorKind::Timeout));
    drop(queue);
    assert_eq!(fake.all_notified(), []);
    let mut queue = connection.data_queue::<u64>(MEMORY).expect("it maps");
    // The queue keeps the connection.
    drop(connection);
    fake.let_go(fake.all_notified()[0]);
    fake.settle();
    let gone = queue.next(None).expect("it's the end");
    assert_eq!(gone.map_err(|error| error.kind()), Err(ErrorKind::Gone));
    drop(queue);
    fake.settle();
    fake.assert_clean();
}
