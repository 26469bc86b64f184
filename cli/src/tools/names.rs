//! Names of servers and of their tools as names that a script can write.

use std::collections::HashSet;

use enclave_contract::DANGEROUS_KEYS;

/// The longest word of a tool and of a namespace, in characters; both together are a name that the core takes.
const MAX_WORD: usize = 64;
const MAX_NAMESPACE: usize = 40;

/// A name for each that a script can write behind a dot: `list-users` of the server `crm` is `crm:list_users`. Names that
/// become the same are numbered.
pub(crate) fn in_namespace<'n>(names: impl IntoIterator<Item = &'n str>, namespace: &str) -> Vec<String> {
    numbered(names).into_iter().map(|name| format!("{namespace}:{name}")).collect()
}

/// The same for what stands before the dot.
pub(crate) fn namespaces<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    numbered(names.into_iter().map(|name| start(name, MAX_NAMESPACE)))
}

fn numbered<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let unique = |name: &str| {
        let word = identifier(name);
        let mut unique = word.clone();
        let mut number = 1;
        while !taken.insert(unique.clone()) {
            number += 1;
            unique = format!("{word}_{number}");
        }
        unique
    };
    names.into_iter().map(unique).collect()
}

/// The nearest word of letters, digits and `_` that is not reserved.
fn identifier(name: &str) -> String {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = start(name, MAX_WORD);
    let is_word =
        |word: &str| word.chars().all(is_letter) && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let mut word = name.to_owned();
    if !is_word(&word) {
        let parts: Vec<&str> = name.split(|c| !is_letter(c)).filter(|part| !part.is_empty()).collect();
        word = parts.join("_").trim_matches('_').to_owned();
    }
    let is_reserved =
        word.starts_with("__ag_") || word.starts_with("__safe_") || DANGEROUS_KEYS.contains(&word.as_str());
    if is_word(&word) && !is_reserved { word } else { format!("tool_{}", word.trim_matches('_')) }
}

fn start(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words_that_differ() {
        let long = "é".repeat(100);
        let names = ["list-users", "list_users", "2do", "constructor", "__ag_x", "", "a b/c.d", "_ok", &long];
        assert_eq!(
            in_namespace(names, "crm"),
            [
                "crm:list_users",
                "crm:list_users_2",
                "crm:tool_2do",
                "crm:tool_constructor",
                "crm:tool_ag_x",
                "crm:tool_",
                "crm:a_b_c_d",
                "crm:_ok",
                "crm:tool__2",
            ]
        );
        assert_eq!(namespaces(["my server", &"x".repeat(50)]), ["my_server".to_owned(), "x".repeat(40)]);
    }
}
