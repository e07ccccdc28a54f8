//! An app with several USB transfers in flight, each with an end of its own. The device is played by
//! the loopback, and time passes when the app says so.

use std::time::Duration;

use iigen_client::{Completion, IoReturn};
use iigen_loopback::{Loopback, UsbInterface};

use crate::usb_transfer::{Direction, Ended, SlotMapping, UsbTransferUserClient};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
type Client<'l> = UsbTransferUserClient<&'l Loopback>;

/// The addresses of the endpoints, and the size of their packets.
const BULK_IN: u8 = 0x81;
const BULK_OUT: u8 = 0x02;
const PACKET: u16 = 512;
/// So long the app waits for what has to come.
const SOON: Duration = Duration::from_secs(20);

pub(crate) fn run() -> Result {
    let device = UsbInterface::new()
        .bulk_in(BULK_IN, PACKET)
        .bulk_out(BULK_OUT, PACKET);
    let loopback = Loopback::builder()
        .virtual_time()
        .provider("UsbTransferDriver")
        .on(device)
        .start()?;
    let client = UsbTransferUserClient::open(&loopback)?;

    both_ways(&loopback, &client)?;
    late(&loopback, &client)?;
    stalled(&loopback, &client)?;
    aborted(&client)?;
    refused(&loopback, &client);
    closed(&loopback, client)?;
    unplugged(&loopback)?;

    loopback.finish()?;
    unfit();
    println!("nothing leaked");
    Ok(())
}

/// A transfer that is in flight, as the app sees it.
struct Transfer<'l> {
    ticket: u64,
    memory: SlotMapping<&'l Loopback>,
    completion: Completion<Ended>,
}

impl<'l> Transfer<'l> {
    /// Asks for so many bytes from the device.
    fn read(client: &Client<'l>, slot: u32, length: u32, timeout: Option<u32>) -> Result<Self> {
        let memory = client.map_slot(slot)?;
        let begun = client.transfer(slot, Direction::IN, length, timeout)?;
        Ok(Self {
            ticket: begun.ticket,
            memory,
            completion: begun.completion,
        })
    }

    /// Sends bytes to the device.
    fn write(client: &Client<'l>, slot: u32, bytes: &[u8]) -> Result<Self> {
        let memory = client.map_slot(slot)?;
        memory.copy_from(0, bytes)?;
        let begun = client.transfer(slot, Direction::OUT, bytes.len() as u32, None)?;
        Ok(Self {
            ticket: begun.ticket,
            memory,
            completion: begun.completion,
        })
    }

    /// Waits for the end, prints it, and answers with the bytes that were moved.
    fn end(mut self) -> Result<Vec<u8>> {
        let ended = self.completion.wait(SOON)?;
        assert_eq!(ended.ticket, self.ticket, "it's told of its own end");
        let mut bytes = vec![0; ended.bytes as usize];
        self.memory.copy_to(0, &mut bytes)?;
        match IoReturn(ended.status) {
            IoReturn::SUCCESS => println!("transfer {}: {} bytes", ended.ticket, ended.bytes),
            status => println!(
                "transfer {}: {} bytes, then {status}",
                ended.ticket, ended.bytes
            ),
        }
        Ok(bytes)
    }
}

/// Three transfers wait for the device, and two for it to take what the app sends. They end in the
/// order of the device, each with its own completion.
fn both_ways<'l>(loopback: &'l Loopback, client: &Client<'l>) -> Result {
    let (input, output) = (loopback.usb_pipe(BULK_IN), loopback.usb_pipe(BULK_OUT));
    output.hold(); // as a device does that isn't ready
    let short = Transfer::read(client, 0, 1024, None)?;
    let whole = Transfer::read(client, 1, 1024, None)?;
    let empty = Transfer::read(client, 2, 1024, None)?;
    // What fills whole packets has no visible end: an empty packet is one.
    let message = Transfer::write(client, 3, &[0xa5; 1024])?;
    let end = Transfer::write(client, 4, &[])?;
    println!(
        "{} transfers in and {} out are in flight",
        input.in_flight(),
        output.in_flight()
    );

    output.resume();
    message.end()?;
    end.end()?;
    assert_eq!(output.take(SOON).as_deref(), Some(&[0xa5; 1024][..]));
    assert_eq!(output.take(SOON).as_deref(), Some(&[][..]));

    // A packet that isn't full ends a transfer before its memory is.
    input.send(b"a short packet");
    assert_eq!(short.end()?, b"a short packet");
    // This fills two packets: the transfer is full, and the empty packet ends the next one.
    input.send(&[0x5a; 1024]);
    assert_eq!(whole.end()?, [0x5a; 1024]);
    assert_eq!(empty.end()?, []);
    Ok(())
}

