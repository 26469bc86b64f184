//! The table of a host's tools: by name, and as the tree that a script sees as `tools`.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use enclave_contract::{ConfigError, DANGEROUS_KEYS, ToolSpec, Value};

use crate::{
    nearest::nearest,
    schema::{Misfit, Schema},
};

/// The longest name of a tool, in characters.
const MAX_NAME: usize = 128;

/// The tools of an `Enclave`.
#[derive(Debug, Default)]
pub(crate) struct ToolTable {
    specs: Vec<ToolSpec>,
    by_name: BTreeMap<String, usize>,
    /// The place below `tools`, its segments joined by `.`, which no segment holds.
    by_path: BTreeMap<String, usize>,
    /// One for each tool that has an input schema.
    schemas: Vec<Option<Schema>>,
    /// The same of outputs.
    output_schemas: Vec<Option<Schema>>,
    /// Whether every name is a tool (one handler answers all).
    any: bool,
    /// Whether a long result of any tool reaches the script as a handle.
    long_by_reference: bool,
}

/// What a chain of keys below `tools` leads to.
#[derive(Debug, PartialEq)]
pub(crate) enum Lookup<'t> {
    /// A tool, reached after that many keys.
    Tool(&'t ToolSpec, usize),
    /// A namespace: further keys lead to tools.
    Namespace,
    /// Nothing: the key at this index is the first that leads nowhere.
    Unknown(usize),
}

impl ToolTable {
    /// A table of the specs.
    ///
    /// # Errors
    /// `InvalidToolName` for a name that no script could write, `ToolNameCollision` for two tools that would be
    /// one in `tools`, or of which one would be the namespace of the other.
    pub(crate) fn new(specs: Vec<ToolSpec>, any: bool) -> Result<Self, ConfigError> {
        let mut by_name = BTreeMap::new();
        let mut by_path: BTreeMap<String, usize> = BTreeMap::new();
        for (index, spec) in specs.iter().enumerate() {
            let path = checked_path(&spec.name)?.join(".");
            match by_path.entry(path) {
                Entry::Occupied(other) => {
                    let first = specs.get(*other.get()).map_or("", |spec| &spec.name);
                    return Err(collision(first, &spec.name, other.key()));
                }
                Entry::Vacant(place) => place.insert(index),
            };
            by_name.insert(spec.name.clone(), index);
        }
        let schemas = specs.iter().map(|spec| schema_of(spec, "input_schema", spec.input_schema.as_ref()));
        let schemas = schemas.collect::<Result<_, _>>()?;
        let output_schemas = specs.iter().map(|spec| schema_of(spec, "output_schema", spec.output_schema.as_ref()));
        let output_schemas = output_schemas.collect::<Result<_, _>>()?;
        let table = Self { specs, by_name, by_path, schemas, output_schemas, any, long_by_reference: false };
        match table.name_that_is_a_namespace() {
            Some((tool, inner, path)) => Err(collision(tool, inner, path)),
            None => Ok(table),
        }
    }

    /// The same where a long result of any tool reaches the script as a handle.
    pub(crate) fn with_long_by_reference(self, long_by_reference: bool) -> Self {
        Self { long_by_reference, ..self }
    }

