//! What a client has to be entitled to: for the whole user client, and for a method.

use driver_tests::door::lax::LaxUserClient;
use driver_tests::door::panel::PanelUserClient;
use driver_tests::door::throne::ThroneUserClient;
use driver_tests::door::vault::VaultUserClient;
use iigen_client::{Error, IoReturn, Method, StructureOutput};
use iigen_loopback::{Entitlements, Property};

use crate::start;

const VAULT: &str = "com.example.vault";
const WIPE: &str = "com.example.vault.wipe";
const ERASE: &str = "com.example.panel.erase";

fn code<T: std::fmt::Debug>(outcome: Result<T, Error>) -> IoReturn {
    let error = outcome.expect_err("it is refused");
    error.io_return().expect("the driver refuses it")
}

/// A client of the vault that has this in place of `true`.
fn open_with(value: impl Into<Property>) -> Result<(), Error> {
    let loopback = start();
    let app = loopback.client_with(&Entitlements::new().with(VAULT, value));
    let outcome = VaultUserClient::open(app).map(drop);
    loopback.finish().expect("nothing is left");
    outcome
}

#[test]
fn only_true_opens() {
    open_with(true).expect("it is entitled");
    assert_eq!(code(open_with(false)), IoReturn::NOT_PERMITTED);
    assert_eq!(code(open_with(1)), IoReturn::NOT_PERMITTED);
    assert_eq!(code(open_with("true")), IoReturn::NOT_PERMITTED);
    let loopback = start();
    let other = Entitlements::new()
        .with(WIPE, true)
        .with("com.example.vaul", true);
    let outcome = VaultUserClient::open(loopback.client_with(&other));
    assert_eq!(code(outcome.map(drop)), IoReturn::NOT_PERMITTED);
    loopback.finish().expect("nothing is left");
}

#[test]
fn a_method_needs_more() {
    let loopback = start();
    let panel = PanelUserClient::open(&loopback).expect("anybody may open it");
    let entered = || panel.entered().expect("anybody may ask");
    let before = entered();
    let vault = VaultUserClient::open(loopback.client_with(&Entitlements::new().with(VAULT, true)));
    let vault = vault.expect("it is entitled");
    assert_eq!(vault.look().expect("it is entitled"), 17);
    assert_eq!(vault.map_gold().expect("it is entitled").size(), 4096);
    assert_eq!(entered(), before + 1);
    assert_eq!(code(vault.wipe(1)), IoReturn::NOT_PRIVILEGED);
    // Nothing of the call is looked at before.
    let wipe = Method::new("wipe", 1);
    let connection = vault.connection();
    let outcome = connection.call_raw(wipe, &[1, 2], &[3], &mut [0], StructureOutput::none());
    assert_eq!(code(outcome), IoReturn::NOT_PRIVILEGED);
    assert_eq!(code(panel.erase()), IoReturn::NOT_PRIVILEGED);
    assert_eq!(entered(), before + 1);

    let both = Entitlements::new().with(VAULT, true).with(WIPE, true);
    let entitled = VaultUserClient::open(loopback.client_with(&both)).expect("it is entitled");
    entitled.wipe(1).expect("it is entitled");
    // The one app's entitlements are not the other's.
    assert_eq!(code(vault.wipe(1)), IoReturn::NOT_PRIVILEGED);
    let app = loopback.client_with(&Entitlements::new().with(ERASE, true));
    PanelUserClient::open(app)
        .expect("anybody may")
        .erase()
        .expect("it is entitled");
    assert_eq!(entered(), before + 3);
    drop((panel, vault, entitled));
    loopback.finish().expect("nothing is left");
}

/// A driver that forgets to look at the entitlements lets nobody do anything.
#[test]
fn what_was_not_looked_at_is_missing() {
    let loopback = start();
    let all = Entitlements::new().with(VAULT, true).with(WIPE, true);
    let app = loopback.client_with(&all);
    let lax = LaxUserClient::open(app).expect("its Start doesn't look");
    assert_eq!(code(lax.look()), IoReturn::NOT_PERMITTED);
    assert_eq!(code(lax.wipe(1)), IoReturn::NOT_PERMITTED);
    // Which selectors there are isn't told either.
    let unknown = Method::new("unknown", 77);
    let outcome = lax
        .connection()
        .call_raw(unknown, &[], &[], &mut [], StructureOutput::none());
    assert_eq!(code(outcome), IoReturn::NOT_PERMITTED);
    // The system makes a bad argument of whatever the driver says to a map.
    assert_eq!(code(lax.map_gold().map(drop)), IoReturn::BAD_ARGUMENT);
    drop(lax);
    loopback.finish().expect("nothing is left");
}

#[test]
fn root_alone_opens() {
    let loopback = start();
    let open = |of: Entitlements| ThroneUserClient::open(loopback.client_with(&of));
    let throne = Entitlements::new().with("com.example.throne", true);
    assert_eq!(
        code(open(throne.clone()).map(drop)),
        IoReturn::NOT_PRIVILEGED
    );
    let root = Entitlements::new().as_root();
    assert_eq!(code(open(root).map(drop)), IoReturn::NOT_PERMITTED);
    let opened = open(throne.as_root()).expect("it is root, and entitled");
    // Its handler is what iigen begins with.
    assert_eq!(code(opened.sit()), IoReturn::UNSUPPORTED);
    drop(opened);
    loopback.finish().expect("nothing is left");
}
