//! What the client expects of its driver.

use iigen_parser::handshake::Handshake;

use crate::rust_layout::grouped;
use crate::text::Text;

/// What stands between the braces of `handshake!`, where no formatter goes.
pub(crate) struct Expected {
    selector: String,
    digest: String,
    methods: Vec<String>,
    memory: Vec<String>,
}

impl Expected {
    pub(crate) fn write(&self, text: &mut Text) {
        let (selector, digest) = (&self.selector, &self.digest);
        text.line(&[
            "    const HANDSHAKE: ::iigen_client::Handshake = ::iigen_client::handshake! {",
        ]);
        text.line(&[
            "        selector ",
            selector,
            ", version Self::VERSION, digest ",
            digest,
            ",",
        ]);
        for (list, entries) in [("methods", &self.methods), ("memory", &self.memory)] {
            text.line(&["        ", list, " {"]);
            for entry in entries {
                text.line(&["            ", entry]);
            }
            text.line(&["        }"]);
        }
        text.line(&["    };"]);
    }
}

/// The handshake in Rust.
pub(crate) fn expected(view: &Handshake<'_>) -> Expected {
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