    /// The schema of what a script gets as a tool's result; none where that may be a handle of it.
    pub(crate) fn result_schema<'t>(&self, tool: &'t ToolSpec) -> Option<&'t serde_json::Value> {
        tool.output_schema.as_ref().filter(|_| !tool.by_reference && !self.long_by_reference)
    }

    /// A tool whose place is also the namespace of another one.
    fn name_that_is_a_namespace(&self) -> Option<(&str, &str, &str)> {
        self.by_path.iter().find_map(|(path, index)| {
            let (_, inner) = self.first_below(path)?;
            Some((self.specs.get(*index)?.name.as_str(), inner.name.as_str(), path.as_str()))
        })
    }

    /// The first tool whose place is below a path.
    fn first_below(&self, path: &str) -> Option<(&str, &ToolSpec)> {
        let below = format!("{path}.");
        let (found, index) = self.by_path.range(below.clone()..).next()?;
        if found.starts_with(&below) { Some((found, self.specs.get(*index)?)) } else { None }
    }

    /// Every tool, in the host's order.
    pub(crate) fn specs(&self) -> &[ToolSpec] {
        &self.specs
    }

    /// Whether a name may be called.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.any || self.by_name.contains_key(name)
    }

    /// Whether a call of that tool may be made once more without harm, as its owner declares it.
    pub(crate) fn may_repeat(&self, name: &str) -> bool {
        self.get(name).is_some_and(|tool| tool.annotations.idempotent || tool.annotations.read_only)
    }

    /// Whether every name is a tool.
    pub(crate) fn any(&self) -> bool {
        self.any
    }

    /// The tool of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&ToolSpec> {
        self.specs.get(*self.by_name.get(name)?)
    }

    /// The tool at a place below `tools`.
    pub(crate) fn resolve<S: AsRef<str>>(&self, segments: &[S]) -> Option<&ToolSpec> {
        self.specs.get(*self.by_path.get(&joined(segments))?)
    }

    /// What a chain of keys below `tools` leads to. Keys behind a tool (`.call`, `.name`) are not looked at.
    pub(crate) fn lookup<S: AsRef<str>>(&self, segments: &[S]) -> Lookup<'_> {
        for length in 1..=segments.len() {
            let prefix = segments.get(..length).unwrap_or(segments);
            if let Some(spec) = self.resolve(prefix) {
                return Lookup::Tool(spec, length);
            }
            let dotted = prefix.last().is_some_and(|segment| segment.as_ref().contains('.'));
            if dotted || self.first_below(&joined(prefix)).is_none() {
                return Lookup::Unknown(length - 1);
            }
        }
        Lookup::Namespace
    }

    /// What a script is told when it calls a name that is no tool.
    pub(crate) fn not_found(&self, name: &str) -> String {
        match self.nearest(name).first() {
            Some(near) => format!("there is no tool `{name}`; did you mean `{near}`?"),
            None => format!("there is no tool `{name}`"),
        }
    }

    /// The first ways in which arguments do not fit the tool's input schema.
    pub(crate) fn misfits(&self, name: &str, args: &serde_json::Value) -> Vec<Misfit> {
        let schema = self.by_name.get(name).and_then(|index| self.schemas.get(*index)?.as_ref());
        schema.map(|schema| schema.misfits(args)).unwrap_or_default()
    }

    /// Whether arguments fit the tool's input schema.
    pub(crate) fn check_arguments(&self, name: &str, args: &Value) -> Result<(), String> {
        let schema = self.by_name.get(name).and_then(|index| self.schemas.get(*index)?.as_ref());
        schema.map_or(Ok(()), |schema| schema.check(args)).map_err(|what| format!("arguments of `{name}`: {what}"))
    }

    /// Where each tool stands below `tools`, with its name, sorted by place.
    pub(crate) fn paths(&self) -> impl Iterator<Item = (Vec<&str>, &str)> {
        self.by_path.iter().filter_map(|(path, index)| {
            let spec = self.specs.get(*index)?;
            Some((path.split('.').collect(), spec.name.as_str()))
        })
    }

    /// The same for a sandbox, which keeps them.
    pub(crate) fn places(&self) -> Vec<(Vec<String>, String)> {
        let owned = |(path, name): (Vec<&str>, &str)| (path.into_iter().map(str::to_owned).collect(), name.to_owned());
        self.paths().map(owned).collect()
    }

    /// Whether a result fits the tool's output schema.
    pub(crate) fn check_result(&self, name: &str, result: &Value) -> Result<(), String> {
        let schema = self.by_name.get(name).and_then(|index| self.output_schemas.get(*index)?.as_ref());
        schema
            .map_or(Ok(()), |schema| schema.check(result))
            .map_err(|what| format!("the result of `{name}` does not fit its output schema: {what}"))
    }

    /// Whether a long result of any tool may be a handle.
    pub(crate) fn gives_references(&self) -> bool {
        self.long_by_reference
    }

    /// Up to three names that someone who wrote `name` may have meant.
    pub(crate) fn nearest(&self, name: &str) -> Vec<&str> {
        let near = nearest(name, self.by_name.keys().map(String::as_str), 3);
        if !near.is_empty() {
            return near;
        }
        // `getUser` for `users:get`, `list` for `users:list`: the words are right, their order or number is not.
        let wanted = words(name);
        let mut shared: Vec<(usize, &str)> = self
            .by_name
            .keys()
            .map(|known| (words(known).iter().filter(|word| wanted.contains(word)).count(), known.as_str()))
            .filter(|(count, _)| *count > 0)
            .collect();
        shared.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        shared.into_iter().take(3).map(|(_, known)| known).collect()
    }
}

