//! Making one object of a kext's, of which the rest of the program sees nothing.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

/// Joins the objects to one in `OUT_DIR` whose names are its own: another driver in the program may
/// have classes of the same names.
pub(crate) fn join(name: &str, objects: &[PathBuf]) -> Result<PathBuf, String> {
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR isn't set: this is for a build script")?;
    let object = Path::new(&folder).join(format!("{name}.kext.o"));
    // What the compiler made once for each file is one for all; in groups, the linker of the program
    // would take that of another driver.
    let mut join = Command::new("ld");
    join.args(["-r", "--force-group-allocation", "-o"])
        .arg(&object)
        .args(objects);
    run(&mut join)?;
    // Nothing but a name that nothing has stays global.
    let mut hide = Command::new("objcopy");
    hide.arg("--keep-global-symbol=iigen_loopback_kext")
        .arg(&object);
    run(&mut hide)?;
    Ok(object)
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_owned();
    let program = Path::new(OsStr::new(&program)).display().to_string();
    let output = command
        .output()
        .map_err(|error| format!("{program} of GNU's binutils doesn't run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "{program} fails: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    ))
}
