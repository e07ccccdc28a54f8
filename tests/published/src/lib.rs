//! Interfaces that people have published, and odd ones that nobody has: their drivers, their
//! generated clients, and the rows of their dispatch tables.

use std::ffi::{CStr, CString, c_char};
use std::sync::OnceLock;

/// What a driver is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// DriverKit's.
    Dext,
    /// IOKit's.
    Kext,
    /// IOKit's, of the class with more checks.
    Kext2022,
}

/// An interface that has a spec in tests/cases.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The folder, and the case in the tables.
    pub name: &'static str,
    /// The user client's class.
    pub class: &'static str,
    /// The driver's class.
    pub provider: &'static str,
    /// What the driver is.
    pub target: Target,
}

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

// The runtime that the drivers call.
pub use iigen_loopback::Loopback;

/// What is checked of the calls of a selector, as the driver's own table says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A dext's check of the completion.
    pub completion: Option<u32>,
    /// Scalars in, structure in, scalars out, structure out.
    pub counts: [u32; 4],
    /// Whether an `IOUserClient2022` lets asynchronous calls in, and to whom.
    pub more: Option<(bool, Option<String>)>,
}

#[repr(C)]
#[derive(Default)]
struct DextRow {
    completion: u32,
    counts: [u32; 4],
}

#[repr(C)]
struct KextRow {
    counts: [u32; 4],
    kind: u32,
    allow_async: u32,
    entitlement: *const c_char,
}

unsafe extern "C" {
    fn published_dext_row(class: *const c_char, selector: u64, row: *mut DextRow) -> bool;
}

/// What finds rows in the kexts.
type FindKextRow = unsafe extern "C" fn(*const c_char, u32, *mut KextRow) -> bool;

static FIND_KEXT_ROW: OnceLock<FindKextRow> = OnceLock::new();

/// The kexts say what finds their rows, before `main`.
#[unsafe(no_mangle)]
extern "C" fn published_kexts(find: FindKextRow) {
    FIND_KEXT_ROW.get_or_init(|| find);
}

impl Case {
    /// The case of a name.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn named(name: &str) -> &'static Self {
        let case = CASES.iter().find(|case| case.name == name);
        case.expect("there is such a case")
    }

    /// Starts the driver.
    pub fn start(&self) -> Loopback {
        let builder = Loopback::builder();
        let builder = match self.target {
            Target::Dext => builder
                .provider(self.provider)
                .user_client("UserClientProperties", self.class),
            Target::Kext | Target::Kext2022 => builder.kext(self.provider),
        };
        builder.start().expect("the driver starts")
    }

    /// The row of a selector.
    pub fn row(&self, selector: u32) -> Option<Row> {
        let class = CString::new(self.class).expect("a name has no NUL");
        if self.target == Target::Dext {
            let mut row = DextRow::default();
            // SAFETY: the driver reads a text and writes a row.
            let found = unsafe { published_dext_row(class.as_ptr(), selector.into(), &mut row) };
            return found.then_some(Row {
                completion: Some(row.completion),
                counts: row.counts,
                more: None,
            });
        }
        let mut row = KextRow {
            counts: [0; 4],
            kind: 0,
            allow_async: 0,
            entitlement: std::ptr::null(),
        };
        let find = FIND_KEXT_ROW.get().expect("the kexts are linked in");
        // SAFETY: as above.
        let found = unsafe { find(class.as_ptr(), selector, &mut row) };
        let entitlement = (!row.entitlement.is_null()).then(|| {
            // SAFETY: a constant of the driver's.
            let text = unsafe { CStr::from_ptr(row.entitlement) };
            text.to_string_lossy().into_owned()
        });
        found.then_some(Row {
            completion: None,
            counts: row.counts,
            more: (row.kind == 2022).then_some((row.allow_async != 0, entitlement)),
        })
    }
}
