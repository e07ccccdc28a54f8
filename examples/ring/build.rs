//! Generates both sides from ring.yaml and compiles the driver for this host.

fn main() {
    let ring = iigen::Builder::new("ring.yaml")
        .user_dir("driver")
        .iig("driver/RingDriver.iig")
        .generate();
    iigen_loopback::Driver::new("ring_driver")
        .include(&ring.out_dir)
        .files(&ring.sources)
        .file("driver/RingDriver.cpp")
        .compile();
}
