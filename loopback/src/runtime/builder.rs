//! Which drivers are to run.

use std::{error::Error, fmt};

use iigen_client::IoReturn;

use super::{
    Loopback,
    hardware::{Attached, Hardware},
    machine::Machine,
    properties::{Entitlements, Property},
};

/// What an `Info.plist` names a user client's properties, unless it is told otherwise.
const USER_CLIENT_PROPERTIES: &str = "UserClientProperties";

/// Drivers to start, each with the properties that its `Info.plist` would give it.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    providers: Vec<Provider>,
    entitlements: Entitlements,
    virtual_time: bool,
    /// The first thing that was said of no provider.
    stray: Option<String>,
}

/// A driver class and its properties.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    pub(super) class: String,
    pub(super) properties: Vec<(String, Property)>,
    hardware: Option<Hardware>,
    /// It isn't signed with `allow-any-userclient-access`.
    pub(super) restricted: bool,
    pub(super) user_clients: Vec<UserClient>,
    /// It's a kext, of the build that has this name, unless it is empty.
    pub(super) kext: Option<String>,
}

impl Provider {
    fn new(class: String) -> Self {
        Self {
            class,
            properties: Vec::new(),
            hardware: None,
            restricted: false,
            user_clients: Vec::new(),
            kext: None,
        }
    }
}

/// A class of user clients.
#[derive(Clone, Debug)]
pub(super) struct UserClient {
    pub(super) property: String,
    pub(super) class: String,
    /// Sets of entitlements, of which an app needs one.
    pub(super) requires: Vec<Vec<String>>,
}

impl Builder {
    /// A driver, by its class (`IOUserClass`). What follows is said of it.
    pub fn provider(mut self, class: impl Into<String>) -> Self {
        self.providers.push(Provider::new(class.into()));
        self
    }

    /// A kext, by the class of its service (`IOClass`). What follows is said of it, but what only a
    /// dext has: [`requires`](Self::requires), [`restricted`](Self::restricted), [`on`](Self::on).
    ///
    /// Its user clients are what its `newUserClient` makes, or of the class that its property
    /// `IOUserClientClass` names: the last [`user_client`](Self::user_client), or the only class of
    /// user clients that the kext has.
    ///
    /// A class of that name may be in a dext too, and in several kexts: [`of`](Self::of).
    pub fn kext(mut self, class: impl Into<String>) -> Self {
        self.providers.push(Provider {
            kext: Some(String::new()),
            ..Provider::new(class.into())
        });
        self
    }

    /// The kext is the one that `Driver::kext` of the build script calls so: several have a class of
    /// its name.
    pub fn of(mut self, build: impl Into<String>) -> Self {
        let build = build.into();
        match self.providers.last_mut() {
            Some(Provider {
                kext: Some(kext), ..
            }) => *kext = build,
            _ => self.stray(build),
        }
        self
    }

    /// A user client that the provider can make: the name of its properties, which the driver
    /// passes to `Create`, and its class.
    ///
    /// A provider without any gets one under `UserClientProperties`, if the driver has a single
    /// class of user clients.
    pub fn user_client(mut self, property: impl Into<String>, class: impl Into<String>) -> Self {
        let (property, class) = (property.into(), class.into());
        match self.providers.last_mut() {
            Some(provider) if provider.kext.is_some() => provider
                .properties
                .push(("IOUserClientClass".to_owned(), class.into())),
            Some(provider) => provider.user_clients.push(UserClient {
                property,
                class,
                requires: Vec::new(),
            }),
            None => self.stray(property),
        }
        self
    }

    /// Entitlements that an app needs, all of them, to open the user client that was named last
    /// (`IOServiceDEXTEntitlements` of its properties). Said again, it's another set of which one
    /// is enough.
    pub fn requires<S: Into<String>>(mut self, entitlements: impl IntoIterator<Item = S>) -> Self {
        let set = entitlements.into_iter().map(Into::into).collect();
        let client = self
            .providers
            .last_mut()
            .and_then(|provider| provider.user_clients.last_mut());
        match client {
            Some(client) => client.requires.push(set),
            None => self.stray("IOServiceDEXTEntitlements".to_owned()),
        }
        self
    }

