//! Making one object of a kext's, of which the rest of the program sees nothing.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// For g++, which makes a variable that C++ has once in a program (an inline one, or a static one of an
/// inline function) a name of a kind that nothing hides: one for all kexts, and for the dext.
pub(crate) const NOTHING_UNIQUE: &str = "-fno-gnu-unique";

/// Joins the objects to one in `folder` whose names are its own: another driver in the program may
/// have classes of the same names.
pub(crate) fn join(name: &str, objects: &[PathBuf], folder: &Path) -> Result<PathBuf, String> {
    let object = folder.join(format!("{name}.kext.o"));
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
    let program = Path::new(command.get_program()).display().to_string();
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
