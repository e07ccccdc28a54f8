//! What a client of a kext has to be entitled to: for the whole user client, and for a method.

use driver_tests::Loopback;
use driver_tests::door::lax::LaxUserClient;
use driver_tests::door::throne::ThroneUserClient;
use driver_tests::door::vault::VaultUserClient;
use driver_tests::targets::Target;
use iigen_client::{Error, IoReturn, Method, StructureOutput};
use iigen_loopback::{Entitlements, Property};

const VAULT: &str = "com.example.vault";
const WIPE: &str = "com.example.vault.wipe";
const THRONE: &str = "com.example.throne";

fn code<T: std::fmt::Debug>(outcome: Result<T, Error>) -> IoReturn {
    let error = outcome.expect_err("it is refused");
    error.io_return().expect("the driver refuses it")
}

/// Runs a test with each kind of kext, and what it answers to who lacks an entitlement for all: the
/// kernel looks for a class of 2022, and has a code of its own.
fn with_kexts(test: impl Fn(&Loopback, IoReturn)) {
    for (target, refusal) in [
        (Target::Kext, IoReturn::NOT_PERMITTED),
        (Target::Kext2022, IoReturn::NOT_PRIVILEGED),
    ] {
        println!("the driver is {target}");
        let loopback = target.start("DoorDriver", &[]);
        test(&loopback, refusal);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn only_true_opens() {
    with_kexts(|loopback, refusal| {
        let open = |value: Property| {
            let app = loopback.client_with(&Entitlements::new().with(VAULT, value));
            VaultUserClient::open(app).map(drop)
        };
        open(true.into()).expect("it is entitled");
        assert_eq!(code(open(false.into())), refusal);
        assert_eq!(code(open(1.into())), refusal);
        assert_eq!(code(open("true".into())), refusal);
        let other = Entitlements::new()
            .with(WIPE, true)
            .with("com.example.vaul", true);
        let outcome = VaultUserClient::open(loopback.client_with(&other));
        assert_eq!(code(outcome.map(drop)), refusal);
    });
}

#[test]
fn a_method_needs_more() {
    with_kexts(|loopback, _| {
        let one = Entitlements::new().with(VAULT, true);
        let vault = VaultUserClient::open(loopback.client_with(&one)).expect("it is entitled");
        assert_eq!(vault.look().expect("it is entitled"), 17);
        assert_eq!(vault.map_gold().expect("it is entitled").size(), 4096);
        assert_eq!(code(vault.wipe(1)), IoReturn::NOT_PRIVILEGED);

        let both = Entitlements::new().with(VAULT, true).with(WIPE, true);
        let entitled = VaultUserClient::open(loopback.client_with(&both)).expect("it is entitled");
        entitled.wipe(1).expect("it is entitled");
        // The one app's entitlements are not the other's.
        assert_eq!(code(vault.wipe(1)), IoReturn::NOT_PRIVILEGED);
    });
}

/// A kext that forgets to look at the entitlements lets nobody do anything; for a class of 2022 the
/// kernel doesn't forget.
#[test]
fn what_was_not_looked_at_is_missing() {
    with_kexts(|loopback, refusal| {
        let all = Entitlements::new().with(VAULT, true).with(WIPE, true);
        let app = loopback.client_with(&all);
        let lax = LaxUserClient::open(app).expect("its initWithTask doesn't look");
        if refusal == IoReturn::NOT_PRIVILEGED {
            assert_eq!(lax.look().expect("the kernel has looked"), 17);
            assert_eq!(
                code(LaxUserClient::open(loopback).map(drop)),
                IoReturn::NOT_PRIVILEGED
            );
            return;
        }
        assert_eq!(code(lax.look()), IoReturn::NOT_PERMITTED);
        assert_eq!(code(lax.wipe(1)), IoReturn::NOT_PERMITTED);
        // Which selectors there are isn't told either.
        let unknown = Method::new("unknown", 77);
        let connection = lax.connection();
        let outcome = connection.call_raw(unknown, &[], &[], &mut [], StructureOutput::none());
        assert_eq!(code(outcome), IoReturn::NOT_PERMITTED);
        assert_eq!(code(lax.map_gold().map(drop)), IoReturn::BAD_ARGUMENT);
    });
}

#[test]
fn root_alone_opens() {
    with_kexts(|loopback, refusal| {
        let open = |of: Entitlements| ThroneUserClient::open(loopback.client_with(&of));
        let throne = Entitlements::new().with(THRONE, true);
        assert_eq!(
            code(open(throne.clone()).map(drop)),
            IoReturn::NOT_PRIVILEGED
        );
        // What a signature says of it doesn't count.
        let named = throne
            .clone()
            .with("com.apple.developer.driverkit.administrator", true);
        assert_eq!(code(open(named).map(drop)), IoReturn::NOT_PRIVILEGED);
        let root = Entitlements::new().as_root();
        assert_eq!(code(open(root).map(drop)), refusal);
        let opened = open(throne.as_root()).expect("it is root, and entitled");
        // Its handler is what iigen begins with.
        assert_eq!(code(opened.sit()), IoReturn::UNSUPPORTED);
    });
}
