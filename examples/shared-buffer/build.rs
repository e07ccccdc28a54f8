//! Generates both sides from shared_buffer.yaml and compiles the driver for this host.

fn main() {
    let shared_buffer = iigen::Builder::new("shared_buffer.yaml")
        .user_dir("driver")
        .iig("driver/SharedBufferDriver.iig")
        .generate();
    iigen_loopback::Driver::new("shared_buffer_driver")
        .include(&shared_buffer.out_dir)
        .files(&shared_buffer.sources)
        .file("driver/SharedBufferDriver.cpp")
        .compile();
}
