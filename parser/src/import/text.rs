//! The texts and the characters of C++, as they are without their quotation marks.

/// What a text says: `"a"`, `u8"a"`, `R"x(a)x"`; none where it has letters that no name has.
pub(super) fn text(written: &str) -> Option<String> {
    let quoted = written.trim_start_matches(['u', 'U', 'L', '8']);
    if let Some(raw) = quoted.strip_prefix("R\"") {
        let (delimiter, rest) = raw.split_once('(')?;
        let inner = rest.strip_suffix('"')?.strip_suffix(delimiter)?;
        return inner.strip_suffix(')').map(str::to_owned);
    }
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => escaped(letters.next()?)?,
            _ => letter,
        });
    }
    Some(text)
}

/// The number of a character, or of up to four: `'ring'`, of which the first counts most.
pub(super) fn character(written: &str) -> Option<i128> {
    let inner = written.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut number = 0_i128;
    let mut count = 0;
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            '\\' => escaped(letters.next()?)?,
            _ => letter,
        };
        let letter = u8::try_from(letter).ok().filter(u8::is_ascii)?;
        number = number << 8 | i128::from(letter);
        count += 1;
    }
    (1..=4).contains(&count).then_some(number)
}

fn escaped(letter: char) -> Option<char> {
    Some(match letter {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        '\\' | '\'' | '"' | '?' => letter,
        _ => return None,
    })
}