/// Where a tool stands below `tools`: `users:list-all` is `["users", "list_all"]`.
pub(crate) fn path(name: &str) -> Vec<String> {
    name.split(['.', ':', '/']).map(|part| part.replace('-', "_")).collect()
}

/// One of a tool's schemas, ready to check values.
fn schema_of(
    spec: &ToolSpec,
    which: &'static str,
    schema: Option<&serde_json::Value>,
) -> Result<Option<Schema>, ConfigError> {
    let invalid = |reason| ConfigError::InvalidSchema { tool: spec.name.clone(), which, reason };
    schema.map(Schema::new).transpose().map_err(invalid)
}

/// The path of a name that scripts can write both as a string and below `tools`.
fn checked_path(name: &str) -> Result<Vec<String>, ConfigError> {
    let mut characters = name.chars();
    let starts_well = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    let goes_on_well = characters.all(|c| c.is_ascii_alphanumeric() || "_.:/-".contains(c));
    let path = path(name);
    let segments_are_names = path.iter().all(|segment| {
        segment.chars().next().is_some_and(|c| !c.is_ascii_digit())
            && !DANGEROUS_KEYS.contains(&segment.as_str())
            && !segment.starts_with("__ag_")
            && !segment.starts_with("__safe_")
    });
    if starts_well && goes_on_well && name.len() <= MAX_NAME && segments_are_names {
        Ok(path)
    } else {
        Err(ConfigError::InvalidToolName(name.to_owned()))
    }
}

/// Those of the names that can be tools of one `Enclave`, in their order: a name that no script could write is left out,
/// and so is one that would be the same in `tools.*` as an earlier one, or its namespace, or in it.
///
/// ```
/// let names = ["users:list", "users", "a b", "users.list", "ping"].map(String::from);
/// assert_eq!(enclave_core::usable_names(names), ["users:list", "ping"]);
/// ```
pub fn usable_names(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut paths: BTreeSet<String> = BTreeSet::new();
    let mut usable = |name: &String| {
        let Ok(path) = checked_path(name) else { return false };
        let path = path.join(".");
        let below = format!("{path}.");
        let is_namespace = paths.range(below.clone()..).next().is_some_and(|other| other.starts_with(&below));
        let is_inside =
            path.match_indices('.').any(|(end, _)| path.get(..end).is_some_and(|outer| paths.contains(outer)));
        !is_namespace && !is_inside && paths.insert(path)
    };
    names.into_iter().filter(|name| usable(name)).collect()
}

fn collision(first: &str, second: &str, path: &str) -> ConfigError {
    ConfigError::ToolNameCollision(first.to_owned(), second.to_owned(), format!("tools.{path}"))
}

fn joined<S: AsRef<str>>(segments: &[S]) -> String {
    segments.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(".")
}

