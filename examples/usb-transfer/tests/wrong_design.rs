//! The tempting design, an object for each transfer that is its callback's target, is refused in
//! words that the README shows.

use iigen::iig::{NoIncludes, Options, compile};
use iigen::render::render;
use iigen::span::Sources;

// The driver is linked into every target of the package, and needs its runtime.
use iigen_loopback as _;

const README: &str = include_str!("../README.md");

#[test]
fn in_an_iig_file() {
    let mut sources = Sources::default();
    let text = include_str!("wrong_design/Transfer.iig");
    let id = sources.add("Transfer.iig", text);
    let mistakes = compile(&mut sources, id, &Options::default(), &mut NoIncludes)
        .expect_err("a plain object is no target");
    assert_eq!(mistakes.len(), 1);
    let said = render(&sources, &mistakes, false);
    assert!(
        README.contains(said.trim()),
        "the README doesn't say\n{said}"
    );
}

#[test]
fn in_a_spec() {
    let mut sources = Sources::default();
    let text = include_str!("wrong_design/usb_transfer.yaml");
    let id = sources.add("usb_transfer.yaml", text);
    let mistakes = iigen::read(&sources, id).expect_err("a plain object is no target");
    assert_eq!(mistakes.len(), 1);
    let said = render(&sources, &mistakes, false);
    assert!(
        README.contains(said.trim()),
        "the README doesn't say\n{said}"
    );
}
