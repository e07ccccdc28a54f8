//! Memory that clients map.

use iigen_parser::interface::{Indices, Memory, MemoryLayout, Ring};
use iigen_parser::naming;
use iigen_parser::spec::{Access, Backing, Side};

use super::Uses;
use super::queue::{self, QueueView};
use crate::cpp::{self, Cpp};
use iigen_parser::doc;

/// One memory type, or a family of them.
pub(super) struct MemoryView {
    pub(super) doc: String,
    pub(super) backing: Backing,
    /// The class of its descriptor.
    pub(super) descriptor: &'static str,
    /// Where the state keeps the descriptor, and how that is declared.
    pub(super) member: String,
    pub(super) declaration: String,
    /// The kept descriptor of the index that is asked for.
    pub(super) kept: String,
    /// The function that finds it when the system asks: its head, and a call of it.
    pub(super) finder: String,
    pub(super) find: String,
    /// Whether a type belongs to it.
    pub(super) condition: String,
    /// The index, in front of other arguments, and what is wrong with one.
    pub(super) index: &'static str,
    pub(super) out_of_range: Option<String>,
    /// The call of the user's member that makes it, or what makes it, without its last arguments.
    pub(super) handler: String,
    /// The function that answers its address or the ring in it.
    pub(super) getter: Option<Getter>,
    /// The queue in it.
    pub(super) queue: Option<QueueView>,
    /// The bytes that it has at least: its size, or what lies in it; 0 if nobody says.
    pub(super) bytes: u64,
    /// The number of its BAR.
    pub(super) bar: String,
    /// How many there are.
    pub(super) count: Option<u32>,
    /// What a mapping of a client may do.
    pub(super) options: &'static str,
}

/// `GetRing`, for memory that the generated code makes.
pub(super) struct Getter {
    pub(super) doc: String,
    /// Its declaration and the head of its definition.
    pub(super) declaration: String,
    pub(super) head: String,
    /// The call of it when the system asks.
    pub(super) call: String,
    /// What it answers a pointer to: bytes, a layout, or a ring.
    pub(super) pointee: String,
    /// The argument for that.
    pub(super) argument: &'static str,
    /// The driver's end of a ring.
    pub(super) ring: Option<RingView>,
}

/// The driver's end of a ring.
pub(super) struct RingView {
    /// Its class, `RingUserClientFifoRing`.
    pub(super) class: String,
    /// The class that it is one of.
    pub(super) template: String,
    /// Where the state keeps it, and how that is declared.
    pub(super) declaration: String,
    /// The ring of the index that is asked for.
    pub(super) kept: String,
    /// What else it is given to begin with.
    pub(super) check: String,
}

/// All memory of an interface.
pub(super) fn views(cpp: Cpp<'_>, uses: &mut Uses) -> Vec<MemoryView> {
    let memory = cpp.interface.memory.iter();
    memory.map(|memory| view(memory, cpp, uses)).collect()
}

fn view(memory: &Memory, cpp: Cpp<'_>, uses: &mut Uses) -> MemoryView {
    let class = &cpp.interface.class;
    let constant = naming::c_memory(class, &memory.name);
    let member = naming::cpp_argument(&format!("{}_memory", memory.name));
    let name = naming::cpp_value(&memory.name);
    let (condition, finder, find) = found(memory, &constant, class);
    let (handler, descriptor) = match memory.backing {
        Backing::Buffer => (String::new(), "IOBufferMemoryDescriptor"),
        Backing::UsbBuffer => (
            naming::usb_handler(&memory.name),
            "IOBufferMemoryDescriptor",
        ),
        Backing::PciBar => (naming::pci_handler(&memory.name), "IOMemoryDescriptor"),
        Backing::Handler => (naming::memory_handler(&memory.name), "IOMemoryDescriptor"),
        Backing::Queue => (String::new(), "IOMemoryDescriptor"),
    };
    match memory.backing {
        Backing::Buffer => uses.make_buffer = true,
        Backing::UsbBuffer => uses.make_usb_buffer = true,
        Backing::PciBar => uses.copy_bar = true,
        Backing::Handler => {}
        Backing::Queue => uses.queue = true,
    }
    let buffer = descriptor == "IOBufferMemoryDescriptor";
    uses.address_of |= buffer;
    let indexed = memory.indices.is_some();
    MemoryView {
        doc: doc::comment(&memory.doc, 4, "///"),
        backing: memory.backing,
        descriptor,
        declaration: declared(&member, memory.indices),
        kept: kept(&member, memory.indices),
        finder,
        find,
        condition,
        index: if indexed { "index, " } else { "" },
        out_of_range: memory.indices.map(|of| match of.first {
            0 => format!("index > {}", of.last),
            first => format!("index < {first} || index > {}", of.last),
        }),
        handler,
        getter: buffer.then(|| getter(memory, &name, cpp, uses)),
        queue: queue::view(memory, cpp),
        bytes: least_bytes(memory, cpp),
        bar: memory
            .bar
            .map_or("static_cast<uint8_t>(index)".to_owned(), |bar| {
                bar.to_string()
            }),
        count: memory.indices.map(Indices::count),
        options: match memory.access {
            Access::ReadOnly => cpp.flavour.map_read_only,
            Access::ReadWrite => "0",
        },
        member,
    }
}

