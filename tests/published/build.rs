//! A driver for each interface, a dext or a kext: the beginning that iigen writes for the user, with
//! handlers that succeed, and a provider that opens it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use iigen::span::Sources;
use iigen::{Interface, Target};

/// The folders under tests/cases that a row of a table names.
const SPECS: [&str; 16] = [
    "null_driver",
    "vfn",
    "vfn_2",
    "virtual_hid",
    "tiny_gpu",
    "litepcie",
    "ploytec",
    "stream_deck",
    "odd_shapes",
    "santa",
    "iscsi",
    "virtual_hid_kext",
    "softu2f",
    "entitlements_2022",
    "odd_kext",
    "odd_kext_2022",
];

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut dexts = Kind {
        driver: iigen_loopback::Driver::new("published_drivers"),
        table: Table::default(),
    };
    let mut kexts = Kind {
        driver: iigen_loopback::Driver::kext("published_kexts"),
        table: Table::default(),
    };
    let (mut clients, mut cases) = (String::new(), String::new());
    for name in SPECS {
        let spec = format!("../cases/{name}/spec.yaml");
        let interface = read(&spec);
        let (class, provider) = (&interface.class, &interface.provider);
        let [target] = interface.targets[..] else {
            panic!("{name} has several targets");
        };
        let kind = if target.is_kext() {
            &mut kexts
        } else {
            &mut dexts
        };
        let client = kind.add(&spec, &interface, target, &out);
        let _ = writeln!(
            cases,
            "    Case {{ name: {name:?}, class: {class:?}, provider: {provider:?}, target: Target::{target:?} }},"
        );
        let _ = write!(
            clients,
            "#[allow(missing_docs)]\npub mod {name} {{\n    \
             include!(concat!(env!(\"OUT_DIR\"), \"/{client}\"));\n}}\n"
        );
    }
    let _ = write!(
        clients,
        "/// All of them.\npub const CASES: &[Case] = &[\n{cases}];\n"
    );
    fs::write(out.join("clients.rs"), clients).expect("OUT_DIR can be written");
    dexts.compile("dext", DEXT_ROWS, &out);
    kexts.compile("kext", KEXT_ROWS, &out);
}

/// The drivers of one kind, which are one library.
struct Kind {
    driver: iigen_loopback::Driver,
    table: Table,
}

/// What finds rows, in C++.
#[derive(Default)]
struct Table {
    declarations: String,
    cases: String,
}

impl Kind {
    /// Adds the driver of a spec, and answers the file of its client.
    fn add(&mut self, spec: &str, interface: &Interface, target: Target, out: &Path) -> String {
        let (class, provider) = (&interface.class, &interface.provider);
        let user = out.join(format!("{class}.cpp"));
        // iigen never writes over the user's file, so that an old one has to go.
        let _ = fs::remove_file(&user);
        let mut builder = iigen::Builder::new(spec);
        if !target.is_kext() {
            builder = builder.iig(provide_iig(out, provider));
        }
        let generated = builder.generate();
        succeed(&user);
        let provider = provide(out, provider, class, target);
        self.driver = self.driver.clone().files(&generated.sources).file(provider);
        self.table.add(class, target);
        file_name(&generated.client)
    }

    /// Compiles them, with a function that finds their rows.
    fn compile(self, name: &str, rows: &str, out: &Path) {
        let Table {
            declarations,
            cases,
        } = self.table;
        let text = rows
            .replace("DECLARATIONS\n", &declarations)
            .replace("CASES\n", &cases);
        let file = out.join(format!("{name}_rows.cpp"));
        fs::write(&file, text).expect("OUT_DIR can be written");
        let driver = self.driver.flag("-Werror").include(out);
        driver.file(file).compile();
    }
}

impl Table {
    fn add(&mut self, class: &str, target: Target) {
        let (selector, row) = match target {
            Target::Dext => ("uint64_t", "IOUserClientMethodDispatch"),
            Target::Kext => ("uint32_t", "IOExternalMethodDispatch"),
            Target::Kext2022 => ("uint32_t", "IOExternalMethodDispatch2022"),
        };
        let _ = writeln!(
            self.declarations,
            "const {row} * {class}FindMethod({selector} selector);"
        );
        let _ = writeln!(
            self.cases,
            "    if (strcmp(spec, \"{class}\") == 0) {{\n        \
             return Copy({class}FindMethod(selector), row);\n    }}"
        );
    }
}

