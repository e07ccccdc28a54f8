//! Generates both sides and compiles the kexts for this host: one of each kind.

use iigen::Target;
use iigen_loopback::Driver;

fn main() {
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for (name, target, super_class) in [
        ("event_kext", Target::Kext, "IOUserClient"),
        ("event_kext_2022", Target::Kext2022, "IOUserClient2022"),
    ] {
        let events = iigen::Builder::new("queues.yaml")
            .user_dir("driver")
            .out_dir(format!("{out}/{name}"))
            .target(target)
            .generate();
        Driver::kext(name)
            .define("SUPER", Some(super_class))
            .include(&events.out_dir)
            .include("driver")
            .files(&events.sources)
            .file("driver/EventKext.cpp")
            .compile();
    }
}