/// The words of a name in lower case and without a plural `s`: `listUsers` and `users:list` have the same ones.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous_is_lower = false;
    for c in name.chars().take(MAX_NAME) {
        let starts_word =
            !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && previous_is_lower) || words.is_empty();
        if starts_word {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_ascii_alphanumeric(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
        previous_is_lower = c.is_ascii_lowercase();
    }
    for word in &mut words {
        if word.len() > 3 && word.ends_with('s') {
            word.pop();
        }
    }
    words.retain(|word| word.len() > 1);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(names: &[&str]) -> Result<ToolTable, ConfigError> {
        ToolTable::new(names.iter().copied().map(ToolSpec::new).collect(), false)
    }

    fn refusal(names: &[&str]) -> String {
        table(names).err().map_or_else(String::new, |error| error.to_string())
    }

    #[test]
    fn a_chain_leads_to_a_tool_a_namespace_or_nothing() {
        let table = table(&["users:list", "users:list-all", "crm/contacts.get", "echo"]).unwrap();
        let tool = |name: &str| table.get(name).unwrap();
        assert_eq!(table.lookup(&["users", "list"]), Lookup::Tool(tool("users:list"), 2));
        assert_eq!(table.lookup(&["users", "list_all", "call"]), Lookup::Tool(tool("users:list-all"), 2));
        assert_eq!(table.lookup(&["crm", "contacts"]), Lookup::Namespace);
        assert_eq!(table.lookup(&["crm.contacts", "get"]), Lookup::Unknown(0));
        assert_eq!(table.lookup(&["users", "lis"]), Lookup::Unknown(1));
        assert_eq!(table.lookup(&["echo"]), Lookup::Tool(tool("echo"), 1));
        assert_eq!(table.lookup::<&str>(&[]), Lookup::Namespace);
        assert_eq!(table.resolve(&["crm", "contacts", "get"]).map(|spec| spec.name.as_str()), Some("crm/contacts.get"));
        let paths: Vec<_> = table.paths().map(|(path, name)| (path.join(" "), name)).collect();
        assert_eq!(
            paths,
            [
                ("crm contacts get".to_owned(), "crm/contacts.get"),
                ("echo".to_owned(), "echo"),
                ("users list".to_owned(), "users:list"),
                ("users list_all".to_owned(), "users:list-all"),
            ]
        );
    }

    #[test]
    fn names_that_no_script_could_write_are_refused() {
        for name in [
            "",
            "1a",
            "a b",
            "a..b",
            "a:",
            "a:1b",
            "a/-",
            "x:__proto__",
            "x.constructor",
            "prototype",
            "__ag_x",
            "a:__safe_b",
            "é",
        ] {
            let refused = table(&[name]).err();
            let expected = if name == "a/-" { None } else { Some(ConfigError::InvalidToolName(name.to_owned())) };
            assert_eq!(refused, expected, "{name}");
        }
        assert_eq!(refusal(&[&"a".repeat(129)]), ConfigError::InvalidToolName("a".repeat(129)).to_string());
        assert!(table(&[&"a".repeat(128)]).is_ok());
    }

    #[test]
    fn names_that_would_meet_below_tools_are_refused() {
        assert_eq!(refusal(&["a", "a"]), "the tools `a` and `a` would both be `tools.a`; rename one");
        assert_eq!(refusal(&["a:b", "a.b"]), "the tools `a:b` and `a.b` would both be `tools.a.b`; rename one");
        assert_eq!(
            refusal(&["a:b-c", "a/b_c"]),
            "the tools `a:b-c` and `a/b_c` would both be `tools.a.b_c`; rename one"
        );
        assert_eq!(
            refusal(&["users:list", "users-x", "users"]),
            "the tools `users` and `users:list` would both be `tools.users`; rename one"
        );
        assert!(table(&["users", "users_list", "usersx:list"]).is_ok());
    }

    #[test]
    fn a_wrong_name_finds_the_tool_that_was_meant() {
        let table = table(&["users:list", "users:get", "mail:send"]).unwrap();
        assert_eq!(table.nearest("users:lst"), ["users:list"]);
        assert_eq!(table.nearest("tools.users.list"), ["users:list", "users:get"]);
        assert_eq!(table.nearest("getUser"), ["users:get", "users:list"]);
        assert_eq!(table.nearest("sendMail"), ["mail:send"]);
        assert_eq!(table.nearest("weather"), Vec::<&str>::new());
    }
}