/// The last part of a path.
fn file_name(path: &Path) -> String {
    let name = path.file_name().expect("it is a file");
    name.to_string_lossy().into_owned()
}

/// What a spec means.
fn read(spec: &str) -> Interface {
    let mut sources = Sources::default();
    iigen::load(Path::new(spec), &mut sources)
        .and_then(|id| iigen::read(&sources, id))
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(&sources, &found, false)))
}

/// Writes a driver that does nothing but open user clients, and answers its file.
fn provide(out: &Path, provider: &str, class: &str, target: Target) -> PathBuf {
    let text = if target.is_kext() {
        KEXT_PROVIDER
    } else {
        DEXT_PROVIDER
    };
    let text = text.replace("PROVIDER", provider).replace("CLASS", class);
    let path = out.join(format!("{provider}.cpp"));
    fs::write(&path, text).expect("OUT_DIR can be written");
    path
}

/// Writes the class of a dext's driver.
fn provide_iig(out: &Path, provider: &str) -> PathBuf {
    let path = out.join(format!("{provider}.iig"));
    let text = PROVIDER_IIG.replace("PROVIDER", provider);
    fs::write(&path, text).expect("OUT_DIR can be written");
    path
}

/// Lets the handlers of the user's file succeed: outputs are zero then, and descriptors are full.
fn succeed(user: &Path) {
    const SUCCESS: &str = "return kIOReturnSuccess;";
    let mut text = fs::read_to_string(user).expect("iigen has written it");
    text = text.replace(RAW_KEXT, RAW_KEXT_SUCCEEDS);
    text = text.replace("return kIOReturnUnsupported;", SUCCESS);
    while let Some((name, length)) = descriptor_out(&text) {
        let (before, after) = text.split_at(length);
        let fill = format!("*{name}Length = {name}Capacity;\n    {SUCCESS}");
        let before = before.replace(
            &format!("uint64_t /* {name}Capacity */"),
            &format!("uint64_t {name}Capacity"),
        );
        let after = after
            .replacen(&format!("/* {name}Length */"), &format!("{name}Length"), 1)
            .replacen(SUCCESS, &fill, 1);
        text = before + &after;
    }
    fs::write(user, text).expect("OUT_DIR can be written");
}

/// The first output that is a descriptor: its name, and where the argument for its length is.
fn descriptor_out(user: &str) -> Option<(String, usize)> {
    const LENGTH: &str = "uint64_t * /* ";
    user.match_indices(LENGTH).find_map(|(at, _)| {
        let name = user[at + LENGTH.len()..].split(' ').next()?;
        let name = name.strip_suffix("Length")?;
        let capacity = format!("uint64_t /* {name}Capacity */");
        user[..at]
            .contains(&capacity)
            .then(|| (name.to_owned(), at))
    })
}

