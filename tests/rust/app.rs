//! An app: its spec is one module among much else, and what looks like one is none.
#![allow(dead_code)]

use std::collections::HashMap;

/* #[user_client(provider = "CommentDriver")] mod comment { /* nested */ } */

/// ```
/// #[user_client(provider = "DocDriver")]
/// mod doc {}
/// ```
const TEXT: &str = r##"#[user_client(provider = "TextDriver")] mod text { "# }"##;

#[derive(Debug)]
struct App<'a, const N: usize> {
    names: HashMap<&'a str, [u8; N]>,
    letter: char,
}

impl<'a, const N: usize> App<'a, N> {
    fn braces(&self) -> String {
        format!("{{{}}} {:?} {}", '{', b'}', "}")
    }
}

macro_rules! user_client {
    ($name:ident { $($body:tt)* }) => {
        mod $name { $($body)* }
    };
}

user_client!(not_a_spec { pub struct Ring; });

mod deep {
    #[cfg(test)]
    mod tests {
        #[test]
        fn one() {
            assert_eq!(1 << 3, 8);
        }
    }

    /// Moves buffers.
    #[allow(missing_docs)]
    #[iigen_client::user_client(provider = "RingDriver", version = 2)]
    pub mod ring {
        use super::super::TEXT;

        pub const SLOTS: u32 = LIMIT / 2;
        const LIMIT: u32 = 64;

        #[derive(Eq, Hash)]
        #[repr(C)]
        pub struct Request {
            #[max(SLOTS - 1)]
            pub slot: u32,
            pub length: u32,
        }

        impl Request {
            /// The app's own.
            pub fn whole(slot: u32) -> Self {
                Self { slot, length: TEXT.len() as u32 }
            }
        }

        pub trait RingUserClient {
            /// Starts a transfer.
            #[selector(1)]
            #[out(ticket)]
            fn submit(&self, request: &Request) -> u64;
        }

        fn helper() -> u32 {
            LIMIT
        }
    }
}

fn main() {
    println!("{}", deep::ring::SLOTS);
}
