//! Which tools fit what a model looks for.

use enclave_contract::ToolSpec;
use serde_json::{Value as Json, json};

/// Tools that are found at most, and characters of a query that are read.
const MAX_FOUND: usize = 10;
const MAX_QUERY: usize = 1_000;

/// The tools whose name or description has most words of the query, best first; any for an empty query.
pub(super) fn search(tools: &[ToolSpec], query: &str) -> Vec<Json> {
    let mut wanted = words(&query.chars().take(MAX_QUERY).collect::<String>());
    wanted.sort_unstable();
    wanted.dedup();
    let mut found: Vec<(usize, &ToolSpec)> = tools
        .iter()
        .map(|tool| (score(tool, &wanted), tool))
        .filter(|(score, _)| *score > 0 || wanted.is_empty())
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().take(MAX_FOUND).map(|(_, tool)| described(tool)).collect()
}

/// A word in the name counts three times one in the description.
fn score(tool: &ToolSpec, wanted: &[String]) -> usize {
    let (named, described) = (words(&tool.name), words(&tool.description));
    let has = |words: &[String], wanted: &String| usize::from(words.iter().any(|word| fits(wanted, word)));
    wanted.iter().map(|wanted| 3 * has(&named, wanted) + has(&described, wanted)).sum()
}

/// Whether one is the other, or its beginning.
fn fits(wanted: &str, word: &str) -> bool {
    wanted == word || (wanted.len() > 3 && word.starts_with(wanted)) || (word.len() > 3 && wanted.starts_with(word))
}

fn words(text: &str) -> Vec<String> {
    let text = text.to_ascii_lowercase();
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn described(tool: &ToolSpec) -> Json {
    let mut found = json!({ "name": tool.name, "description": tool.description, "input_schema": tool.input_schema });
    if let (Some(members), Some(output)) = (found.as_object_mut(), &tool.output_schema) {
        members.insert("output_schema".into(), output.clone());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_fit_comes_first() {
        let tool = |name: &str, description: &str| ToolSpec { description: description.into(), ..ToolSpec::new(name) };
        let tools = [
            tool("mail:send", "Send a message to a user"),
            tool("users:list", "List the users"),
            tool("weather", "Says how it is outside"),
        ];
        let names = |query: &str| -> Vec<String> {
            search(&tools, query).iter().map(|found| found["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(names("list of users"), ["users:list", "mail:send"]);
        assert_eq!(names("sending"), ["mail:send"]);
        assert_eq!(names("nothing"), Vec::<String>::new());
        assert_eq!(names(""), ["mail:send", "users:list", "weather"]);
    }
}
