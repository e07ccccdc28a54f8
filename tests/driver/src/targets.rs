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
    pub const ALL: [Self; 1] = [Self::Dext];

    /// Starts a driver, whose user clients are the names of their properties and of their classes.
    pub fn start(self, provider: &str, clients: &[(&str, &str)]) -> Loopback {
        let mut builder = Loopback::builder();
        let build = provider.trim_end_matches("Driver").to_lowercase() + "_driver";
        builder = match self {
            Self::Dext => builder.provider(provider),
            Self::Kext => return of_kext(builder, provider, build + "_kext"),
            Self::Kext2022 => return of_kext(builder, provider, build + "_kext_2022"),
        };
        for (properties, class) in clients {
            builder = builder.user_client(*properties, *class);
        }
        builder.start().expect("the driver starts")
    }
}

/// A kext, whose provider makes its user clients.
fn of_kext(builder: Builder, provider: &str, build: String) -> Loopback {
    let builder = builder.kext(provider).of(build);
    builder.start().expect("the kext starts")
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
