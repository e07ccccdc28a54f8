//! The same spec and the same handlers, as a driver of each kind.

use std::fmt;

use iigen_loopback::{Builder, Loopback};

/// What a driver is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A process of its own.
    Dext,
    /// In the kernel.
    Kext,
    /// The same, by an `IOUserClient2022`.
    Kext2022,
}

impl Target {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dext, Self::Kext, Self::Kext2022];

    /// Starts a driver, whose user clients are the names of their properties and of their classes.
    pub fn start(self, provider: &str, clients: &[(&str, &str)]) -> Loopback {
        let builder = self.add(Loopback::builder(), provider, clients);
        builder.start().expect("the driver starts")
    }

    /// Adds such a driver to others.
    pub fn add(self, builder: Builder, provider: &str, clients: &[(&str, &str)]) -> Builder {
        match self {
            Self::Dext => clients.iter().fold(
                builder.provider(provider),
                |builder, (properties, class)| builder.user_client(*properties, *class),
            ),
            Self::Kext => builder.kext(provider).of(format!("{provider}_kext")),
            Self::Kext2022 => builder.kext(provider).of(format!("{provider}_kext_2022")),
        }
    }

    /// How long a client takes an output to be, for which it had so much room: a dext can't say how
    /// much of a descriptor it has filled.
    pub fn told(self, length: usize, room: usize) -> usize {
        match self {
            Self::Dext if room > 4096 => room,
            _ => length,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dext => "a dext",
            Self::Kext => "a kext",
            Self::Kext2022 => "a kext with an IOUserClient2022",
        })
    }
}

/// One driver after the other, of every kind; a test that fails has printed of which.
pub fn each<'a>(
    provider: &'a str,
    clients: &'a [(&'a str, &'a str)],
) -> impl Iterator<Item = (Target, Loopback)> + 'a {
    Target::ALL.into_iter().map(move |target| {
        println!("{provider} is {target}");
        (target, target.start(provider, clients))
    })
}
