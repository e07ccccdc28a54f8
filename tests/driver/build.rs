//! Generates both interfaces and compiles the driver for this host.

fn main() {
    let echo = iigen::Builder::new("spec.yaml")
        .user_dir("driver")
        .iig("driver/EchoDriver.iig")
        .generate();
    let dense = iigen::Builder::new("dense.yaml")
        .user_dir("driver")
        .generate();
    iigen_loopback::Driver::new("echo_driver")
        .include("driver")
        .include(&echo.out_dir)
        .files(&echo.sources)
        .files(&dense.sources)
        .files(
            [
                "EchoDriver",
                "Scalars",
                "Structures",
                "Lists",
                "Memory",
                "Look",
            ]
            .map(|name| format!("driver/{name}.cpp")),
        )
        .compile();
}
