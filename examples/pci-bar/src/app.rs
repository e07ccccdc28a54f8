//! An app that maps the memory of a PCI card, and asks the driver for its registers and interrupts.
//! The card is played by the loopback: what it is told is done here, by hand.

use std::time::Duration;

use iigen_client::Events;
use iigen_loopback::{Bar, Loopback, PciDevice, RegisterFile};

use crate::pci_bar::{BANK_SIZE, Causes, Control, Interrupt, PciBarUserClient, Samples, Setting};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
type Client<'l> = PciBarUserClient<&'l Loopback>;

/// So long the app waits for what has to come.
const SOON: Duration = Duration::from_secs(20);

pub(crate) fn run() -> Result {
    let card = Card::new();
    let loopback = Loopback::builder()
        .provider("PciBarDriver")
        .on(card.device())
        .start()?;
    let client = PciBarUserClient::open(&loopback)?;
    let mut interrupts = client.watch()?;

    identified(&client)?;
    registers(&card, &client)?;
    played(&card, &loopback, &client, &mut interrupts)?;
    overrun(&card, &loopback, &mut interrupts)?;
    refused(&loopback, &client);
    closed(&card, &loopback, client, interrupts)?;
    unplugged(&loopback)?;

    loopback.finish()?;
    println!("nothing leaked");
    unfit();
    Ok(())
}

/// The card's own side.
struct Card {
    registers: RegisterFile,
}

impl Card {
    /// Its registers, as offsets.
    const CONTROL: u64 = 0x04;
    const BANK: u64 = 0x08;
    const LENGTH: u64 = 0x0c;
    const INTERRUPT_STATUS: u64 = 0x10;
    const INTERRUPT_ENABLE: u64 = 0x14;
    const DIVIDER: u64 = 0x20;
    /// The BAR of what it has recorded.
    const SAMPLES: u8 = 2;

    fn new() -> Self {
        let registers = RegisterFile::new()
            .read_only(0x00, 0x5ca1_0001)
            .read_write(Self::CONTROL, 0)
            .read_write(Self::BANK, 0)
            .read_write(Self::LENGTH, 0)
            .write_one_to_clear(Self::INTERRUPT_STATUS, 0)
            .read_write(Self::INTERRUPT_ENABLE, 0)
            .read_write(Self::DIVIDER, 100)
            .read_write(0x24, 0);
        Self { registers }
    }

    /// What is plugged in: BAR 0 are the registers, which can't be mapped. BAR 2 has 64 bits, and so
    /// the number 3 as well. Of the two banks, BAR 4 and 5, this card has the first.
    fn device(&self) -> PciDevice {
        PciDevice::new(0x1234, 0x5ca1)
            .class_code(0x1180_0007)
            .bar(0, Bar::registers(4096, self.registers.clone()))
            .bar(Self::SAMPLES, Bar::memory(16 * 1024).wide().prefetchable())
            .bar(4, Bar::memory(u64::from(BANK_SIZE)))
    }

    /// Does what it is told: plays a bank, and hears it as it was.
    fn play(&self, loopback: &Loopback) {
        let bank = self.registers.get(Self::BANK) as u8;
        let mut pattern = vec![0; self.registers.get(Self::LENGTH) as usize];
        loopback.pci().read(bank, 0, &mut pattern);
        let heard: Vec<u8> = pattern
            .iter()
            .flat_map(|&level| (u16::from(level) * 10).to_le_bytes())
            .collect();
        loopback.pci().write(Self::SAMPLES, 8, &heard);
        let count = pattern.len() as u32;
        loopback.pci().write(Self::SAMPLES, 0, &count.to_le_bytes());
        self.registers.set(Self::CONTROL, 0);
        self.interrupt(loopback, Causes::DONE.0);
    }

    /// Interrupts, if the driver has enabled that.
    fn interrupt(&self, loopback: &Loopback, causes: u32) {
        self.registers.set(Self::INTERRUPT_STATUS, causes);
        if self.registers.get(Self::INTERRUPT_ENABLE) & causes != 0 {
            loopback.interrupt("PciBarDriver", 0);
        }
    }
}

/// What configuration space says.
fn identified(client: &Client<'_>) -> Result {
    let identity = client.identify()?;
    println!(
        "card {:04x}:{:04x}, revision {}, BARs of {:?} bytes",
        identity.vendor, identity.device, identity.revision, identity.bars
    );
    for (offset, size) in [(0x00, 4), (0x02, 2), (0x0b, 1)] {
        let value = client.read_config(offset, size)?;
        println!("configuration space has {value:#x} at {offset:#04x}");
    }
    Ok(())
}

/// Registers, by calls: an app reads all of them and writes some.
fn registers(card: &Card, client: &Client<'_>) -> Result {
    println!("the card's ID is {:#x}", client.read_register(0x00, 4)?);
    println!("its upper half is {:#x}", client.read_register(0x02, 2)?);
    client.set(Setting::DIVIDER, 48)?;
    println!(
        "the divider is {}, says the card",
        card.registers.get(Card::DIVIDER)
    );
    Ok(())
}

