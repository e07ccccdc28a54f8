//! Generates both sides from path_filter.yaml and compiles the kext for this host.

fn main() {
    let path_filter = iigen::Builder::new("path_filter.yaml")
        .user_dir("driver")
        .generate();
    iigen_loopback::Driver::kext("path_filter_driver")
        .include(&path_filter.out_dir)
        .include("driver")
        .files(&path_filter.sources)
        .file("driver/PathFilter.cpp")
        .compile();
}
