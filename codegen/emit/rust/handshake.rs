//! What the client expects of its driver.

use crate::emit::handshake::HandshakeView;
use crate::rust_layout::grouped;

/// What stands between the braces of `handshake!`, where no formatter goes.
pub(super) struct Expected {
    pub(super) selector: String,
    pub(super) digest: String,
    pub(super) methods: Vec<String>,
    pub(super) memory: Vec<String>,
}

/// The handshake in Rust.
pub(super) fn expected(view: &HandshakeView<'_>) -> Expected {
    let methods = view.methods.iter().map(|method| {
        let checks = method.row.0.iter().map(|check| match check.number() {
            Some(number) => grouped(number.into()),
            None => "_".to_owned(),
        });
        let checks: Vec<_> = checks.collect();
        let since = match method.since {
            0 => String::new(),
            since => format!(" since {}", grouped(since.into())),
        };
        let (name, selector) = (method.name, grouped(method.selector.into()));
        let digest = hex(method.digest.into(), 8);
        format!(
            "\"{name}\": {selector}, {digest}, [{}]{since};",
            checks.join(" ")
        )
    });
    let memory = view.memory.iter().map(|memory| {
        let (name, number) = (memory.name, grouped(memory.number.into()));
        format!("\"{name}\": {number}, {};", hex(memory.digest.into(), 8))
    });
    Expected {
        selector: grouped(view.selector.into()),
        digest: hex(view.digest, 16),
        methods: methods.collect(),
        memory: memory.collect(),
    }
}

/// `0x0123_4567`
fn hex(value: u64, digits: usize) -> String {
    let text = format!("{value:0digits$x}");
    let groups: Vec<_> = (0..digits).step_by(4).map(|at| &text[at..at + 4]).collect();
    format!("0x{}", groups.join("_"))
}
