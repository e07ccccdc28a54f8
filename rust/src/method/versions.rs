//! Structures of one of several sizes: the caller says which.

use iigen_parser::interface::Type;
use iigen_parser::naming;

use super::{Outcome, Writer};
use crate::rust_layout::grouped;

impl Writer<'_> {
    pub(super) fn versions_in(&mut self, ty: Option<&Type>, sizes: &[u64], spec_name: &str) {
        let name = naming::rust_name(spec_name);
        let Some(ty) = ty else {
            self.parameter(&name, "&[u8]");
            self.sizes(
                &naming::count_of(spec_name, true),
                &format!("{name}.len()"),
                sizes,
            );
            self.structure = name;
            return;
        };
        self.uses.plain = true;
        self.fixed_in(ty, spec_name);
        let size = self.version(spec_name, sizes);
        self.structure = format!("&{name}.as_bytes()[..{size}]");
    }

    pub(super) fn versions_out(
        &mut self,
        ty: Option<&Type>,
        sizes: &[u64],
        spec_name: &str,
        outcome: &mut Outcome,
    ) {
        let name = naming::rust_name(spec_name);
        let Some(ty) = ty else {
            self.parameter(&name, "&mut [u8]");
            let length = format!("{name}.len()");
            self.sizes(&naming::count_of(spec_name, true), &length, sizes);
            outcome.passed.push(name);
            return;
        };
        self.uses.plain = true;
        let size = self.version(spec_name, sizes);
        self.fixed_out(ty, spec_name, outcome);
        outcome
            .passed
            .push(format!("&mut {name}.as_bytes_mut()[..{size}]"));
    }

    /// The argument that says the size of a record.
    fn version(&mut self, spec_name: &str, sizes: &[u64]) -> String {
        let spec_name = naming::size_of(spec_name);
        let name = naming::rust_name(&spec_name);
        self.parameter(&name, "usize");
        self.sizes(&spec_name, &name, sizes);
        name
    }

    fn sizes(&mut self, spec_name: &str, value: &str, sizes: &[u64]) {
        let sizes: Vec<_> = sizes.iter().map(|size| grouped((*size).into())).collect();
        let list = format!("&[{}]", sizes.join(", "));
        self.check("size", spec_name, &[value, &list]);
    }
}
