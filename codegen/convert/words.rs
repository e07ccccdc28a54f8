//! The words of choices, as YAML has them.

use iigen_parser::spec::{Backing, Cache};

/// Where memory comes from, if it is said: a queue's says itself.
pub(super) fn backing(backing: Backing) -> Option<&'static str> {
    Some(match backing {
        Backing::Buffer => "buffer",
        Backing::UsbBuffer => "usb-buffer",
        Backing::PciBar => "pci-bar",
        Backing::Handler => "handler",
        Backing::Queue => return None,
    })
}

/// How a client caches memory, where that isn't the default.
pub(super) fn cache(cache: Cache) -> Option<&'static str> {
    Some(match cache {
        Cache::Default => return None,
        Cache::Inhibit => "inhibit",
        Cache::WriteThrough => "write-through",
        Cache::Copyback => "copyback",
        Cache::WriteCombine => "write-combine",
        Cache::CopybackInner => "copyback-inner",
        Cache::PostedWrite => "posted-write",
        Cache::RealTime => "real-time",
        Cache::PostedReordered => "posted-reordered",
        Cache::PostedCombinedReordered => "posted-combined-reordered",
    })
}
