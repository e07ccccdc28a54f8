/// The folders under tests/cases that a row of a table names.
#[allow(dead_code, reason = "build.rs reads it, and the tests do")]
pub const SPECS: [&str; 9] = [
    "null_driver",
    "vfn",
    "vfn_2",
    "virtual_hid",
    "tiny_gpu",
    "litepcie",
    "ploytec",
    "stream_deck",
    "odd_shapes",
];
