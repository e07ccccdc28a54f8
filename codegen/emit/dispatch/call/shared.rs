//! Handlers of several methods: they get the selector, and bytes where structures differ.

use iigen_parser::interface::{Method, Shape, Structure};
use iigen_parser::naming;

use super::Writer;

impl Writer<'_> {
    pub(super) fn pass_selector(&mut self, method: &Method) {
        if method.shared.is_some() {
            let selector = naming::c_selector(self.class, &method.name);
            self.passed.push(selector);
        }
    }

    /// Passes the structure in, which is passed by its type already, as its bytes.
    pub(super) fn as_bytes_in(&mut self, method: &Method, structure: &Structure) {
        if method.shared.as_ref().is_some_and(|of| of.bytes_in) {
            self.as_bytes("input", "const uint8_t *", structure);
        }
    }

    /// Passes the room for the structure out, likewise.
    pub(super) fn as_bytes_out(&mut self, method: &Method, structure: &Structure) {
        if method.shared.as_ref().is_some_and(|of| of.bytes_out) {
            self.as_bytes("output", "uint8_t *", structure);
        }
    }

    fn as_bytes(&mut self, memory: &str, ty: &str, structure: &Structure) {
        let Shape::Fixed(of) = &structure.shape else {
            return;
        };
        self.passed.pop();
        if self.cpp.interface.layout(of).size > self.cpp.flavour.stack_max {
            self.passed.push(format!("{memory}.bytes"));
            self.passed.push(format!("{memory}.size"));
        } else {
            let name = self.local(&structure.name);
            self.passed.push(format!("reinterpret_cast<{ty}>(&{name})"));
            self.passed.push(format!("sizeof({name})"));
        }
    }
}
