//! Rings, by the generated client.

use crate::Stage;
use crate::client::Sample;
use crate::trouble::{Seen, same};

pub(super) fn from_the_driver(stage: &Stage) -> Seen {
    let client = stage.client()?;
    let mut samples = client.map_samples()?;
    let mut next = 0;
    // More than once around.
    for count in [64, 1, 40, 40, 64] {
        same("how many were put in", client.produce(count)?, count)?;
        for _ in 0..count {
            let mut sample = [Sample::default()];
            same("how many came", samples.pop(&mut sample)?, 1)?;
            let expected = Sample {
                number: next,
                square: next * next,
            };
            same("a sample", sample, [expected])?;
            next += 1;
        }
        same("behind them", samples.pop(&mut [Sample::default()])?, 0)?;
    }
    Ok(())
}

pub(super) fn to_the_driver(stage: &Stage) -> Seen {
    let client = stage.client()?;
    let mut orders = client.map_orders()?;
    for count in [64, 1, 40, 40, 64] {
        for number in 0..count {
            let order = Sample { number, square: 0 };
            same("how many went", orders.push(&[order])?, 1)?;
        }
        let consumed = client.consume()?;
        same("how many came", u64::from(consumed.popped), count)?;
        same("their sum", consumed.sum, count * (count - 1) / 2)?;
    }
    Ok(())
}
