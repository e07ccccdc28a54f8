//! An app that asks a kext about paths, however long they are.

use std::panic::resume_unwind;
use std::thread;

use iigen_loopback::Loopback;

use crate::path_filter::PathFilterUserClient;

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;
type Client<'l> = PathFilterUserClient<&'l Loopback>;

/// The longest structure that travels in the message, and the longest path of the spec.
const INBAND: usize = 4096;
const LONGEST: usize = 1 << 20;

pub(crate) fn run() -> Result {
    let loopback = Loopback::builder().kext("PathFilter").start()?;
    let filter = PathFilterUserClient::open(&loopback)?;

    decided(&filter)?;
    every_length(&filter)?;
    refused(&filter);
    shared(&loopback, &filter)?;

    drop(filter);
    loopback.finish()?;
    println!("nothing leaked");
    Ok(())
}

/// Commands with numbers and a record, as any user client has them.
fn decided(filter: &Client<'_>) -> Result {
    let rule = filter.add_rule("/Users/me/secret")?;
    let ask = |path| -> Result {
        println!("{path}: {:?}", filter.check(path)?);
        Ok(())
    };
    ask("/Users/me/secret/diary")?;
    filter.enable(true)?;
    ask("/Users/me/secret/diary")?;
    ask("/Users/me/secrets")?;
    filter.remove_rule(rule)?;
    ask("/Users/me/secret/diary")?;
    println!("removed again: {}", failure(filter.remove_rule(rule)));
    Ok(())
}

/// A path of a length, in a folder of its own.
fn path(length: usize) -> String {
    "/deep".chars().cycle().take(length).collect()
}

/// Up to 4,096 bytes the path lies in the message, above it comes by descriptor: neither side of the
/// app's or of the filter's own code knows.
fn every_length(filter: &Client<'_>) -> Result {
    for length in [1, INBAND, INBAND + 1, LONGEST] {
        let path = path(length);
        let before = filter.check(&path)?;
        let rule = filter.add_rule(&path)?;
        let after = filter.check(&path)?;
        let same = filter.rule(rule)? == path;
        filter.remove_rule(rule)?;
        println!("{length} bytes: {before:?}, then {after:?}; read back the same: {same}");
    }
    let statistics = filter.get_statistics()?;
    println!(
        "asked {} times, denied {}, the longest path had {} bytes",
        statistics.asked, statistics.denied, statistics.longest
    );
    Ok(())
}

/// What no path is.
fn refused(filter: &Client<'_>) {
    println!("{}", failure(filter.check("")));
    println!("{}", failure(filter.check(&path(LONGEST + 1))));
    println!("{}", failure(filter.check("/half\0/known")));
    println!("{}", failure(filter.add_rule("relative")));
}

/// Several apps have a user client each, and the kernel lets them in at the same time.
fn shared(loopback: &Loopback, filter: &Client<'_>) -> Result {
    let asked = filter.get_statistics()?.asked;
    thread::scope(|scope| {
        let apps = [1, 2, 3, 4].map(|number| scope.spawn(move || another_app(loopback, number)));
        let ends = apps.map(|app| app.join().unwrap_or_else(|panic| resume_unwind(panic)));
        ends.into_iter()
            .collect::<Result<(), iigen_client::Error>>()
    })?;
    let asked = filter.get_statistics()?.asked - asked;
    println!("four apps have asked {asked} times");
    Ok(())
}

fn another_app(loopback: &Loopback, number: usize) -> Result<(), iigen_client::Error> {
    let filter = PathFilterUserClient::open(loopback)?;
    for _ in 0..25 {
        let rule = filter.add_rule(&format!("/app/{number}"))?;
        filter.check(&path(1000 * number))?;
        filter.remove_rule(rule)?;
    }
    Ok(())
}

fn failure<T: std::fmt::Debug>(result: Result<T, iigen_client::Error>) -> String {
    match result {
        Ok(value) => format!("not refused: {value:?}"),
        Err(error) => error.to_string(),
    }
}
