//! How the processor caches mapped memory.

/// How an app's processor caches what it maps: a choice of the app, which the driver doesn't see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cache {
    /// As the memory itself is cached.
    #[default]
    Default,
    /// Not at all, as device registers want it.
    Inhibit,
    /// Writes go to memory at once.
    WriteThrough,
    /// Writes stay in the cache.
    Copyback,
    /// Writes are collected: for buffers that are written in order and not read.
    WriteCombine,
    /// Writes stay in the inner cache.
    CopybackInner,
    /// Not cached; writes needn't have arrived when the next begins.
    PostedWrite,
    /// As hardware with deadlines wants it.
    RealTime,
    /// Posted writes, in any order.
    PostedReordered,
    /// Posted writes, in any order and put together.
    PostedCombinedReordered,
}

impl Cache {
    /// The bits in the options of `IOConnectMapMemory64` (`kIOMapCacheMask`).
    pub const fn bits(self) -> u32 {
        let mode = match self {
            Self::Default => 0,
            Self::Inhibit => 1,
            Self::WriteThrough => 2,
            Self::Copyback => 3,
            Self::WriteCombine => 4,
            Self::CopybackInner => 5,
            Self::PostedWrite => 6,
            Self::RealTime => 7,
            Self::PostedReordered => 8,
            Self::PostedCombinedReordered => 9,
        };
        mode << 8
    }
}
