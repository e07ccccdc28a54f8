//! The numbers of messages.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

/// Set in the numbers of the kernel's own messages.
const KERNEL: u64 = 1 << 63;

/// The number of a user's method: a hash of its class and name, the same in every build.
pub(super) fn of(class: &str, method: &str) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(class.as_bytes());
    hasher.write(b"::");
    hasher.write(method.as_bytes());
    hasher.finish() & !KERNEL
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_never_change() {
        assert_eq!(super::of("Ring", "Turn"), super::of("Ring", "Turn"));
        assert_ne!(super::of("Ring", "Turn"), super::of("Ring", "Turn2"));
        assert_eq!(super::of("Ring", "Turn") >> 63, 0);
    }
}
