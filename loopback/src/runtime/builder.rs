//! Which drivers are to run.

use std::{error::Error, fmt};

use iigen_client::IoReturn;

use super::{
    Loopback,
    hardware::{Attached, Hardware},
    machine::Machine,
};

/// What an `Info.plist` names a user client's properties, unless it is told otherwise.
const USER_CLIENT_PROPERTIES: &str = "UserClientProperties";

/// Drivers to start, each with the properties that its `Info.plist` would give it.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    providers: Vec<Provider>,
    /// The first thing that was said of no provider.
    stray: Option<String>,
}

/// A driver class and its properties.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    pub(super) class: String,
    pub(super) properties: Vec<(String, Property)>,
    pub(super) user_clients: Vec<(String, String)>,
    hardware: Option<Hardware>,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Property {
    /// An `OSString`.
    Text(String),
    /// An `OSNumber` of 64 bits.
    Number(u64),
    /// An `OSBoolean`.
    Flag(bool),
}

impl From<&str> for Property {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Property {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<u64> for Property {
    fn from(value: u64) -> Self {
        Self::Number(value)
    }
}

impl From<bool> for Property {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl Builder {
    /// A driver, by its class (`IOUserClass`). What follows is said of it.
    pub fn provider(mut self, class: impl Into<String>) -> Self {
        self.providers.push(Provider {
            class: class.into(),
            properties: Vec::new(),
            user_clients: Vec::new(),
            hardware: None,
        });
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
            Some(provider) => provider.user_clients.push((property, class)),
            None => self.stray(property),
        }
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

    fn stray(&mut self, property: String) {
        self.stray.get_or_insert(property);
    }

    /// Starts the drivers, in order.
    pub fn start(self) -> Result<Loopback, StartError> {
        if let Some(property) = self.stray {
            return Err(StartError::NoProvider { property });
        }
        let mut loopback = Loopback::new(Machine::new());
        for provider in &self.providers {
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
                write!(f, "{class} doesn't start: 0x{:08x}", code.0)
            }
        }
    }
}

impl Error for StartError {}
