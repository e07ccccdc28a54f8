//! What the user may have meant.

/// The candidate that is nearest to `text`, when one is near: at most a third of its letters wrong.
pub(crate) fn closest<'a>(
    text: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    if text.len() > 64 {
        return None;
    }
    let letters = text.chars().count();
    let limit = |candidate: &str| candidate.len().max(3) / 3;
    candidates
        // Most are too long or too short.
        .filter(|candidate| candidate.chars().count().abs_diff(letters) <= limit(candidate))
        .map(|candidate| (distance(text, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= limit(candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The number of letters to insert, remove, replace, or swap with the next one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut next = vec![i + 1; b.len() + 1];
        for (j, to) in b.iter().enumerate() {
            let replaced = row[j] + usize::from(from != to);
            next[j + 1] = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            let is_swap = i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to;
            if is_swap {
                next[j + 1] = next[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn near_and_far() {
        let keys = ["selector", "struct_in", "out"];
        assert_eq!(closest("selektor", keys.into_iter()), Some("selector"));
        assert_eq!(closest("strut_in", keys.into_iter()), Some("struct_in"));
        assert_eq!(closest("otu", keys.into_iter()), Some("out"));
        assert_eq!(closest("completely", keys.into_iter()), None);
    }
}
