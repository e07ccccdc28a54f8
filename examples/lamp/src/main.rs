//! An app that switches the lamp: the client that the macro made on one side, the C++ driver on the
//! other, and the loopback in the place of the kernel.

use std::time::Duration;

use lamp::{Color, LampUserClient, Totals};

/// So long the app waits for what has to come.
const SOON: Duration = Duration::from_secs(20);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let loopback = lamp::start()?;
    let lamp = LampUserClient::open(&loopback)?;
    let mut changes = lamp.watch()?;
    let mut off = lamp.when_off()?;

    println!("set_level(40): it was {}", lamp.set_level(40)?);
    println!("set_level(70): it was {}", lamp.set_level(70)?);
    println!("{}", lamp.set_level(101).unwrap_err());

    let amber = Color {
        red: 255,
        green: 191,
        blue: 0,
    };
    lamp.set_color(&amber)?;
    lamp.play(&[amber; 5_000])?; // 15,000 bytes: more than a message holds
    for _ in 0..3 {
        let change = changes.next(SOON).ok_or("the lamp tells no more")??;
        println!("change {}: {} %", change.count, change.percent);
    }

    let totals = lamp.map_totals()?;
    println!("{} colors were played", totals.get(Totals::COLORS));

    lamp.set_level(0)?;
    println!("off after {} changes", off.wait(SOON)?);
    println!("{}", lamp.set_color(&amber).unwrap_err());

    drop((totals, lamp));
    loopback.finish()?;
    println!("closed: nothing leaked");
    Ok(())
}
