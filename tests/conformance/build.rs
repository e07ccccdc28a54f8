//! Generates both sides, and compiles the driver where the loopback runs it.

fn main() {
    let conformance = iigen::Builder::new("conformance.yaml")
        .user_dir("driver")
        .iig("driver/ConformanceDriver.iig")
        .generate();
    // On a Mac the driver is a dext, which Xcode builds.
    if std::env::var("CARGO_CFG_TARGET_VENDOR").as_deref() == Ok("apple") {
        return;
    }
    iigen_loopback::Driver::new("conformance_driver")
        .include("driver")
        .include(&conformance.out_dir)
        .files(&conformance.sources)
        .files(["ConformanceDriver", "Late"].map(|name| format!("driver/{name}.cpp")))
        .compile();
}
