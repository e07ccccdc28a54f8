//! Generates the driver's side from the spec in src/lib.rs and compiles it for this host.

fn main() {
    let lamp = iigen::Builder::new("src/lib.rs")
        .user_dir("driver")
        .iig("driver/LampDriver.iig")
        .generate();
    iigen_loopback::Driver::new("lamp_driver")
        .include(&lamp.out_dir)
        .files(&lamp.sources)
        .file("driver/LampDriver.cpp")
        .compile();
}
