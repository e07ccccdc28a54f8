//! Mistakes in modules under `#[user_client]`, as the compiler shows them; and odd modules that are
//! none.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    for topic in [
        "arguments",
        "attributes",
        "items",
        "types",
        "methods",
        "checks",
    ] {
        cases.compile_fail(format!("../tests/ui/{topic}/*.rs"));
    }
    cases.pass("../tests/ui/pass/*.rs");
}
