//! `RingUserClientDispatch.h` and `.cpp`: the table, the checks, the copies and the memory, for each
//! target.

mod access;
mod call;
mod callback;
mod completion;
mod handshake;
mod memory;
mod queue;
mod valid;

use askama::Template;
use iigen_parser::interface::Interface;
use iigen_parser::naming;
use iigen_parser::spec::Backing;

use super::row;
use crate::cpp::Cpp;
use crate::flavour::Flavour;
use access::AccessView;
use call::CallView;
use callback::{CallbackView, OtherClass};
use completion::CompletionsView;
use handshake::Answer;
use iigen_parser::handshake::{self as both, Handshake};
use memory::MemoryView;
use valid::Validator;

#[derive(Template)]
#[template(path = "cpp/dispatch.h", escape = "none")]
struct Header<'i> {
    class: &'i str,
    flavour: &'static Flavour,
    /// Whether the generated code keeps something.
    state: bool,
    access: Option<AccessView>,
    /// Whether the provider's function that makes user clients is helped.
    has_create: bool,
    open_type: Option<u32>,
    callbacks: Vec<CallbackView>,
    /// The classes that functions name.
    declared: Vec<String>,
    others: Vec<OtherClass>,
    completions: Option<CompletionsView>,
    /// Whether a handler gets a descriptor.
    zero_copy: bool,
    /// Whether a kext's handler gets a descriptor to read.
    input_mapping: bool,
    /// Whether there are rings, and queues.
    ring: bool,
    queue: bool,
    memory: Vec<MemoryView>,
}

#[derive(Template)]
#[template(path = "cpp/dispatch.cpp", escape = "none")]
struct Source<'i> {
    class: &'i str,
    flavour: &'static Flavour,
    uses: Uses,
    validators: Vec<Validator>,
    calls: Vec<CallView>,
    completions: Option<CompletionsView>,
    /// The table, by selector: the calls, and the handshake.
    rows: Vec<RowView>,
    handshake: Option<Answer>,
    /// Whether the selectors are 0, 1, 2 and so on, so that they index the table.
    dense: bool,
    /// The selectors that have no method for ever, as a list.
    unused: Option<String>,
    /// The selectors whose calls may bring a port to be woken by, where others may not and no row
    /// says it.
    may_wait: Option<Vec<String>>,
    /// What a client must be entitled to, where the kernel asks for it when it opens.
    entitlement: Option<&'i str>,
    memory: Vec<MemoryView>,
    /// What makes the queues.
    queues: String,
    access: Option<AccessView>,
    /// Whether the provider's function that makes user clients is helped.
    has_create: bool,
    open_type: Option<u32>,
    callbacks: Vec<CallbackView>,
    others: Vec<OtherClass>,
}

/// A row of the table.
struct RowView {
    number: u32,
    /// Its selector's name.
    selector: String,
    /// The row, in braces.
    row: String,
}

/// Which helper functions the file needs.
#[derive(Default)]
struct Uses {
    any: bool,
    read_scalar: bool,
    read_bytes: bool,
    read_unaligned: bool,
    word_of: bool,
    one_of: bool,
    buffer: bool,
    input_length: bool,
    copy_input: bool,
    output: bool,
    output_room: bool,
    output_capacity: bool,
    all_valid: bool,
    all_copies_valid: bool,
    all_large_copies_valid: bool,
    text: bool,
    held_descriptor: bool,
    held_provider: bool,
    input_descriptor: bool,
    output_descriptor: bool,
    bytes: bool,
    valid_bool: bool,
    address_of: bool,
    make_buffer: bool,
    make_usb_buffer: bool,
    copy_bar: bool,
    ring: bool,
    queue: bool,
}

/// An open type chooses the user client; a kext that asks something of its clients tells them so.
fn has_create(interface: &Interface, access: Option<&AccessView>) -> bool {
    interface.open_type.is_some() || access.is_some_and(AccessView::is_asked)
}

