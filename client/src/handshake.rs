//! Whether a driver has the interface that a client was made for.

use crate::{Connection, Error, ErrorKind, IoReturn, Method, StructureOutput, Transport};

/// The form of the driver's answer that is read here.
const FORMAT: u32 = 1;

/// A number of a row that isn't checked.
const ANY: u32 = u32::MAX;

/// What a client expects of its driver: [`handshake!`](crate::handshake!) makes it.
///
/// The driver's answer to the handshake is a row of 32-bit numbers: the form of the answer, the version
/// of the interface, the lower and the upper half of its digest, the counts of methods and memory
/// types; then seven numbers a method, which are its selector, its digest and the five checks of its
/// row; then two numbers a memory type, which are itself and its digest.
#[derive(Clone, Copy, Debug)]
pub struct Handshake {
    /// By which the driver is asked.
    pub selector: u32,
    /// Of the client's interface.
    pub version: u32,
    /// Of all of the client's interface.
    pub digest: u64,
    /// The client's methods.
    pub methods: &'static [MethodShape],
    /// The memory that the client maps.
    pub memory: &'static [MemoryShape],
}

/// What a client expects of a method.
#[derive(Clone, Copy, Debug)]
pub struct MethodShape {
    /// As the spec names it.
    pub name: &'static str,
    /// The number that the driver knows it by.
    pub selector: u32,
    /// Of its types and ranges.
    pub digest: u32,
    /// Its row: completion, scalars in, structure in, scalars out, structure out; [`u32::MAX`] for
    /// what isn't checked by the row.
    pub checks: [u32; 5],
    /// The version that has it first; a driver of an older one may lack it.
    pub since: u32,
}

/// What a client expects of memory.
#[derive(Clone, Copy, Debug)]
pub struct MemoryShape {
    /// As the spec names it.
    pub name: &'static str,
    /// The number that the driver knows it by.
    pub number: u32,
    /// Of its size, access and layout.
    pub digest: u32,
}

/// Makes a [`Handshake`]; generated clients do.
#[macro_export]
macro_rules! handshake {
    (
        selector $selector:literal, version $version:expr, digest $digest:literal,
        methods { $($name:literal: $method:literal, $shape:literal, [$($check:tt)*] $(since $since:literal)?;)* }
        memory { $($region:literal: $number:literal, $layout:literal;)* }
    ) => {
        $crate::Handshake {
            selector: $selector,
            version: $version,
            digest: $digest,
            methods: &[$($crate::MethodShape {
                name: $name,
                selector: $method,
                digest: $shape,
                checks: [$($crate::handshake!(@check $check)),*],
                since: 0 $(+ $since)?,
            }),*],
            memory: &[$($crate::MemoryShape { name: $region, number: $number, digest: $layout }),*],
        }
    };
    (@check _) => { u32::MAX };
    (@check $number:literal) => { $number };
}

/// What a driver has of another kind than its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which part of a method it is.
    pub part: Part,
    /// The driver's number; [`u32::MAX`] for one that it doesn't check.
    pub driver: u32,
    /// The client's number; [`u32::MAX`] for one that depends on the call.
    pub client: u32,
}

/// A part of a method, or all of some memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// Whether it is completed later: 0 or 1.
    Completion,
    /// How many scalars go in.
    ScalarsIn,
    /// How many bytes the structure has that goes in.
    StructureIn,
    /// How many scalars come out.
    ScalarsOut,
    /// How many bytes the structure has that comes out.
    StructureOut,
    /// Types, ranges or the order of fields, by a digest of them: the counts and sizes are the same.
    Types,
    /// Size, access or layout of memory, by a digest of them.
    Memory,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            part,
            driver,
            client,
        } = *self;
        let scalars = |count: u32| match count {
            ANY => "any number of scalars".to_owned(),
            1 => "1 scalar".to_owned(),
            _ => format!("{count} scalars"),
        };
        let structure = |size: u32| match size {
            ANY => "a structure of any size".to_owned(),
            0 => "no structure".to_owned(),
            1 => "a structure of 1 byte".to_owned(),
            _ => format!("a structure of {size} bytes"),
        };
        // What was said of the driver isn't said again.
        let count = |count: u32| match count {
            ANY => "any number".to_owned(),
            _ => count.to_string(),
        };
        let size = |size: u32| match size {
            ANY => "one of any size".to_owned(),
            _ if driver == 0 => structure(size),
            _ => size.to_string(),
        };
        let completion = |exists: u32| match exists {
            0 => "no completion",
            1 => "a completion",
            _ => "a completion or none",
        };
        match part {
            Part::Completion => {
                let (driver, client) = (completion(driver), completion(client));
                write!(f, "the driver takes {driver}, this client passes {client}")
            }
            Part::ScalarsIn => {
                let (driver, client) = (scalars(driver), count(client));
                write!(f, "the driver takes {driver}, this client passes {client}")
            }
            Part::StructureIn => {
                let (driver, client) = (structure(driver), size(client));
                write!(f, "the driver takes {driver}, this client passes {client}")
            }
            Part::ScalarsOut => {
                let (driver, client) = (scalars(driver), count(client));
                write!(
                    f,
                    "the driver returns {driver}, this client expects {client}"
                )
            }
            Part::StructureOut => {
                let (driver, client) = (structure(driver), size(client));
                write!(
                    f,
                    "the driver returns {driver}, this client expects {client}"
                )
            }
            Part::Types => f.write_str(
                "the driver has other types, ranges or another order of fields than this client",
            ),
            Part::Memory => f.write_str(
                "the driver's memory has another size, access or layout than this client's",
            ),
        }
    }
}