/// A bank that the app writes and the card plays, and what it records, which the app only reads.
fn played(
    card: &Card,
    loopback: &Loopback,
    client: &Client<'_>,
    interrupts: &mut Events<Interrupt>,
) -> Result {
    let bank = client.map_bank(4)?;
    let samples = client.map_samples()?;
    println!("mapped a bank and samples of {} bytes", samples.size());

    let pattern: Vec<u8> = (0..1000).map(|at| (at % 200) as u8).collect();
    bank.copy_from(0, &pattern)?;
    client.play(4, pattern.len() as u32, Control::RECORD)?;
    println!("the card is told {:#x}", card.registers.get(Card::CONTROL));
    if let Err(error) = client.play(4, 1, Control::default()) {
        println!("it plays: {error}");
    }

    card.play(loopback);
    println!("{}", next(interrupts)?);
    println!(
        "the driver has cleared it: {:#x}",
        card.registers.get(Card::INTERRUPT_STATUS)
    );
    let count = samples.get_acquire(Samples::COUNT) as usize;
    for (index, level) in pattern.iter().enumerate() {
        let value = Samples::VALUES.at(index).ok_or("no such sample")?;
        assert_eq!(samples.get(value), u16::from(*level) * 10);
    }
    println!("{count} samples, each as the pattern says");
    Ok(())
}

/// What the driver tells next.
fn next(interrupts: &mut Events<Interrupt>) -> Result<String> {
    let interrupt = interrupts.next(SOON).ok_or("the driver tells no more")??;
    let Interrupt { count, causes, .. } = interrupt;
    let is = |cause: Causes| causes.0 & cause.0 != 0;
    Ok(format!(
        "interrupt {count}: done {}, overrun {}",
        is(Causes::DONE),
        is(Causes::OVERRUN)
    ))
}

/// Two causes are one interrupt, and what neither driver nor spec knows is none.
fn overrun(card: &Card, loopback: &Loopback, interrupts: &mut Events<Interrupt>) -> Result {
    card.registers.set(Card::INTERRUPT_STATUS, 1 << 7);
    loopback.interrupt("PciBarDriver", 0); // as one of another card on the same line
    card.interrupt(loopback, Causes::DONE.0 | Causes::OVERRUN.0);
    println!("{}", next(interrupts)?);
    Ok(())
}

/// What isn't allowed is refused, here or by the driver.
fn refused(loopback: &Loopback, client: &Client<'_>) {
    let outcomes = [
        client.read_register(0, 3).map(drop),
        client.read_register(0x1000, 4).map(drop),
        client.read_register(2, 4).map(drop),
        client.read_config(0xff, 2).map(drop),
        // The control register is the driver's.
        client.set(Setting(0x04), 1).map(drop),
        client.play(4, 1, Control(1)).map(drop),
        // This card has no second bank; and no card a third.
        client.map_bank(5).map(drop),
        client.play(5, 1, Control::RECORD).map(drop),
        client.map_bank(3).map(drop),
        // The card is this app's.
        PciBarUserClient::open(loopback).map(drop),
    ];
    for outcome in outcomes {
        match outcome {
            Ok(()) => println!("not refused"),
            Err(error) => println!("refused: {error}"),
        }
    }
}

/// The app goes while the card plays: it is silent then, and interrupts nobody.
fn closed(
    card: &Card,
    loopback: &Loopback,
    client: Client<'_>,
    mut interrupts: Events<Interrupt>,
) -> Result {
    client.play(4, 10, Control::RECORD)?;
    drop(client);
    if let Some(Err(error)) = interrupts.next(SOON) {
        println!("closed: {error}");
    }
    println!(
        "the card is told {:#x}, and interrupts for {:#x}",
        card.registers.get(Card::CONTROL),
        card.registers.get(Card::INTERRUPT_ENABLE)
    );
    card.interrupt(loopback, Causes::DONE.0);
    Ok(())
}

/// The card goes while its memory is mapped: the app reads all ones and writes nowhere, and each call
/// is an error.
fn unplugged(loopback: &Loopback) -> Result {
    let client = PciBarUserClient::open(loopback)?;
    let mut interrupts = client.watch()?;
    let bank = client.map_bank(4)?;
    let samples = client.map_samples()?;
    bank.copy_from(0, b"pattern")?;

    loopback.pci().unplug();
    println!("unplugged: {:#x} samples", samples.get(Samples::COUNT));
    bank.copy_from(0, b"nowhere")?;
    drop(samples); // it can't be mapped again
    let outcomes = [
        client.identify().map(drop),
        client.read_register(0, 4).map(drop),
        client.play(4, 7, Control::RECORD),
        client.map_samples().map(drop),
    ];
    for outcome in outcomes {
        match outcome {
            Ok(()) => println!("unplugged: not refused"),
            Err(error) => println!("unplugged: {error}"),
        }
    }
    if let Some(Err(error)) = interrupts.next(SOON) {
        println!("unplugged: {error}");
    }
    if let Err(error) = PciBarUserClient::open(loopback) {
        println!("unplugged: {error}");
    }
    Ok(())
}

/// A card whose registers are fewer than the driver needs: it closes what it has opened, and gives up.
fn unfit() {
    let card = PciDevice::new(0x1234, 0x5ca1).bar(0, Bar::memory(256));
    let started = Loopback::builder()
        .provider("PciBarDriver")
        .on(card)
        .start();
    if let Err(error) = started {
        println!("another card: {error}");
    }
}
