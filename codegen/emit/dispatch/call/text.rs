//! Text: bytes without a NUL inside, which C reads up to the NUL behind them.

use iigen_parser::naming;
use iigen_parser::spec::Text;

use super::Writer;

impl Writer<'_> {
    /// Checks and passes the text of `length` bytes at `address`.
    pub(super) fn text_in(&mut self, text: Text, name: &str, address: &str, length: &str) {
        self.uses.text = true;
        let (length_name, name) = (self.local(&naming::count_of(name, true)), self.local(name));
        let (length, ended) = if text.nul {
            (
                format!("{length} - 1"),
                format!(" || {name}[{length_name}] != 0"),
            )
        } else {
            (length.to_owned(), String::new())
        };
        self.line(&format!(
            "const char * const {name} = reinterpret_cast<const char *>({address});"
        ));
        self.line(&format!(
            "const size_t {length_name} = static_cast<size_t>({length});"
        ));
        self.refuse_if(
            &format!("!IsText({name}, {length_name}){ended}"),
            "kIOReturnBadArgument",
        );
        self.passed.push(name);
        self.passed.push(length_name);
    }

    /// Names and passes the room for text at `address`.
    pub(super) fn text_room(&mut self, name: &str, address: &str) -> String {
        self.uses.text = true;
        let name = self.local(name);
        self.line(&format!(
            "char * const {name} = reinterpret_cast<char *>({address});"
        ));
        name
    }
}