/// Whether a type is one of a memory, and the function that finds it: its head, and a call of it.
fn found(memory: &Memory, constant: &str, class: &str) -> (String, String, String) {
    let name = naming::memory_finder(&memory.name);
    let mut arguments = vec![format!("{class} * client")];
    let mut given = vec!["this".to_owned()];
    let mut condition = format!("type == {constant}");
    if let Some(indices) = memory.indices {
        let from_first = match indices.first {
            0 => format!("type - {constant}"),
            first => format!("type - ({constant} + {first})"),
        };
        condition = format!("{from_first} < {}", indices.count());
        if indices.counted {
            let count = naming::memory_count(&memory.name);
            condition = format!("{condition}\n        && {from_first} < {count}()");
        }
        arguments.push("uint32_t index".to_owned());
        given.push(format!("static_cast<uint32_t>(type - {constant})"));
    }
    arguments.push("IOMemoryDescriptor ** memory".to_owned());
    given.push("&found".to_owned());
    let head = cpp::list(0, &format!("kern_return_t {name}"), &arguments, "");
    let call = cpp::list(8, &format!("ret = {name}"), &given, ";");
    (condition, head, call)
}

fn declared(member: &str, indices: Option<Indices>) -> String {
    match indices {
        None => member.to_owned(),
        Some(of) => format!("{member}[{}]", of.count()),
    }
}

fn kept(member: &str, indices: Option<Indices>) -> String {
    match indices {
        None => member.to_owned(),
        Some(Indices { first: 0, .. }) => format!("{member}[index]"),
        Some(of) => format!("{member}[index - {}]", of.first),
    }
}

fn getter(memory: &Memory, name: &str, cpp: Cpp<'_>, uses: &mut Uses) -> Getter {
    let class = &cpp.interface.class;
    let size = doc::size(memory.size.unwrap_or(0));
    let of = match memory.indices {
        None => format!("type {}", memory.number),
        Some(_) => format!("type {:#x} | index", memory.number),
    };
    let (pointee, argument, ring, lines) = match &memory.layout {
        Some(MemoryLayout::Ring(ring)) => {
            let view = ring_view(memory, ring, cpp, uses);
            let role = match ring.producer {
                Side::Driver => "puts elements into",
                Side::Client => "takes elements out of",
            };
            let line = format!("The end that {role} the ring that clients map as {of}.");
            (view.class.clone(), "ring", Some(view), vec![line])
        }
        layout => {
            let pointee = match layout {
                Some(MemoryLayout::Value(ty) | MemoryLayout::Elements(ty)) => cpp.name(ty),
                _ => "uint8_t",
            };
            let mut lines = vec![format!(
                "The first byte of the {size} that clients map as {of}."
            )];
            if memory.backing == Backing::UsbBuffer {
                let member = naming::cpp_argument(&format!("{}_memory", memory.name));
                let kept = kept(&member, memory.indices);
                lines.push(format!("From then on, {kept} is what a transfer takes."));
            }
            (pointee.to_owned(), "bytes", None, lines)
        }
    };
    let mut arguments = Vec::new();
    let mut given = Vec::new();
    if memory.backing == Backing::UsbBuffer {
        arguments.push(format!("{class} * client"));
        given.push("client".to_owned());
    }
    if memory.indices.is_some() {
        arguments.push("uint32_t index".to_owned());
        given.push("index".to_owned());
    }
    arguments.push(format!("{pointee} ** {argument}"));
    given.push(format!("&{argument}"));
    let name = format!("Get{name}");
    let definition = format!("kern_return_t {class}State::{name}");
    Getter {
        doc: doc::comment(&lines, 4, "///"),
        declaration: cpp::list(4, &format!("kern_return_t {name}"), &arguments, ";"),
        head: cpp::list(0, &definition, &arguments, ""),
        call: cpp::list(
            4,
            &format!("const kern_return_t ret = state->{name}"),
            &given,
            ";",
        ),
        pointee,
        argument,
        ring,
    }
}

fn ring_view(memory: &Memory, ring: &Ring, cpp: Cpp<'_>, uses: &mut Uses) -> RingView {
    let class = &cpp.interface.class;
    let role = match ring.producer {
        Side::Driver => "Producer",
        Side::Client => "Consumer",
    };
    let checked = ring.producer == Side::Client && cpp.is_constrained(&ring.element);
    let element = cpp.name(&ring.element);
    let member = naming::cpp_argument(&format!("{}_ring", memory.name));
    uses.ring = true;
    RingView {
        class: naming::cpp_ring(class, &memory.name),
        template: format!("{class}Ring{role}<{element}, {}>", ring.capacity),
        declaration: declared(&member, memory.indices),
        kept: kept(&member, memory.indices),
        check: if checked {
            format!(", &IsValid{element}")
        } else {
            String::new()
        },
    }
}

/// The bytes that the spec asks for: a device's memory may be smaller.
fn least_bytes(memory: &Memory, cpp: Cpp<'_>) -> u64 {
    let layout = match &memory.layout {
        None | Some(MemoryLayout::Queue(_)) => 0,
        Some(MemoryLayout::Value(ty) | MemoryLayout::Elements(ty)) => cpp.interface.layout(ty).size,
        Some(MemoryLayout::Ring(ring)) => {
            Ring::ELEMENTS + ring.capacity * cpp.interface.layout(&ring.element).size
        }
    };
    memory.size.unwrap_or(0).max(layout)
}
