//! Bytes that the driver reads or writes in place: the client passes its own.

use iigen_parser::naming;

use super::{Outcome, Output, Value, Writer};
use crate::rust_layout::grouped;

impl Writer<'_> {
    pub(super) fn bytes_in(&mut self, spec_name: &str, min: u64, max: u64) {
        let name = naming::rust_name(spec_name);
        self.parameter(&name, "&[u8]");
        let length = format!("{name}.len()");
        let counted = naming::count_of(spec_name, true);
        if min > 0 {
            self.check("min", &counted, &[&length, &grouped(min.into())]);
        }
        self.check("max", &counted, &[&length, &grouped(max.into())]);
    }

    pub(super) fn zero_copy_out(&mut self, spec_name: &str, min: u64, outcome: &mut Outcome) {
        let name = naming::rust_name(spec_name);
        self.parameter(&name, "&mut [u8]");
        if min > 0 {
            let capacity = naming::capacity_of(spec_name);
            let length = format!("{name}.len()");
            self.check("min", &capacity, &[&length, &grouped(min.into())]);
        }
        let count = naming::rust_name(&naming::count_of(spec_name, true));
        outcome.call = "call_in_place";
        outcome.binding = format!("let {count} = ");
        outcome.passed.push(name);
        let doc = format!(
            "    /// How much of `{spec_name}` is the answer: all of it, where it has more than 4,096 \
             bytes.\n"
        );
        self.outputs.push(Output {
            doc,
            ty: "usize".to_owned(),
            value: Value::Place(count.clone()),
            name: count,
        });
    }
}
