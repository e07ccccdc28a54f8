//! Generates both sides from null_driver.yaml and compiles the driver for this host.

fn main() {
    let null_driver = iigen::Builder::new("null_driver.yaml")
        .user_dir("driver")
        .iig("driver/NullDriver.iig")
        .generate();
    iigen_loopback::Driver::new("null_driver")
        .include(&null_driver.out_dir)
        .files(&null_driver.sources)
        .file("driver/NullDriver.cpp")
        .compile();
}
