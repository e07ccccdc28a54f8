//! Who may come in, by which number, and which version both sides speak.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::spec::{Method, Name, Number, Spec};

/// The longest entitlement, far above any that there is.
const MAX_ENTITLEMENT: usize = 255;

/// What a client must be entitled to, or may be without.
pub(super) fn entitlement(name: Option<&Name>, found: &mut Diagnostics) -> Option<String> {
    let name = name?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:".contains(&byte);
    if name.value.len() > MAX_ENTITLEMENT || !name.value.bytes().all(fits) {
        let message = format!("`{}` is not an entitlement", name.value.escape_debug());
        found.push(Diagnostic::new(&codes::ENTITLEMENT, name.span, message));
    }
    Some(name.value.clone())
}

/// The `type` of `IOServiceOpen`.
pub(super) fn open_type(spec: &Spec, found: &mut Diagnostics) -> Option<u32> {
    let number = spec.open_type.as_ref()?;
    let fitting = u32::try_from(number.value).ok();
    if fitting.is_none() {
        let message = format!("{} is not an open type", number.value);
        found.push(Diagnostic::new(&codes::OPEN_TYPE, number.span, message));
    }
    fitting
}

/// The selector of the handshake, which tells the version. Whether it is free is checked with the
/// methods' own.
pub(super) fn handshake(spec: &Spec, found: &mut Diagnostics) -> Option<u32> {
    let selector = spec.handshake.as_ref()?;
    if spec.version.is_none() {
        let message = "a handshake without a version";
        found.push(
            Diagnostic::new(&codes::HANDSHAKE_VERSION, selector.span, message)
                .note("say `version: 1`, and a larger one whenever the interface changes"),
        );
    }
    u32::try_from(selector.value).ok()
}

/// The version that has a method first.
pub(super) fn since(method: &Method, spec: &Spec, found: &mut Diagnostics) -> Option<u32> {
    let since = method.since.as_ref()?;
    if spec.handshake.is_none() {
        let message = format!(
            "`{}` has a version, which no client finds out",
            method.name.value
        );
        found.push(
            Diagnostic::new(&codes::SINCE, since.span, message)
                .here("needs a handshake")
                .note("say `handshake: { selector: 0xfff0 }`: a selector that no method has"),
        );
    }
    if let Some(version) = &spec.version {
        since_fits(method, since, version, found);
    }
    u32::try_from(since.value).ok()
}

fn since_fits(method: &Method, since: &Number, version: &Number, found: &mut Diagnostics) {
    if (1..=version.value).contains(&since.value) {
        return;
    }
    let name = &method.name.value;
    let mistake = if since.value < 1 {
        let message = format!("`{name}` is there since version {}", since.value);
        Diagnostic::new(&codes::SINCE, since.span, message).here("the first version is 1")
    } else {
        let (since_version, version_now) = (since.value, version.value);
        let message = format!(
            "`{name}` is there since version {since_version} of an interface of version {version_now}"
        );
        let edit = since_version.to_string();
        Diagnostic::new(&codes::SINCE, since.span, message)
            .label(version.span, "the version of the interface")
            .edit("as the version of the interface", version.span, edit)
    };
    found.push(mistake);
}
