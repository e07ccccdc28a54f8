//! `#[user_client]`: a module of Rust as the spec of a user client.
//!
//! Apps use it as `iigen_client::user_client`.

mod file;
mod passed;
mod report;

use iigen_parser::check::check;
use iigen_parser::diagnostic::{Diagnostic, Diagnostics};
use iigen_parser::rust::{Module, Places, read_module};
use proc_macro2::TokenStream;
use quote::quote;

/// Turns a module that is the spec of a user client into its client.
///
/// The module holds constants, `#[repr(C)]` structs, and one trait whose methods are the calls. It is
/// replaced by what `iigen generate` writes for Rust: the same constants and structs, and a type with
/// the trait's name, whose methods make the calls. `iigen generate` reads the same module from its
/// file and writes the driver's side.
///
/// ```
/// /// Moves buffers between an app and a ring device.
/// #[iigen_client::user_client(provider = "RingDriver", version = 3, reserved(7, 20..=31))]
/// mod ring {
///     pub const SLOTS: u32 = 32;
///
///     /// One transfer.
///     #[repr(C)]
///     pub struct TransferRequest {
///         #[max(SLOTS - 1)]
///         pub slot: u32,
///         pub length: u32,
///     }
///
///     #[repr(C, packed)]
///     pub struct Record {
///         pub tag: u8,
///         pub data: [u8; 12],
///     }
///
///     pub trait RingUserClient {
///         /// Sets the rate, and answers the nearest that there is.
///         #[selector(1)]
///         #[out(actual)]
///         fn set_rate(&self, #[min(1)] hz: u32) -> u32;
///
///         #[selector(2)]
///         fn submit(&self, priority: u8, transfer_request: &TransferRequest) -> Record;
///
///         /// A structure of any length has a maximum.
///         #[selector(3)]
///         fn load(&self, #[max(4 << 20)] bytes: &[u8]);
///
///         /// What varies in length comes out through a slice.
///         #[selector(4)]
///         fn read_log(&self, #[max(256)] records: &mut [Record]);
///     }
/// }
///
/// use iigen_client::{Error, Transport};
///
/// fn play(transport: impl Transport) -> Result<(), Error> {
///     let client = ring::RingUserClient::open(transport)?;
///     let hz = client.set_rate(48_000)?;
///     println!("plays at {hz} Hz");
///     Ok(())
/// }
/// ```
///
/// The arguments are `provider`, the driver's class; `class`, the user client's, where it isn't the
/// trait's name; `version`; and `reserved`, selectors that no method may use.
#[proc_macro_attribute]
pub fn user_client(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand(arguments.into(), item.into()).into()
}

fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut places = Places::of_macro();
    let mut found = Diagnostics::default();
    let Some(module) = read_module(arguments, item, &mut places, &mut found) else {
        return report::errors(&found.into_sorted(), &places);
    };
    let content = match &module.file {
        Some(file) => {
            let errors = report::errors(&found.into_sorted(), &places);
            let content = file::content(file, &places);
            quote! { #errors #content }
        }
        None => {
            client(&module, found).unwrap_or_else(|mistakes| report::errors(&mistakes, &places))
        }
    };
    let Module {
        head,
        name,
        inner,
        numbers,
        rest,
        ..
    } = module;
    quote! { #head mod #name { #inner #content #(#[allow(dead_code)] #numbers)* #rest } }
}

/// The client that the module means.
fn client(module: &Module, found: Diagnostics) -> Result<TokenStream, Vec<Diagnostic>> {
    let Some(spec) = &module.spec else {
        return Err(found.into_sorted());
    };
    let text = iigen_rust::client(&check(spec, found)?);
    let client = text.parse().expect("a client is Rust");
    Ok(passed::insert(client, &module.passed, spec))
}