/// What came before a timeout isn't lost.
fn late<'l>(loopback: &'l Loopback, client: &Client<'l>) -> Result {
    let waits = Transfer::read(client, 0, 1024, Some(100))?;
    loopback.usb_pipe(BULK_IN).stream(&[7; PACKET as usize]);
    loopback.advance(Duration::from_millis(100));
    assert_eq!(waits.end()?, [7; PACKET as usize]);
    Ok(())
}

/// The device stalls: nothing goes on until the app says so, because only the app knows what is to
/// be sent again.
fn stalled<'l>(loopback: &'l Loopback, client: &Client<'l>) -> Result {
    let input = loopback.usb_pipe(BULK_IN);
    let first = Transfer::read(client, 0, 512, None)?;
    let second = Transfer::read(client, 1, 512, None)?;
    input.stall();
    first.end()?;
    if let Err(error) = Transfer::read(client, 2, 512, None) {
        println!("stalled: {error}");
    }
    client.clear_stall(Direction::IN)?;
    second.end()?;
    let again = Transfer::read(client, 2, 512, None)?;
    input.send(b"again");
    assert_eq!(again.end()?, b"again");
    Ok(())
}

/// The app has waited long enough.
fn aborted(client: &Client<'_>) -> Result {
    let first = Transfer::read(client, 0, 512, None)?;
    let second = Transfer::read(client, 1, 512, None)?;
    client.abort(Direction::IN)?;
    first.end()?;
    second.end()?;
    Ok(())
}

/// What isn't allowed is refused, here or by the driver.
fn refused<'l>(loopback: &'l Loopback, client: &Client<'l>) {
    let waits = client.transfer(5, Direction::IN, 512, None);
    let outcomes = [
        client.transfer(8, Direction::IN, 512, None).map(drop),
        client.transfer(0, Direction(2), 512, None).map(drop),
        client.transfer(0, Direction::OUT, 4097, None).map(drop),
        client.transfer(0, Direction::IN, 500, None).map(drop),
        client.transfer(5, Direction::IN, 512, None).map(drop),
        // The device is this app's.
        UsbTransferUserClient::open(loopback).map(drop),
    ];
    for outcome in outcomes {
        match outcome {
            Ok(()) => println!("not refused"),
            Err(error) => println!("refused: {error}"),
        }
    }
    drop(waits); // the transfer goes on; nobody wants to know
}

/// The app goes while transfers are in flight: the driver ends them, and then stops.
fn closed<'l>(loopback: &'l Loopback, client: Client<'l>) -> Result {
    loopback.usb_pipe(BULK_OUT).hold();
    let mut read = client.transfer(0, Direction::IN, 512, None)?;
    let mut write = client.transfer(1, Direction::OUT, 512, None)?;
    drop(client);
    for completion in [&mut read.completion, &mut write.completion] {
        if let Err(error) = completion.wait(SOON) {
            println!("closed: {error}");
        }
    }
    println!(
        "{} transfers in and {} out are in flight",
        loopback.usb_pipe(BULK_IN).in_flight(),
        loopback.usb_pipe(BULK_OUT).in_flight()
    );
    loopback.usb_pipe(BULK_OUT).resume();
    Ok(())
}

/// The device goes: what is in flight ends, and nothing begins any more.
fn unplugged(loopback: &Loopback) -> Result {
    let client = UsbTransferUserClient::open(loopback)?;
    let mut transfers = Vec::new();
    for slot in 0..3 {
        transfers.push(Transfer::read(&client, slot, 512, None)?);
    }
    loopback.usb().unplug();
    for transfer in transfers {
        transfer.end()?;
    }
    if let Err(error) = client.transfer(0, Direction::IN, 512, None) {
        println!("unplugged: {error}");
    }
    Ok(())
}

/// A device without the endpoint that the driver needs: it closes what it has opened, and gives up.
fn unfit() {
    let device = UsbInterface::new().bulk_in(BULK_IN, PACKET);
    let started = Loopback::builder()
        .provider("UsbTransferDriver")
        .on(device)
        .start();
    if let Err(error) = started {
        println!("another device: {error}");
    }
}
