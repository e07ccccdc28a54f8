//! Names of files.

/// The name of a file without its folders.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The name of a file without its ending.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The header that stands for an `.iig` file.
pub(super) fn header(name: &str) -> String {
    format!("{}.h", stem(name))
}