impl Handshake {
    /// Asks the driver, and answers the version of its interface. The error names the first method, or
    /// memory, of which both don't mean the same.
    pub fn compare<T: Transport>(&self, connection: &Connection<T>) -> Result<u32, Error> {
        let method = Method::new("handshake", self.selector);
        let mut answer = Vec::new();
        let output = StructureOutput::Variable(&mut answer);
        if let Err(error) = connection.call_raw(method, &[], &[], &mut [], output) {
            return Err(match error.kind() {
                // What drivers answer to selectors that they don't have.
                ErrorKind::Call(code @ (IoReturn::UNSUPPORTED | IoReturn::BAD_ARGUMENT)) => {
                    method.error(ErrorKind::NoHandshake(code))
                }
                _ => error,
            });
        }
        let bytes = answer.len();
        let driver = Driver::read(&answer);
        let driver = driver.ok_or(method.error(ErrorKind::HandshakeForm { bytes }))?;
        if driver.digest != self.digest {
            for method in self.methods {
                self.compare_method(method, &driver)?;
            }
            for memory in self.memory {
                self.compare_memory(memory, &driver)?;
            }
        }
        Ok(driver.version)
    }

    fn compare_method(&self, method: &MethodShape, driver: &Driver) -> Result<(), Error> {
        if method.since > driver.version {
            return Ok(()); // it's never called
        }
        let Some(entry) = driver.methods().find(|entry| entry[0] == method.selector) else {
            return Err(self.missing(method.name, driver));
        };
        let parts = [
            Part::Completion,
            Part::ScalarsIn,
            Part::StructureIn,
            Part::ScalarsOut,
            Part::StructureOut,
            Part::Types,
        ];
        let client = method.checks.into_iter().chain([method.digest]);
        let theirs = entry[2..].iter().chain([&entry[1]]);
        for ((part, &driver_number), client_number) in parts.into_iter().zip(theirs).zip(client) {
            if driver_number != client_number {
                let difference = Difference {
                    part,
                    driver: driver_number,
                    client: client_number,
                };
                return Err(self.differs(method.name, difference, driver));
            }
        }
        Ok(())
    }

    fn compare_memory(&self, memory: &MemoryShape, driver: &Driver) -> Result<(), Error> {
        let Some(entry) = driver.memory().find(|entry| entry[0] == memory.number) else {
            return Err(self.missing(memory.name, driver));
        };
        if entry[1] == memory.digest {
            return Ok(());
        }
        let difference = Difference {
            part: Part::Memory,
            driver: entry[1],
            client: memory.digest,
        };
        Err(self.differs(memory.name, difference, driver))
    }

    fn missing(&self, name: &'static str, driver: &Driver) -> Error {
        let (driver, client) = (driver.version, self.version);
        Error::new(name, ErrorKind::NotInDriver { driver, client })
    }

    fn differs(&self, name: &'static str, difference: Difference, driver: &Driver) -> Error {
        let kind = ErrorKind::Differs {
            difference,
            driver: driver.version,
            client: self.version,
        };
        Error::new(name, kind)
    }
}

/// What a driver has answered.
struct Driver {
    version: u32,
    digest: u64,
    /// The entries of the methods, then those of the memory.
    entries: Vec<u32>,
    /// Where those of the memory begin.
    memory: usize,
}

impl Driver {
    const HEAD: usize = 6;
    const METHOD: usize = 7;
    const MEMORY: usize = 2;

    /// `None` for what is no answer of that form.
    fn read(answer: &[u8]) -> Option<Self> {
        let (words, rest) = answer.as_chunks::<4>();
        if !rest.is_empty() {
            return None;
        }
        let mut words = words.iter().map(|word| u32::from_ne_bytes(*word));
        let mut head = [0; Self::HEAD];
        for place in &mut head {
            *place = words.next()?;
        }
        let [format, version, low, high, methods, memory] = head;
        let entries: Vec<u32> = words.collect();
        let methods = usize::try_from(methods).ok()?.checked_mul(Self::METHOD)?;
        let memory = usize::try_from(memory).ok()?.checked_mul(Self::MEMORY)?;
        let fits = methods.checked_add(memory) == Some(entries.len());
        (format == FORMAT && fits).then_some(Self {
            version,
            digest: u64::from(high) << 32 | u64::from(low),
            entries,
            memory: methods,
        })
    }

    fn methods(&self) -> impl Iterator<Item = &[u32; Self::METHOD]> {
        self.entries[..self.memory].as_chunks().0.iter()
    }

    fn memory(&self) -> impl Iterator<Item = &[u32; Self::MEMORY]> {
        self.entries[self.memory..].as_chunks().0.iter()
    }
}