    /// The driver isn't signed with `com.apple.developer.driverkit.allow-any-userclient-access`,
    /// which others have here: an app must list this bundle identifier, which becomes the
    /// driver's, among its `com.apple.developer.driverkit.userclient-access`.
    pub fn restricted(mut self, bundle_identifier: impl Into<String>) -> Self {
        if let Some(provider) = self.providers.last_mut() {
            provider.restricted = true;
        }
        self.property("CFBundleIdentifier", bundle_identifier.into())
    }

    /// What the app that the [`Loopback`] itself is has; nothing, unless it is said here.
    pub fn entitlements(mut self, entitlements: Entitlements) -> Self {
        self.entitlements = entitlements;
        self
    }

    /// Another property of the provider.
    pub fn property(mut self, key: impl Into<String>, value: impl Into<Property>) -> Self {
        let key = key.into();
        match self.providers.last_mut() {
            Some(provider) => provider.properties.push((key, value.into())),
            None => self.stray(key),
        }
        self
    }

    /// What the driver drives: a device that the test plays. Without one its `Start` gets a plain
    /// service.
    pub fn on(mut self, hardware: impl Into<Hardware>) -> Self {
        match self.providers.last_mut() {
            Some(provider) => provider.hardware = Some(hardware.into()),
            None => self.stray("on".to_owned()),
        }
        self
    }

    /// The drivers' time stands still but for [`Loopback::advance`]: their timers, and
    /// `mach_absolute_time()`. Otherwise it's the host's.
    pub fn virtual_time(mut self) -> Self {
        self.virtual_time = true;
        self
    }

    fn stray(&mut self, property: String) {
        self.stray.get_or_insert(property);
    }

    /// Starts the drivers, in order.
    pub fn start(self) -> Result<Loopback, StartError> {
        if let Some(property) = self.stray {
            return Err(StartError::NoProvider { property });
        }
        let mut loopback = Loopback::new(Machine::new(), &self.entitlements);
        if self.virtual_time {
            loopback.machine().make_time_virtual();
        }
        for provider in &self.providers {
            if provider.kext.is_some() {
                loopback.kext = Some(provider.class.clone());
            }
            let handle = match &provider.hardware {
                Some(hardware) => {
                    let handle = hardware.make().map_err(|what| StartError::Hardware {
                        class: provider.class.clone(),
                        what,
                    })?;
                    let attached = Attached {
                        driver: provider.class.clone(),
                        kind: hardware.kind(),
                        handle,
                    };
                    loopback.attached.push(attached);
                    loopback.attached.last().map(|attached| &attached.handle)
                }
                None => None,
            };
            loopback
                .machine()
                .start(provider, USER_CLIENT_PROPERTIES, handle)
                .map_err(|code| StartError::Start {
                    class: provider.class.clone(),
                    code,
                })?;
        }
        Ok(loopback)
    }
}

/// Why drivers don't run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StartError {
    /// A property came before any provider.
    NoProvider {
        /// Its name.
        property: String,
    },
    /// The device of a driver can't be made.
    Hardware {
        /// The driver's class.
        class: String,
        /// What of it is wrong.
        what: String,
    },
    /// A driver can't be made, or its `Start` failed.
    Start {
        /// Its class.
        class: String,
        /// What it answered.
        code: IoReturn,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProvider { property } => {
                write!(
                    f,
                    "property {property} is said of no provider: name the provider first"
                )
            }
            Self::Hardware { class, what } => {
                write!(f, "{class} has no device to drive: {what}")
            }
            Self::Start { class, code } => {
                write!(f, "{class} doesn't start: {code}")
            }
        }
    }
}

impl Error for StartError {}
