//! The table of a host's tools: by name, and as the tree that a script sees as `tools`.

use std::collections::BTreeMap;

use enclave_contract::{ConfigError, ToolSpec};

/// The tools of an `Enclave`.
#[derive(Debug, Default)]
pub(crate) struct ToolTable {
    specs: Vec<ToolSpec>,
    by_name: BTreeMap<String, usize>,
    /// Whether every name is a tool (one handler answers all).
    any: bool,
}

impl ToolTable {
    /// A table of the specs.
    pub(crate) fn new(specs: Vec<ToolSpec>, any: bool) -> Result<Self, ConfigError> {
        let by_name = specs.iter().enumerate().map(|(index, spec)| (spec.name.clone(), index)).collect();
        Ok(Self { specs, by_name, any })
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

    /// What a script is told when it calls a name that is no tool.
    pub(crate) fn not_found(&self, name: &str) -> String {
        format!("there is no tool `{name}`")
    }

    /// Whether arguments fit the tool's input schema.
    pub(crate) fn check_arguments(&self, _name: &str, _args: &enclave_contract::Value) -> Result<(), String> {
        Ok(())
    }

    /// Where each tool stands below `tools`, with its name.
    pub(crate) fn paths(&self) -> impl Iterator<Item = (Vec<String>, String)> + '_ {
        self.specs.iter().map(|spec| (path(&spec.name), spec.name.clone()))
    }

    /// The tool of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&ToolSpec> {
        self.by_name.get(name).map(|index| &self.specs[*index])
    }
}

/// Where a tool stands below `tools`: `users:list-all` is `["users", "list_all"]`.
pub(crate) fn path(name: &str) -> Vec<String> {
    name.split(['.', ':', '/']).map(|part| part.replace('-', "_")).collect()
}
