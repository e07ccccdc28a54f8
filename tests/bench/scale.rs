//! How long all outputs of a spec take, and how that grows: `cargo bench --bench scale`.
//!
//! Each size runs in a process of its own, so that its peak of memory is its own. Fails when ten
//! times the methods cost more than twelve times the time, on the average from the smallest spec to
//! the largest: two neighbours alone vary too much on a machine that does other things.

use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use iigen::{Folders, span::Sources};

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
const ROUNDS: usize = 9;

fn main() {
    match std::env::args().nth(1).and_then(|size| size.parse().ok()) {
        Some(size) => one(size),
        None => all(),
    }
}

/// Runs each size in a process and compares them.
fn all() {
    println!(
        "{:>8} {:>10} {:>10} {:>10} {:>10} {:>9}",
        "methods", "read", "generate", "write", "all", "peak"
    );
    let program = std::env::current_exe().expect("the program knows where it is");
    let mut times = Vec::new();
    for size in SIZES {
        let output = Command::new(&program)
            .arg(size.to_string())
            .output()
            .expect("it runs again");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let line = String::from_utf8(output.stdout).expect("it prints text");
        let numbers = line
            .split_whitespace()
            .map(|word| word.parse().expect("a number"));
        let numbers: Vec<f64> = numbers.collect();
        let [read, generate, write, whole, peak] = numbers[..] else {
            panic!("{line}")
        };
        println!(
            "{size:>8} {read:>7.2} ms {generate:>7.2} ms {write:>7.2} ms {whole:>7.2} ms {peak:>5.1} MiB"
        );
        times.push(whole);
    }
    let steps = times.len() as i32 - 1;
    let growth = (times[times.len() - 1] / times[0]).powf(1.0 / f64::from(steps));
    println!("ten times the methods cost {growth:.1} times the time");
    assert!(growth <= 12.0, "that is more than twelve times");
}

/// Prints the median milliseconds of each stage, and the peak of memory in MiB.
fn one(size: usize) {
    let text = spec(size);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut stages: [Vec<Duration>; 4] = Default::default();
    for round in 0..ROUNDS {
        let folders = {
            let out = folder.path().join(round.to_string());
            Folders {
                generated: out.clone(),
                user: out,
            }
        };
        let start = Instant::now();
        let mut sources = Sources::default();
        let id = sources.add("scale.yaml", text.as_str());
        let interface = iigen::read(&sources, id).expect("the spec has no mistakes");
        let read = start.elapsed();
        let files = iigen::generate(&interface);
        let generate = start.elapsed();
        folders.write(&files).expect("the files can be written");
        let write = start.elapsed();
        let times = [read, generate - read, write - generate, write];
        stages
            .iter_mut()
            .zip(times)
            .for_each(|(stage, time)| stage.push(time));
    }
    for stage in &mut stages {
        stage.sort();
        print!("{} ", stage[ROUNDS / 2].as_secs_f64() * 1e3);
    }
    println!("{}", peak_mib());
}

/// Methods with two scalars in, a structure of four fields in, and one scalar out.
fn spec(size: usize) -> String {
    let mut text = "iigen: 1\nclass: ScaleUserClient\nprovider: ScaleDriver\ntypes:\n".to_owned();
    for index in 0..size {
        let _ = writeln!(
            text,
            "  Request{index}:\n    struct: {{ slot: {{ type: u32, max: 31 }}, count: u32, offset: u64, length: u64 }}"
        );
    }
    text.push_str("methods:\n");
    for index in 0..size {
        let _ = writeln!(
            text,
            "  method_{index}:\n    selector: {index}\n    doc: Moves bytes.\n    in: {{ first: u32, second: u64 }}\n    \
             struct_in: Request{index}\n    out: {{ moved: u64 }}"
        );
    }
    text
}

/// The most memory that the process ever had, as Linux counts it; 0 elsewhere.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