/// The text of the header.
pub(crate) fn emit_header(cpp: Cpp<'_>) -> String {
    let interface = cpp.interface;
    let callbacks = callback::views(cpp);
    let mut declared: Vec<_> = callbacks.iter().map(|of| of.class.clone()).collect();
    let mut uses = Uses::default();
    let memory = memory::views(cpp, &mut uses);
    if uses.make_usb_buffer {
        declared.push(interface.class.clone());
    }
    declared.sort_unstable();
    declared.dedup();
    let access = access::view(cpp);
    super::render(&Header {
        class: &interface.class,
        flavour: cpp.flavour,
        state: cpp.has_state(),
        has_create: has_create(interface, access.as_ref()),
        access,
        open_type: interface.open_type,
        callbacks,
        declared,
        others: callback::other_classes(cpp),
        completions: completion::views(cpp, &mut Uses::default()),
        zero_copy: interface.methods.iter().any(call::is_zero_copy),
        input_mapping: cpp.flavour.kext && interface.methods.iter().any(call::reads_descriptor),
        ring: uses.ring,
        queue: uses.queue,
        memory,
    })
}

/// The text of the source.
pub(crate) fn emit_source(cpp: Cpp<'_>) -> String {
    let interface = cpp.interface;
    let mut uses = Uses::default();
    let calls: Vec<_> = interface
        .methods
        .iter()
        .map(|method| call::view(method, cpp, &mut uses))
        .collect();
    let completions = completion::views(cpp, &mut uses);
    let validators = valid::validators(cpp, &mut uses);
    let handshake = both::view(interface);
    if let Some(handshake) = &handshake {
        uses.output = true;
        uses.output_room = true;
        uses.any |= handshake.methods.iter().any(|of| of.row.has_any());
    }
    let rows = rows(cpp, &calls, handshake.as_ref());
    let memory = memory::views(cpp, &mut uses);
    let access = access::view(cpp);
    super::render(&Source {
        class: &interface.class,
        flavour: cpp.flavour,
        uses,
        validators,
        dense: rows
            .iter()
            .enumerate()
            .all(|(index, row)| index as u64 == u64::from(row.number)),
        rows,
        handshake: handshake.map(|view| handshake::answer(cpp, &view)),
        calls,
        completions,
        unused: unused(interface),
        may_wait: may_wait(cpp),
        entitlement: interface.entitlement.as_deref(),
        queues: queue::make_all(&memory),
        memory,
        has_create: has_create(interface, access.as_ref()),
        access,
        open_type: interface.open_type,
        callbacks: callback::views(cpp),
        others: callback::other_classes(cpp),
    })
}

fn rows(cpp: Cpp<'_>, calls: &[CallView], handshake: Option<&Handshake<'_>>) -> Vec<RowView> {
    let interface = cpp.interface;
    let methods = interface.methods.iter().zip(calls);
    let mut rows: Vec<_> = methods
        .map(|(method, call)| RowView {
            number: method.selector,
            selector: call.selector.clone(),
            row: call.row.clone(),
        })
        .collect();
    if let Some(handshake) = handshake {
        let place = rows.partition_point(|row| row.number < handshake.selector);
        let row = RowView {
            number: handshake.selector,
            selector: naming::c_selector(&interface.class, naming::HANDSHAKE),
            row: row::handshake("CallHandshake", cpp),
        };
        rows.insert(place, row);
    }
    rows
}

/// The selectors that [`Source::may_wait`] has.
fn may_wait(cpp: Cpp<'_>) -> Option<Vec<String>> {
    let interface = cpp.interface;
    let by_hand = cpp.flavour.kext && !cpp.flavour.is_2022;
    let all = interface.handshake.is_none() && interface.methods.iter().all(row::may_wait);
    if !by_hand || all {
        return None;
    }
    let methods = interface.methods.iter().filter(|of| row::may_wait(of));
    let selectors = methods.map(|of| naming::c_selector(&interface.class, &of.name));
    Some(selectors.collect())
}

/// `reserved: 7, 20 to 31; retired: 11 (load)`.
fn unused(interface: &Interface) -> Option<String> {
    let ranges = interface.reserved.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        }
    });
    let retired = interface.retired.iter();
    let retired = retired.map(|method| format!("{} ({})", method.selector, method.name));
    let listed = |what: &str, selectors: Vec<String>| {
        (!selectors.is_empty()).then(|| format!("{what}: {}", selectors.join(", ")))
    };
    let lists = [
        listed("reserved", ranges.collect()),
        listed("retired", retired.collect()),
    ];
    let lists: Vec<_> = lists.into_iter().flatten().collect();
    (!lists.is_empty()).then(|| lists.join("; "))
}
