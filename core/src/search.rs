//! Finding tools by words, for a script or a host that has too many to read.

use std::collections::BTreeSet;

use enclave_contract::{ToolSpec, Value};

use crate::{
    prompt, schema,
    tools::{ToolTable, path, words},
};

/// Tools that are found unless it is said how many, and the most.
const FOUND: usize = 10;
const MOST: usize = 100;
/// What a word counts for in a tool's name, in the names of its parameters, in its description and labels.
const NAME: f64 = 4.0;
const PARAMETER: f64 = 2.0;
const TEXT: f64 = 1.0;
/// What the beginning of a word counts for, beside a whole one.
const BEGINNING: f64 = 0.4;
/// Bytes of a query and of a description that are looked at.
const MAX_TEXT: usize = 2_000;

/// A tool that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolMatch {
    /// Its name.
    pub name: String,
    /// How a script calls it, with its types: `tools.users.list({ role: string }): Promise<object[]>`.
    pub signature: String,
    /// The first line of its description.
    pub description: String,
}

/// The words of a tool, each with what it counts for.
fn weighed(spec: &ToolSpec) -> Vec<(String, f64)> {
    let mut weighed = Vec::new();
    let mut add = |text: &str, weight: f64| {
        let end = (0..=MAX_TEXT.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        for part in text.get(..end).unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric()) {
            weighed.extend(words(part).into_iter().map(|word| (word, weight)));
        }
    };
    add(&spec.name, NAME);
    if let Some(schema) = &spec.input_schema {
        schema::members(schema, schema).take(MOST).for_each(|(name, _)| add(name, PARAMETER));
    }
    add(&spec.description, TEXT);
    spec.labels.iter().take(MOST).for_each(|label| add(label, TEXT));
    weighed
}

impl ToolTable {
    /// The tools that fit a query best, in that order: words that few tools have count more.
    pub(crate) fn search(&self, query: &str, limit: Option<usize>) -> Vec<ToolMatch> {
        let end = (0..=MAX_TEXT.min(query.len())).rev().find(|end| query.is_char_boundary(*end)).unwrap_or(0);
        let query: BTreeSet<String> =
            query.get(..end).unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric()).flat_map(words).collect();
        let tools: Vec<(&ToolSpec, Vec<(String, f64)>)> =
            self.specs().iter().map(|spec| (spec, weighed(spec))).collect();
        let mut scores = vec![0.0; tools.len()];
        for word in &query {
            let fits: Vec<f64> = tools.iter().map(|(_, words)| best(word, words)).collect();
            let count = fits.iter().filter(|fit| **fit > 0.0).count();
            #[expect(clippy::cast_precision_loss, reason = "counts of tools are small")]
            let rare = (1.0 + tools.len() as f64 / count.max(1) as f64).ln();
            for (score, fit) in scores.iter_mut().zip(fits) {
                *score += fit * rare;
            }
        }
        let mut order: Vec<(usize, f64)> = scores.into_iter().enumerate().filter(|(_, score)| *score > 0.0).collect();
        // The host's order where two fit alike.
        order.sort_by(|left, right| right.1.total_cmp(&left.1));
        let limit = limit.unwrap_or(FOUND).clamp(1, MOST);
        order.into_iter().take(limit).filter_map(|(index, _)| Some(told(tools.get(index)?.0))).collect()
    }

    /// The same for a script.
    pub(crate) fn search_for_script(&self, query: &str, limit: Option<&Value>) -> Value {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let limit = match limit {
            Some(Value::Number(limit)) => Some(limit.clamp(1.0, MOST as f64) as usize),
            _ => None,
        };
        let told = |found: ToolMatch| {
            Value::Object(vec![
                ("name".to_owned(), Value::String(found.name)),
                ("signature".to_owned(), Value::String(found.signature)),
                ("description".to_owned(), Value::String(found.description)),
            ])
        };
        Value::Array(self.search(query, limit).into_iter().map(told).collect())
    }

    /// A tool's declaration; none when there is no such tool.
    pub(crate) fn describe(&self, name: &str) -> Option<String> {
        self.get(name).map(prompt::declaration)
    }
}

/// A tool that was found.
fn told(spec: &ToolSpec) -> ToolMatch {
    ToolMatch {
        name: spec.name.clone(),
        signature: format!("tools.{}{}", path(&spec.name).join("."), prompt::signature(spec)),
        description: prompt::first_line(&spec.description),
    }
}

/// How well a word fits the words of a tool.
fn best(word: &str, words: &[(String, f64)]) -> f64 {
    let fit = |(other, weight): &(String, f64)| {
        if word == other {
            *weight
        } else if word.len() > 2 && other.len() > 2 && (other.starts_with(word) || word.starts_with(other.as_str())) {
            weight * BEGINNING
        } else {
            0.0
        }
    };
    words.iter().map(fit).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> ToolTable {
        let tool = |name: &str, description: &str, properties: serde_json::Value| ToolSpec {
            description: description.to_owned(),
            input_schema: Some(serde_json::json!({ "type": "object", "properties": properties })),
            ..ToolSpec::new(name)
        };
        let tools = vec![
            tool(
                "users:list",
                "List the users that have a role.\nOnly active ones.",
                serde_json::json!({ "role": {} }),
            ),
            tool("users:delete", "Delete a user for good.", serde_json::json!({ "userId": { "type": "integer" } })),
            tool("mail:send", "Send a mail to somebody.", serde_json::json!({ "to": {}, "subject": {} })),
            tool("invoices/export", "Export the invoices of a month.", serde_json::json!({ "month": {} })),
        ];
        ToolTable::new(tools, false).unwrap()
    }

    fn found(query: &str) -> Vec<String> {
        table().search(query, Some(3)).into_iter().map(|found| found.name).collect()
    }

    #[test]
    fn the_tool_that_is_meant_comes_first() {
        assert_eq!(found("remove or delete users"), ["users:delete", "users:list"]);
        assert_eq!(found("send an email with a subject"), ["mail:send"]);
        assert_eq!(found("invoice"), ["invoices/export"]);
        assert_eq!(found("getUserById"), ["users:delete", "users:list"]);
        assert_eq!(found("weather"), [""; 0]);
        assert_eq!(found(""), [""; 0]);
        assert_eq!(found(&"user ".repeat(100_000)).len(), 2);
    }

    #[test]
    fn what_is_found_says_how_it_is_called() {
        insta::assert_debug_snapshot!(table().search("list users", Some(1)));
        insta::assert_snapshot!(table().describe("users:delete").unwrap());
        assert_eq!(table().describe("users:drop"), None);
    }
}
