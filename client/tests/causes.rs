//! What an error says of the codes whose causes are known.

use std::sync::Arc;

use iigen_client::{
    Cache, Call, Completion, CompletionSink, Connection, Error, Event, IoReturn, Mapping, Memory,
    Method, RawConnection, RawMapping, ReadOnly, Returned, Service, StructureOutput, Transport,
};

const METHOD: Method = Method::new("load", 3);

/// Opens if it's told to, and then fails.
struct Fails {
    opens: bool,
    code: IoReturn,
}

// SAFETY: nothing is mapped.
unsafe impl Transport for Fails {
    fn open(&self, _: &Service<'_>, _: u32) -> Result<RawConnection, IoReturn> {
        match self.opens {
            true => Ok(RawConnection(1)),
            false => Err(self.code),
        }
    }

    fn call(&self, _: RawConnection, _: Call<'_>) -> Result<Returned, IoReturn> {
        Err(self.code)
    }

    fn call_async(
        &self,
        _: RawConnection,
        _: Call<'_>,
        _: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        Err(self.code)
    }

    fn map(&self, _: RawConnection, _: u32, _: Cache) -> Result<RawMapping, IoReturn> {
        Err(self.code)
    }

    unsafe fn unmap(&self, _: RawConnection, _: u32, _: RawMapping) -> Result<(), IoReturn> {
        Ok(())
    }

    unsafe fn close(&self, _: RawConnection) -> Result<(), IoReturn> {
        Ok(())
    }
}

fn opened(code: IoReturn) -> Connection<Fails> {
    let transport = Fails { opens: true, code };
    Connection::open(transport, &Service::Class("RingDriver"), 0).expect("it opens")
}

fn open(code: IoReturn) -> Error {
    let transport = Fails { opens: false, code };
    Connection::open(transport, &Service::Class("RingDriver"), 7).expect_err("it fails")
}

fn call(code: IoReturn) -> Error {
    let called = opened(code).call(METHOD, &[1, 2], &[0; 24], &mut [0], &mut []);
    called.expect_err("it fails")
}

fn map(code: IoReturn) -> Error {
    let memory = Memory {
        name: "ring",
        number: 9,
        size: 0,
        cache: Cache::Default,
    };
    let mapped: Result<Mapping<[u8], ReadOnly, _>, _> = opened(code).map_bytes(memory);
    mapped.expect_err("it fails")
}

/// The causes by where the code came from; a code without one says no more than its name.
#[test]
fn the_cause_depends_on_what_was_asked() {
    type Asked = fn(IoReturn) -> Error;
    let (open, call, map): (Asked, Asked, Asked) = (open, call, map);
    let table: &[(Asked, IoReturn, Option<&str>)] = &[
        (open, IoReturn::NOT_PERMITTED, Some("userclient-access")),
        (open, IoReturn::NOT_PRIVILEGED, Some("root")),
        (
            open,
            IoReturn::UNSUPPORTED,
            Some("NewUserClient refuses the type 7"),
        ),
        (open, IoReturn::BAD_ARGUMENT, Some("UserClientProperties")),
        (open, IoReturn::EXCLUSIVE_ACCESS, Some("another app")),
        (open, IoReturn::ERROR, Some("no NewUserClient")),
        (open, IoReturn::NO_DEVICE, Some("unplugged")),
        (open, IoReturn::OFFLINE, Some("process has ended")),
        (open, IoReturn::MIG_SERVER_DIED, Some("crash report")),
        (open, IoReturn::NO_MEMORY, None),
        (
            call,
            IoReturn::UNSUPPORTED,
            Some("no selector 3, or has retired it"),
        ),
        (call, IoReturn::BAD_ARGUMENT, Some("row for selector 3")),
        (call, IoReturn::NOT_PERMITTED, Some("entitlement")),
        (call, IoReturn::NOT_PRIVILEGED, Some("entitlement")),
        (
            call,
            IoReturn::EXCLUSIVE_ACCESS,
            Some("open for another app"),
        ),
        (call, IoReturn::NO_COMPLETION, Some("no function")),
        (call, IoReturn::UNDERRUN, Some("answered none")),
        (
            call,
            IoReturn::MIG_ARRAY_TOO_LARGE,
            Some("16 scalars each way"),
        ),
        (call, IoReturn::MIG_BAD_ARGUMENTS, Some("sent 2 scalars")),
        (call, IoReturn::NO_DEVICE, Some("unplugged")),
        (call, IoReturn::NOT_READY, Some("stopping")),
        (
            call,
            IoReturn::MIG_SERVER_DIED,
            Some("died during the call"),
        ),
        (call, IoReturn::MACH_SEND_INVALID_DEST, Some("closed")),
        (call, IoReturn::NO_SPACE, None),
        (call, IoReturn(0x123), None),
        (map, IoReturn::BAD_ARGUMENT, Some("no memory of the type 9")),
        (map, IoReturn::OFFLINE, Some("process has ended")),
        (map, IoReturn::UNSUPPORTED, None),
    ];
    for (asked, code, cause) in table {
        let error = asked(*code);
        assert_eq!(error.io_return(), Some(*code));
        let name = format!("{}: {code}", error.method());
        match (error.cause(), cause) {
            (Some(is), Some(expected)) => {
                assert!(is.to_string().contains(expected), "{error}");
                assert_eq!(error.to_string(), format!("{name}: {is}"));
            }
            (None, None) => assert_eq!(error.to_string(), name),
            (is, _) => panic!("{error} has the cause {is:?}"),
        }
    }
}

#[test]
fn a_refused_call_says_what_the_checks_compare() {
    let sent = |error: Error| {
        let text = error.cause().expect("it has a cause").to_string();
        let at = text.find('(').expect("it says what was sent");
        text[at..].to_owned()
    };
    assert_eq!(
        sent(call(IoReturn::BAD_ARGUMENT)),
        "(sent 2 scalars, a structure of 24 bytes and no completion, asked for 1 scalar and no \
         structure)"
    );
    let connection = opened(IoReturn::BAD_ARGUMENT);
    let completion = Completion::new(METHOD, Event::empty());
    let completing = connection.completing(&completion);
    let called = completing.call(METHOD, &[], &[0], &mut [0; 300], &mut [0; 5000]);
    assert_eq!(
        sent(called.expect_err("it fails")),
        "(sent no scalars, a structure of 1 byte and a completion, asked for 255 scalars or more and \
         a structure of 5000 bytes (a descriptor))"
    );
    let mut bytes = Vec::new();
    let variable = StructureOutput::Variable(&mut bytes);
    let called = connection.call_raw(METHOD, &[], &[], &mut [], variable);
    assert!(sent(called.expect_err("it fails")).ends_with("and a structure of any size)"));
}

#[test]
fn what_the_client_found_itself_has_no_cause() {
    let error = Error::new("load", iigen_client::ErrorKind::Timeout);
    assert_eq!(error.cause(), None);
}