/// A kext's handler whose calls nobody checks, as iigen begins it.
const RAW_KEXT: &str = "(IOExternalMethodArguments * /* arguments */)
{
    return kIOReturnUnsupported;
";

/// What it has to do at least: the port that a call brings is its own, and the kernel would hand out
/// what is in the message.
const RAW_KEXT_SUCCEEDS: &str = "(IOExternalMethodArguments * arguments)
{
    if (arguments->asyncWakePort != MACH_PORT_NULL) {
        OSAsyncReference64 reference = {};
        memcpy(reference, arguments->asyncReference, sizeof(reference));
        releaseAsyncReference64(reference);
    }
    arguments->structureOutputSize = 0;
    return kIOReturnSuccess;
";

const PROVIDER_IIG: &str = "\
#include <DriverKit/IOService.iig>
#include <DriverKit/IOUserClient.iig>

class PROVIDER : public IOService
{
public:
    virtual kern_return_t Start(IOService * provider) override;
    virtual kern_return_t NewUserClient(uint32_t type, IOUserClient ** userClient) override;
};
";

const DEXT_PROVIDER: &str = "\
#include \"PROVIDER.h\"

#include <DriverKit/DriverKit.h>
#include <DriverKit/IOUserClient.h>

kern_return_t IMPL(PROVIDER, Start)
{
    const kern_return_t ret = Start(provider, SUPERDISPATCH);
    return ret == kIOReturnSuccess ? RegisterService() : ret;
}

kern_return_t IMPL(PROVIDER, NewUserClient)
{
    (void)type;
    IOService * client = nullptr;
    const kern_return_t ret = Create(this, \"UserClientProperties\", &client);
    *userClient = ret == kIOReturnSuccess ? OSDynamicCast(IOUserClient, client) : nullptr;
    return ret;
}
";

const KEXT_PROVIDER: &str = "\
#include \"CLASS.h\"

class PROVIDER : public IOService
{
    OSDeclareDefaultStructors(PROVIDER)

public:
    bool start(IOService * provider) override;
    IOReturn newUserClient(
        task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties,
        IOUserClient ** handler) override;
};

OSDefineMetaClassAndStructors(PROVIDER, IOService)

bool PROVIDER::start(IOService * provider)
{
    if (!IOService::start(provider)) {
        return false;
    }
    registerService();
    return true;
}

IOReturn PROVIDER::newUserClient(
    task_t owningTask, void * securityToken, UInt32 type, OSDictionary * properties,
    IOUserClient ** handler)
{
    CLASS * const client = new CLASS;
    if (client == nullptr) {
        return kIOReturnNoMemory;
    }
    if (!client->initWithTask(owningTask, securityToken, type, properties)
        || !client->attach(this)) {
        client->release();
        return kIOReturnUnsupported;
    }
    if (!client->start(this)) {
        client->detach(this);
        client->release();
        return kIOReturnUnsupported;
    }
    *handler = client;
    return kIOReturnSuccess;
}
";

const DEXT_ROWS: &str = "\
#include <DriverKit/DriverKit.h>
#include <DriverKit/IOUserClient.h>
#include <string.h>

// Not their headers: two of them have types of the same name.
DECLARATIONS

struct PublishedRow
{
    uint32_t completion;
    uint32_t counts[4];
};

static bool Copy(const IOUserClientMethodDispatch * method, PublishedRow * row)
{
    if (method == nullptr) {
        return false;
    }
    row->completion = method->checkCompletionExists;
    row->counts[0] = method->checkScalarInputCount;
    row->counts[1] = method->checkStructureInputSize;
    row->counts[2] = method->checkScalarOutputCount;
    row->counts[3] = method->checkStructureOutputSize;
    return true;
}

// The row of a selector; false if there is none.
extern \"C\" bool published_dext_row(
    const char * spec, uint64_t selector, PublishedRow * row)
{
CASES
    return false;
}
";

const KEXT_ROWS: &str = "\
#include <IOKit/IOUserClient.h>
#include <string.h>

// Not their headers: two of them might have types of the same name.
DECLARATIONS

struct PublishedKextRow
{
    uint32_t counts[4];
    uint32_t kind; // 2022, or 0: what follows isn't there
    uint32_t allowAsync;
    const char * entitlement; // may be null
};

static bool Copy(const IOExternalMethodDispatch * method, PublishedKextRow * row)
{
    if (method == nullptr) {
        return false;
    }
    row->counts[0] = method->checkScalarInputCount;
    row->counts[1] = method->checkStructureInputSize;
    row->counts[2] = method->checkScalarOutputCount;
    row->counts[3] = method->checkStructureOutputSize;
    return true;
}

static bool Copy(const IOExternalMethodDispatch2022 * method, PublishedKextRow * row)
{
    if (method == nullptr) {
        return false;
    }
    row->counts[0] = method->checkScalarInputCount;
    row->counts[1] = method->checkStructureInputSize;
    row->counts[2] = method->checkScalarOutputCount;
    row->counts[3] = method->checkStructureOutputSize;
    row->kind = 2022;
    row->allowAsync = method->allowAsync;
    row->entitlement = method->checkEntitlement;
    return true;
}

// The row of a selector; false if there is none.
static bool FindRow(const char * spec, uint32_t selector, PublishedKextRow * row)
{
CASES
    return false;
}

// Nothing of a kext is seen by the rest of the program, so that it makes itself known.
extern \"C\" void published_kexts(
    bool (*find)(const char * spec, uint32_t selector, PublishedKextRow * row));

static const bool kKnown = (published_kexts(FindRow), true);
";
