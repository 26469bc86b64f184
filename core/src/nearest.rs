//! "Did you mean": the known names that are closest to one that is not known.

/// Names longer than this, in characters, are not compared: nobody mistypes a whole sentence.
const MAX_LENGTH: usize = 64;

/// The most candidates that are compared, so that a script with many names stays cheap.
const MAX_CANDIDATES: usize = 2_000;

/// At most `count` candidates that are nearest to `name`: those of the smallest distance, in the order given.
pub(crate) fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>, count: usize) -> Vec<&'c str> {
    let wanted = normalised(name);
    if wanted.is_empty() || wanted.len() > MAX_LENGTH {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates.into_iter().take(MAX_CANDIDATES) {
        if candidate == name || found.iter().any(|(_, other)| *other == candidate) {
            continue;
        }
        let other = normalised(candidate);
        let bound = (wanted.len().max(other.len()) / 3).clamp(1, 4);
        if let Some(distance) = distance(&wanted, &other, bound) {
            found.push((distance, candidate));
        }
    }
    let smallest = found.iter().map(|(distance, _)| *distance).min();
    found
        .into_iter()
        .filter(|(distance, _)| Some(*distance) == smallest)
        .take(count)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// Letters and digits in lower case: `listUsers`, `list_users` and `list-users` are one word.
fn normalised(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).take(MAX_LENGTH + 1).flat_map(char::to_lowercase).collect()
}

/// The edit distance with swaps of neighbours (Damerau, restricted), when it is at most `bound`.
fn distance(left: &[char], right: &[char], bound: usize) -> Option<usize> {
    if left.is_empty() || right.is_empty() || right.len() > MAX_LENGTH || left.len().abs_diff(right.len()) > bound {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, b) in right.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut cost = (at(&row, j) + usize::from(a != b)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && left.get(i - 1) == Some(b) && right.get(j - 1) == Some(a);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            next.push(cost);
        }
        if next.iter().all(|cost| *cost > bound) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|distance| *distance <= bound)
}

/// The names in backticks, for a sentence: `` `a`, `b` or `c` ``.
pub(crate) fn listed(names: &[&str]) -> String {
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        text.push_str(match index {
            0 => "",
            _ if index + 1 == names.len() => " or ",
            _ => ", ",
        });
        text.push('`');
        text.push_str(name);
        text.push('`');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_are_found() {
        let names = ["users:list", "users:get", "orders:query", "list_users"];
        assert_eq!(nearest("users:lst", names, 3), ["users:list"]);
        assert_eq!(nearest("listUsers", names, 3), ["list_users"]);
        assert_eq!(nearest("user.get", names, 3), ["users:get"]);
        assert_eq!(nearest("weather", names, 3), Vec::<&str>::new());
        assert_eq!(nearest("", names, 3), Vec::<&str>::new());
    }

    #[test]
    fn swapped_letters_count_once_and_short_names_allow_one_edit() {
        assert_eq!(distance(&normalised("Mpa"), &normalised("Map"), 1), Some(1));
        assert_eq!(nearest("Mpa", ["Map", "Set"], 3), ["Map"]);
        assert_eq!(nearest("xy", ["Map", "ab"], 3), Vec::<&str>::new());
    }

    #[test]
    fn a_list_of_names_reads_as_a_sentence() {
        assert_eq!(listed(&["a"]), "`a`");
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
