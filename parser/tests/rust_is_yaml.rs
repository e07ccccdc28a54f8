//! Types, memory, callbacks and the arguments of a module mean the same in YAML and in Rust.
use iigen_parser::diagnostic::Diagnostics;
use iigen_parser::span::Sources;
use iigen_parser::{check, rust, yaml};
#[test]
fn one_spec_in_both() {
    let r = r#"#[user_client(provider = "RingDriver", version = 3, access(entitlement = "com.example.ring"), open_type = 2, handshake(selector = 0xfff0), target = dext)]
 mod ring { use super::*; fn helper() {} const P: usize = 4; pub const NAME: &str = "x";
 pub const SLOTS: u32 = LATER * 2; pub const LATER: u32 = 16;
 pub trait RingUserClient { #[selector(0)] fn reset(&self);
  #[memory(0, size = 64 << 10, backing = buffer, cache = write_combine)] fn map_ring(&self) -> Mapping<RingPage, ReadWrite>;
  #[memory(base = 0x10000, index = 0..=5, count = driver, size = 4096, backing = usb_buffer)] fn map_channel(&self, index: u32) -> Mapping<[u8], ReadOnly>;
  #[memory(7, backing = pci_bar, bar = 2)] fn map_registers(&self) -> iigen_client::Mapping<[Slot], ReadOnly>;
  #[memory(2, backing = buffer)] fn map_samples(&self) -> RingConsumer<Slot, 1024>;
  #[memory(3, backing = buffer)] fn map_commands(&self) -> RingProducer<Slot, SLOTS>;
  #[callback("IOUSBHostPipe::CompleteAsyncIO")] fn bulk_done(&self, context: &Slot);
  #[callback("Engine::Finished", include = "Engine.iig", parameters("OSAction * action", "uint32_t length"), on(class = Queue, extends = IOService))] fn finished(&self);
  #[callback("IOTimerDispatchSource::TimerOccurred", on = provider)] fn tick(&self);
 }
 #[repr(C)] pub struct RingPage { pub head: u32, #[one_of(1, 2, 4)] pub tail: u32, pub values: [u64; SLOTS], pub own: [u64; P] }
 #[repr(C)] pub struct Slot { pub tag: u32, pub length: u32 }
 #[repr(u8)] pub enum Kind { None, KeyDown = 4, Dial }
 #[flags] #[repr(u32)] pub enum Flags { Last = 1 << 0, Urgent = 1 << 3 }
 #[tag(Kind)] #[repr(C, packed)] pub enum Event { KeyDown(Slot), /** D. */ Dial(u8) }
 }"#;
    let y = r#"iigen: 1
class: RingUserClient
provider: RingDriver
version: 3
access: { entitlement: com.example.ring }
open_type: 2
handshake: { selector: 0xfff0 }
constants: { slots: { type: u32, value: 32 }, later: { type: u32, value: 16 } }
methods: { reset: { selector: 0 } }
memory:
  ring: { type: 0, size: 64 KiB, backing: buffer, cache: write-combine, access: read-write, layout: RingPage }
  channel: { type: { base: 0x10000, index: { range: 0..5, count: driver } }, size: 4096, backing: usb-buffer, access: read-only }
  registers: { type: 7, backing: pci-bar, bar: 2, access: read-only, layout: "[Slot]" }
  samples: { type: 2, backing: buffer, access: read-write, layout: { ring: { element: Slot, capacity: 1024, producer: driver } } }
  commands: { type: 3, backing: buffer, access: read-write, layout: { ring: { element: Slot, capacity: 32, producer: client } } }
callbacks:
  bulk_done: { type: "IOUSBHostPipe::CompleteAsyncIO", context: Slot }
  finished: { type: "Engine::Finished", include: "Engine.iig", parameters: ["OSAction * action", "uint32_t length"], on: { class: Queue, extends: IOService } }
  tick: { type: "IOTimerDispatchSource::TimerOccurred", on: provider }
types:
  RingPage: { struct: { head: u32, tail: { type: u32, one_of: [1, 2, 4] }, values: "[u64; slots]", own: "[u64; 4]" } }
  Slot: { struct: { tag: u32, length: u32 } }
  Kind: { enum: u8, values: { none: 0, key_down: 4, dial: 5 } }
  Flags: { flags: u32, bits: { last: 0, urgent: 3 } }
  Event: { union: { tag: Kind, variants: { key_down: Slot, dial: { type: u8, doc: D. } } }, packed: true }
"#;
    let mut s = Sources::default();
    let ri = s.add("a.rs", r);
    let yi = s.add("a.yaml", y);
    let mut f = Diagnostics::default();
    let rs = rust::parse(r, ri, &mut f);
    let rs = check::check(&rs.unwrap(), f);
    let mut g = Diagnostics::default();
    let ys = yaml::parse(y, yi, &mut g);
    let ys = check::check(&ys.unwrap(), g);
    let show = |d: Vec<_>| iigen_parser::render::render(&s, &d, false);
    let rs = rs.map_err(show).unwrap_or_else(|e| panic!("{e}"));
    let ys = ys.map_err(show).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(format!("{rs:#?}"), format!("{ys:#?}"));
}
