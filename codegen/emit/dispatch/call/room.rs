//! Clients that may offer more room than there are results: the row can't check that.

use iigen_parser::interface::{Method, Scalar, Shape};

use super::Writer;

impl Writer<'_> {
    /// Refuses a call with too little room, before anything is read.
    pub(super) fn room(&mut self, method: &Method) {
        if method.at_least.out {
            self.reads = true;
            let words: u64 = method.scalars_out.iter().map(Scalar::words).sum();
            let too_few = format!("arguments->scalarOutputCount < {words}");
            self.refuse_if(&too_few, "kIOReturnBadArgument");
        }
        if let (true, Some(structure)) = (method.at_least.struct_out, &method.struct_out)
            && let Shape::Fixed(ty) = &structure.shape
        {
            self.reads = true;
            let size = self.cpp.sizeof(ty);
            let too_small = format!("{} < {size}", self.room_out());
            self.refuse_if(&too_small, "kIOReturnBadArgument");
        }
    }
}
