//! A driver for each interface: the beginning that iigen writes for the user, with handlers that
//! succeed, and a provider that opens it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use iigen::span::Sources;

/// The folders under tests/cases that a row of a table names.
const SPECS: [&str; 9] = [
    "null_driver",
    "vfn",
    "vfn_2",
    "virtual_hid",
    "tiny_gpu",
    "litepcie",
    "ploytec",
    "stream_deck",
    "odd_shapes",
];

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut driver = iigen_loopback::Driver::new("published_drivers")
        .flag("-Werror")
        .include(&out);
    let (mut clients, mut cases) = (String::new(), String::new());
    let (mut declarations, mut table) = (String::new(), String::new());
    for name in SPECS {
        let spec = format!("../cases/{name}/spec.yaml");
        let (class, provider) = classes(&spec);
        let provider_iig = provide(&out, &provider);
        let user = out.join(format!("{class}.cpp"));
        // iigen never writes over the user's file, so that an old one has to go.
        let _ = fs::remove_file(&user);
        let generated = iigen::Builder::new(&spec).iig(&provider_iig).generate();
        succeed(&user);
        driver = driver
            .files(&generated.sources)
            .file(out.join(format!("{provider}.cpp")));
        let client = file_name(&generated.client);
        let _ = writeln!(
            cases,
            "    Case {{ name: {name:?}, class: {class:?}, provider: {provider:?} }},"
        );
        let _ = write!(
            clients,
            "#[allow(missing_docs)]\npub mod {name} {{\n    \
             include!(concat!(env!(\"OUT_DIR\"), \"/{client}\"));\n}}\n"
        );
        let _ = writeln!(
            declarations,
            "const IOUserClientMethodDispatch * {class}FindMethod(uint64_t selector);"
        );
        let _ = writeln!(table, "    {class}FindMethod,");
    }
    let _ = write!(
        clients,
        "/// All of them.\npub const CASES: &[Case] = &[\n{cases}];\n"
    );
    fs::write(out.join("clients.rs"), clients).expect("OUT_DIR can be written");
    let rows = ROWS
        .replace("DECLARATIONS\n", &declarations)
        .replace("TABLE", &table);
    fs::write(out.join("rows.cpp"), rows).expect("OUT_DIR can be written");
    driver.file(out.join("rows.cpp")).compile();
}

/// The last part of a path.
fn file_name(path: &Path) -> String {
    let name = path.file_name().expect("it is a file");
    name.to_string_lossy().into_owned()
}

/// The class and the provider that a spec names.
fn classes(spec: &str) -> (String, String) {
    let mut sources = Sources::default();
    let interface = iigen::load(Path::new(spec), &mut sources)
        .and_then(|id| iigen::read(&sources, id))
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(&sources, &found, false)));
    (interface.class, interface.provider)
}

/// Writes a driver that does nothing but open user clients, and answers its `.iig`.
fn provide(out: &Path, provider: &str) -> PathBuf {
    let write = |ending: &str, text: &str| {
        let path = out.join(format!("{provider}.{ending}"));
        fs::write(&path, text.replace("PROVIDER", provider)).expect("OUT_DIR can be written");
        path
    };
    write("cpp", PROVIDER_CPP);
    write("iig", PROVIDER_IIG)
}

/// Lets the handlers of the user's file succeed: outputs are zero then, and descriptors are full.
fn succeed(user: &Path) {
    const SUCCESS: &str = "return kIOReturnSuccess;";
    let mut text = fs::read_to_string(user).expect("iigen has written it");
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

const PROVIDER_CPP: &str = "\
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

const ROWS: &str = "\
#include <DriverKit/DriverKit.h>
#include <DriverKit/IOUserClient.h>

// Not their headers: two of them have types of the same name.
DECLARATIONS
static const IOUserClientMethodDispatch * (*const kFind[])(uint64_t selector) = {
TABLE};

// The five checks of a selector's row, in the row's order; false if there is none.
extern \"C\" bool published_row(size_t spec, uint64_t selector, uint32_t * row)
{
    const IOUserClientMethodDispatch * const method = kFind[spec](selector);
    if (method == nullptr) {
        return false;
    }
    row[0] = method->checkCompletionExists;
    row[1] = method->checkScalarInputCount;
    row[2] = method->checkStructureInputSize;
    row[3] = method->checkScalarOutputCount;
    row[4] = method->checkStructureOutputSize;
    return true;
}
";
