//! Generates both interfaces and compiles the driver for this host.

#[path = "driver/door/build.rs"]
mod door;

fn main() {
    let echo = iigen::Builder::new("spec.yaml")
        .user_dir("driver")
        .iig("driver/EchoDriver.iig")
        .generate();
    let dense = iigen::Builder::new("dense.yaml")
        .user_dir("driver")
        .generate();
    let structs = iigen::Builder::new("structs.yaml")
        .user_dir("driver/structs")
        .iig("driver/structs/StructsDriver.iig")
        .generate();
    iigen_loopback::Driver::new("echo_driver")
        .include("driver")
        .include(&echo.out_dir)
        .files(&echo.sources)
        .files(&dense.sources)
        .include("driver/structs")
        .files(&structs.sources)
        .files(
            [
                "StructsDriver",
                "Unions",
                "Texts",
                "Versions",
                "Descriptors",
            ]
            .map(|name| format!("driver/structs/{name}.cpp")),
        )
        .include("driver/door")
        .files(door::sources())
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
    life();
    completions();
    mapped();
    shapes();
}

/// A driver that answers later.
fn completions() {
    let stream = iigen::Builder::new("completions.yaml")
        .user_dir("driver/completions")
        .iig("driver/completions/StreamDriver.iig")
        .generate();
    iigen_loopback::Driver::new("stream_driver")
        .include("driver/completions")
        .include(&stream.out_dir)
        .files(&stream.sources)
        .file("driver/completions/StreamDriver.cpp")
        .compile();
}

/// A driver to which things happen by themselves.
fn life() {
    let life = iigen::Builder::new("life.yaml")
        .user_dir("driver/life")
        .iig("driver/life/LifeDriver.iig")
        .generate();
    iigen_loopback::Driver::new("life_driver")
        .include("driver/life")
        .include(&life.out_dir)
        .files(&life.sources)
        .file("driver/life/LifeDriver.cpp")
        .compile();
}

/// A driver of memory of every kind.
fn mapped() {
    let mapped = iigen::Builder::new("mapped.yaml")
        .user_dir("driver/mapped")
        .iig("driver/mapped/MappedDriver.iig")
        .generate();
    iigen_loopback::Driver::new("mapped_driver")
        .include("driver/mapped")
        .include(&mapped.out_dir)
        .files(&mapped.sources)
        .file("driver/mapped/MappedDriver.cpp")
        .compile();
}

/// A driver of scalars that vary, and of selectors that share, retire and lie far apart.
fn shapes() {
    let shapes = iigen::Builder::new("shapes.yaml")
        .user_dir("driver/shapes")
        .iig("driver/shapes/ShapesDriver.iig")
        .generate();
    iigen_loopback::Driver::new("shapes_driver")
        .include("driver/shapes")
        .include(&shapes.out_dir)
        .files(&shapes.sources)
        .files(
            ["ShapesDriver", "Varying", "Records", "Selectors"]
                .map(|name| format!("driver/shapes/{name}.cpp")),
        )
        .compile();
}
