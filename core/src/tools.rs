//! The table of a host's tools: by name, and as the tree that a script sees as `tools`.

use std::collections::BTreeMap;

use enclave_contract::{ConfigError, DANGEROUS_KEYS, ToolSpec, Value};

use crate::{schema::Schema, validate::nearest};

/// The longest name of a tool.
const MAX_NAME: usize = 128;

/// The tools of an `Enclave`.
#[derive(Debug, Default)]
pub(crate) struct ToolTable {
    specs: Vec<ToolSpec>,
    by_name: BTreeMap<String, usize>,
    by_path: BTreeMap<Vec<String>, usize>,
    /// One for each tool that has an input schema.
    schemas: Vec<Option<Schema>>,
    /// Whether every name is a tool (one handler answers all).
    any: bool,
}

impl ToolTable {
    /// A table of the specs.
    ///
    /// # Errors
    /// When a name cannot be used, two would meet in `tools.*`, or a schema is none.
    pub(crate) fn new(specs: Vec<ToolSpec>, any: bool) -> Result<Self, ConfigError> {
        let mut table = Self { any, ..Self::default() };
        for (index, spec) in specs.iter().enumerate() {
            let path = usable_path(&spec.name).ok_or_else(|| ConfigError::InvalidToolName(spec.name.clone()))?;
            if let Some(other) = table.meets(&path) {
                let shared = format!("tools.{}", path.join("."));
                return Err(ConfigError::ToolNameCollision(specs[other].name.clone(), spec.name.clone(), shared));
            }
            table.by_name.insert(spec.name.clone(), index);
            table.by_path.insert(path, index);
            let invalid = |which, reason| ConfigError::InvalidSchema { tool: spec.name.clone(), which, reason };
            let input = spec.input_schema.as_ref().map(Schema::new).transpose();
            table.schemas.push(input.map_err(|reason| invalid("input_schema", reason))?);
            if let Some(output) = &spec.output_schema {
                Schema::new(output).map_err(|reason| invalid("output_schema", reason))?;
            }
        }
        table.specs = specs;
        Ok(table)
    }

    /// The tool that a path would meet: the same path, or one that leads through the other.
    fn meets(&self, path: &[String]) -> Option<usize> {
        (1..=path.len())
            .find_map(|length| self.by_path.get(&path[..length]).copied())
            .or_else(|| self.first_below(path))
    }

    fn first_below(&self, path: &[String]) -> Option<usize> {
        let (below, index) = self.by_path.range(path.to_vec()..).next()?;
        below.starts_with(path).then_some(*index)
    }

    /// Every tool, in the host's order.
    pub(crate) fn specs(&self) -> &[ToolSpec] {
        &self.specs
    }

    /// Whether a name may be called.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.any || self.by_name.contains_key(name)
    }

    /// Whether every name is a tool.
    pub(crate) fn any(&self) -> bool {
        self.any
    }

    /// The tool at a path below `tools`.
    pub(crate) fn resolve(&self, path: &[String]) -> Option<&ToolSpec> {
        self.by_path.get(path).map(|index| &self.specs[*index])
    }

    /// Whether tools stand below a path.
    pub(crate) fn is_namespace(&self, path: &[String]) -> bool {
        self.first_below(path).is_some()
    }

    /// Where each tool stands below `tools`, with its name.
    pub(crate) fn paths(&self) -> impl Iterator<Item = (&[String], &str)> + '_ {
        self.by_path.iter().map(|(path, index)| (path.as_slice(), self.specs[*index].name.as_str()))
    }

    /// What a script is told when it calls a name that is no tool.
    pub(crate) fn not_found(&self, name: &str) -> String {
        let near = nearest(name, self.specs.iter().map(|spec| spec.name.as_str()));
        match near.first() {
            Some(near) => format!("there is no tool `{name}`; did you mean `{near}`?"),
            None => format!("there is no tool `{name}`"),
        }
    }

    /// Whether arguments fit the tool's input schema.
    pub(crate) fn check_arguments(&self, name: &str, args: &Value) -> Result<(), String> {
        let schema = self.by_name.get(name).and_then(|index| self.schemas.get(*index)?.as_ref());
        schema.map_or(Ok(()), |schema| schema.check(args)).map_err(|what| format!("arguments of `{name}`: {what}"))
    }
}

/// Where a tool stands below `tools` (`users:list-all` is `["users", "list_all"]`); `None` for a name that a script
/// could not use.
fn usable_path(name: &str) -> Option<Vec<String>> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:/-".contains(&byte);
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !starts || name.len() > MAX_NAME || !name.bytes().all(allowed) {
        return None;
    }
    let path: Vec<String> = name.split(['.', ':', '/']).map(|part| part.replace('-', "_")).collect();
    let usable = |part: &String| {
        !part.is_empty()
            && !part.starts_with(|c: char| c.is_ascii_digit())
            && !DANGEROUS_KEYS.contains(&part.as_str())
            && !["__ag_", "__safe_"].iter().any(|prefix| part.starts_with(prefix))
    };
    path.iter().all(usable).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(names: &[&str]) -> Result<ToolTable, String> {
        ToolTable::new(names.iter().map(|name| ToolSpec::new(*name)).collect(), false).map_err(|error| error.to_string())
    }

    #[test]
    fn names_that_meet_or_cannot_be_used_are_refused() {
        let meets = |a: &str, b: &str, path: &str| format!("the tools `{a}` and `{b}` would both be `tools.{path}`; rename one");
        assert_eq!(table(&["users:list", "users.list"]).unwrap_err(), meets("users:list", "users.list", "users.list"));
        assert_eq!(table(&["a-b", "a_b"]).unwrap_err(), meets("a-b", "a_b", "a_b"));
        assert_eq!(table(&["users", "users:list"]).unwrap_err(), meets("users", "users:list", "users.list"));
        assert_eq!(table(&["users:list", "users"]).unwrap_err(), meets("users:list", "users", "users"));
        assert_eq!(table(&["a", "a"]).unwrap_err(), meets("a", "a", "a"));
        let long = "a".repeat(129);
        for name in ["", "1a", "a b", "a:__proto__", "a::b", "a:", "a:1b", "__ag_x", "x:constructor", "ä", long.as_str()] {
            let reason = "use a letter or `_`, then up to 127 letters, digits or `_ . : / -`";
            assert_eq!(table(&[name]).unwrap_err(), format!("`{name}` is not a tool name: {reason}"));
        }
    }

    #[test]
    fn paths_lead_to_tools() {
        let table = table(&["users:list", "users:list_all", "mail/send-now", "_x"]).unwrap();
        let path = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(table.resolve(&path("mail.send_now")).unwrap().name, "mail/send-now");
        assert!(table.is_namespace(&path("users")) && !table.is_namespace(&path("user")));
        assert_eq!(table.not_found("user:list"), "there is no tool `user:list`; did you mean `users:list`?");
    }
}
