//! An app that sends over USB what it writes into the driver's memory, or into its own. The device is
//! played by the loopback: what arrives there is compared.

use std::time::Duration;

use iigen_client::{Events, IoReturn};
use iigen_loopback::{Loopback, UsbInterface};

use crate::shared_buffer::{BUFFERS, Freed, SharedBufferUserClient};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
type Client<'l> = SharedBufferUserClient<&'l Loopback>;

/// The address of the endpoint that takes bytes.
const BULK_OUT: u8 = 0x02;
/// So long the app waits for what has to come.
const SOON: Duration = Duration::from_secs(20);

pub(crate) fn run() -> Result {
    let loopback = Loopback::builder()
        .provider("SharedBufferDriver")
        .on(UsbInterface::new().bulk_out(BULK_OUT, 512))
        .start()?;
    let client = SharedBufferUserClient::open(&loopback)?;
    let mut freed = client.watch()?;

    lent_memory(&loopback, &client, &mut freed)?;
    own_memory(&loopback, &client)?;
    stalled(&loopback, &client, &mut freed)?;
    counted(&client)?;
    refused(&loopback, &client);
    closed(&loopback, client, freed)?;
    unplugged(&loopback)?;

    loopback.finish()?;
    unfit();
    println!("nothing leaked");
    Ok(())
}

/// The driver's buffers, mapped: the app writes one, says its number, and may write it again when the
/// driver tells.
fn lent_memory(loopback: &Loopback, client: &Client<'_>, freed: &mut Events<Freed>) -> Result {
    let device = loopback.usb_pipe(BULK_OUT);
    let mut buffers = Vec::new();
    for index in 0..BUFFERS {
        buffers.push(client.map_buffer(index)?);
    }
    println!("mapped {BUFFERS} buffers of {} bytes", buffers[0].size());

    device.hold(); // as a device does that isn't ready
    let mut sent = Vec::new();
    for (index, buffer) in (0..BUFFERS).zip(&buffers) {
        let message = vec![b'a' + index as u8; 1000 * (index as usize + 1)];
        buffer.copy_from(0, &message)?;
        client.send(index, message.len() as u32)?;
        sent.push(message);
    }
    println!("{} transfers are in flight", device.in_flight());
    if let Err(error) = client.send(0, 1) {
        println!("buffer 0 isn't free: {error}");
    }

    device.release(2);
    for _ in 0..2 {
        println!("{}", next(freed)?);
    }
    // Buffer 0 is the app's again, while others still wait.
    let again = vec![b'z'; 16384];
    buffers[0].copy_from(0, &again)?;
    client.send(0, again.len() as u32)?;
    sent.push(again);
    println!("{} transfers are in flight", device.in_flight());
    device.resume();
    for _ in 0..3 {
        println!("{}", next(freed)?);
    }

    for message in &sent {
        assert_eq!(device.take(SOON).as_ref(), Some(message));
    }
    println!(
        "the device has taken {} messages, byte for byte",
        sent.len()
    );
    Ok(())
}

/// What the driver tells next of a buffer.
fn next(freed: &mut Events<Freed>) -> Result<String> {
    let freed = freed.next(SOON).ok_or("the driver tells no more")??;
    let Freed {
        buffer,
        status,
        sent,
    } = freed;
    Ok(match IoReturn(status) {
        IoReturn::SUCCESS => format!("buffer {buffer} is free: {sent} bytes were sent"),
        status => format!("buffer {buffer} is free: {sent} bytes were sent, then {status}"),
    })
}

/// The app's own memory, of any length: up to 4,096 bytes go by value and more as a descriptor, which
/// neither the app nor the driver sees.
fn own_memory(loopback: &Loopback, client: &Client<'_>) -> Result {
    let device = loopback.usb_pipe(BULK_OUT);
    device.hold();
    let mut waiting = Vec::new();
    for length in [1, 4096, 4097, 1 << 20] {
        let bytes: Vec<u8> = (0..length).map(|at: u32| (at % 251) as u8).collect();
        waiting.push((client.send_bytes(&bytes)?, bytes));
    }
    println!("{} transfers are in flight", device.in_flight());
    device.resume();
    for (mut completion, bytes) in waiting {
        println!(
            "{} of {} bytes were sent",
            completion.wait(SOON)?,
            bytes.len()
        );
        assert_eq!(device.take(SOON), Some(bytes));
    }
    Ok(())
}

/// The device doesn't like what it gets. The driver clears the stall, and the app goes on.
fn stalled(loopback: &Loopback, client: &Client<'_>, freed: &mut Events<Freed>) -> Result {
    let device = loopback.usb_pipe(BULK_OUT);
    device.hold();
    for buffer in 0..2 {
        client.send(buffer, 100)?;
    }
    device.stall();
    device.resume();
    // The first met the stall; the second waited behind it, and was aborted.
    println!("{}", next(freed)?);
    println!("{}", next(freed)?);
    client.send(2, 100)?;
    println!("{}", next(freed)?);
    assert_eq!(device.take(SOON).map(|bytes| bytes.len()), Some(100));
    Ok(())
}

/// Memory that the app only reads.
fn counted(client: &Client<'_>) -> Result {
    let statistics = client.map_statistics()?.read();
    println!(
        "the driver has counted {} transfers, {} bytes and {} failures",
        statistics.transfers, statistics.bytes, statistics.failures
    );
    Ok(())
}

/// What isn't allowed is refused, here or by the driver.
fn refused(loopback: &Loopback, client: &Client<'_>) {
    let outcomes = [
        client.send(4, 1).map(drop),
        client.send(0, 16 * 1024 + 1).map(drop),
        client.map_buffer(4).map(drop),
        client.send_bytes(&[]).map(drop),
        // The device is this app's.
        SharedBufferUserClient::open(loopback).map(drop),
    ];
    for outcome in outcomes {
        match outcome {
            Ok(()) => println!("not refused"),
            Err(error) => println!("refused: {error}"),
        }
    }
}

/// The app goes while transfers are in flight: the driver ends them, and then stops.
fn closed(loopback: &Loopback, client: Client<'_>, mut freed: Events<Freed>) -> Result {
    let device = loopback.usb_pipe(BULK_OUT);
    device.hold();
    client.send(0, 10)?;
    let mut completion = client.send_bytes(&[1; 5000])?;
    drop(client);
    if let Err(error) = completion.wait(SOON) {
        println!("closed: {error}");
    }
    if let Some(Err(error)) = freed.next(SOON) {
        println!("closed: {error}");
    }
    println!("{} transfers are in flight", device.in_flight());
    device.resume();
    Ok(())
}

/// The device goes: what is in flight fails, and so does what comes after.
fn unplugged(loopback: &Loopback) -> Result {
    let client = SharedBufferUserClient::open(loopback)?;
    let mut freed = client.watch()?;
    loopback.usb_pipe(BULK_OUT).hold();
    client.send(3, 10)?;
    loopback.usb().unplug();
    println!("unplugged: {}", next(&mut freed)?);
    if let Err(error) = client.send(3, 10) {
        println!("unplugged: {error}");
    }
    Ok(())
}

/// A device without the endpoint that the driver needs: it closes what it has opened, and gives up.
fn unfit() {
    let device = UsbInterface::new();
    let started = Loopback::builder()
        .provider("SharedBufferDriver")
        .on(device)
        .start();
    if let Err(error) = started {
        println!("another device: {error}");
    }
}
