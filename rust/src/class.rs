//! The type whose methods make the calls: what stands in front of them.

use iigen_parser::interface::Interface;
use iigen_parser::{handshake as both, naming};

use crate::handshake::{self, Expected};
use crate::text::Text;
use crate::{documented, rust_layout};

/// A user client, as an app sees it.
pub(crate) struct Class<'i> {
    doc: String,
    name: String,
    provider: &'i str,
    version: Option<u32>,
    open_type: Option<String>,
    handshake: Option<Expected>,
}

impl<'i> Class<'i> {
    pub(crate) fn of(interface: &'i Interface) -> Self {
        let provider = interface.provider.as_str();
        let doc = || format!("The user client of {provider}.");
        let open_type = interface.open_type;
        Self {
            doc: documented(&interface.doc, 0, doc),
            name: naming::rust_type(&interface.class),
            provider,
            version: interface.version,
            open_type: open_type.map(|of| rust_layout::grouped(of.into())),
            handshake: both::view(interface).as_ref().map(handshake::expected),
        }
    }

    /// The type, and the beginning of its `impl`.
    pub(crate) fn write_head(&self, text: &mut Text) {
        let name = &self.name;
        text.gap();
        text.lines(&self.doc);
        text.line(&["#[derive(Debug)]"]);
        text.line(&["pub struct ", name, "<T: ::iigen_client::Transport> {"]);
        text.line(&["    connection: ::iigen_client::Connection<T>,"]);
        if self.handshake.is_some() {
            text.line(&["    driver_version: u32,"]);
        }
        text.line(&["}"]);
        text.gap();
        text.line(&["#[allow(dead_code)]"]);
        text.line(&["impl<T: ::iigen_client::Transport> ", name, "<T> {"]);
        self.constants(text);
        self.open(text);
        if self.handshake.is_some() {
            text.lines(DRIVER_VERSION);
        }
        text.lines(CONNECTION);
    }

    fn constants(&self, text: &mut Text) {
        text.line(&["    /// The class of the driver that has the user client."]);
        text.line(&[
            "    pub const PROVIDER: &'static str = \"",
            self.provider,
            "\";",
        ]);
        if let Some(version) = self.version {
            text.gap();
            text.line(&["    /// The version of the interface."]);
            text.line(&["    pub const VERSION: u32 = ", &version.to_string(), ";"]);
        }
        if let Some(open_type) = &self.open_type {
            text.gap();
            text.line(&[
                "    /// The number by which the driver's user clients are told apart (`IOServiceOpen`).",
            ]);
            text.line(&["    pub const OPEN_TYPE: u32 = ", open_type, ";"]);
        }
        if let Some(handshake) = &self.handshake {
            text.gap();
            handshake.write(text);
        }
    }

    fn open(&self, text: &mut Text) {
        let open_type = match self.open_type {
            Some(_) => "Self::OPEN_TYPE",
            None => "0",
        };
        text.lines(OPEN);
        text.line(&[
            "        let connection = ::iigen_client::Connection::open(transport, service, ",
            open_type,
            ")?;",
        ]);
        text.lines(match self.handshake {
            Some(_) => COMPARED,
            None => "        Ok(Self { connection })\n",
        });
        text.line(&["    }"]);
    }
}

const OPEN: &str = "
    /// Opens a user client of the first driver of the class.
    pub fn open(transport: T) -> Result<Self, ::iigen_client::Error> {
        Self::open_service(transport, &::iigen_client::Service::Class(Self::PROVIDER))
    }

    /// Opens a user client of the first of these services, one of several devices for example.
    pub fn open_service(
        transport: T,
        service: &::iigen_client::Service<'_>,
    ) -> Result<Self, ::iigen_client::Error> {
";

const COMPARED: &str = "        let driver_version = Self::HANDSHAKE.compare(&connection)?;
        Ok(Self {
            connection,
            driver_version,
        })
";

const DRIVER_VERSION: &str = "
    /// The version of the driver's interface, which may be another than the client's: `open` has found
    /// that what both have is the same.
    pub fn driver_version(&self) -> u32 {
        self.driver_version
    }
";

const CONNECTION: &str = "
    /// The connection, for calls that the spec doesn't have.
    pub fn connection(&self) -> &::iigen_client::Connection<T> {
        &self.connection
    }
";
