//! `mcp.json`: which MCP servers there are and how to reach them, as Claude Desktop (`mcpServers`) and VS Code
//! (`servers`) write it. Keys that other programs add are not looked at.

use std::{collections::BTreeMap, env, ffi::OsString, path::PathBuf};

use serde_json::{Map, Value as Json};

use super::{Place, Source, names};

/// Servers of one file.
const MAX_SERVERS: usize = 100;
/// Shorter values, such as `1` or `true`, are no secrets, and their text is everywhere.
const MIN_SECRET: usize = 6;

/// Whether the content is of an `mcp.json`, and not of stubs.
pub(crate) fn is_one(content: &Json) -> bool {
    let servers = content.get("mcpServers").or_else(|| content.get("servers"));
    content.get("mcpServers").is_some()
        || servers
            .and_then(Json::as_object)
            .is_some_and(|servers| servers.values().any(|entry| entry.get("command").or(entry.get("url")).is_some()))
}

/// The servers of a file.
pub(crate) fn sources(content: &Json) -> Result<Vec<Source>, String> {
    let entries = content.get("mcpServers").or_else(|| content.get("servers")).and_then(Json::as_object);
    let entries = entries.ok_or(r#"it must be {"mcpServers": {name: {…}}}"#)?;
    if entries.len() > MAX_SERVERS {
        return Err(format!("it has more than {MAX_SERVERS} servers"));
    }
    let spaces = names::namespaces(entries.keys().map(String::as_str));
    let mut sources = Vec::new();
    for ((name, entry), namespace) in entries.iter().zip(spaces) {
        let wrong = |what: String| format!("MCP server `{name}`: {what}");
        let entry = Entry(entry.as_object().ok_or_else(|| wrong("must be an object".to_owned()))?);
        if let Some((place, secrets)) = entry.place().map_err(wrong)? {
            sources.push(Source { name: name.clone(), namespace: Some(namespace), place, secrets });
        }
    }
    Ok(sources)
}

/// One entry of the file.
struct Entry<'j>(&'j Map<String, Json>);

impl Entry<'_> {
    /// Where the server is, and what no error may show; none when it is switched off.
    fn place(&self) -> Result<Option<(Place, Vec<String>)>, String> {
        if self.0.get("disabled") == Some(&Json::Bool(true)) {
            return Ok(None);
        }
        let kind = self.0.get("type").and_then(Json::as_str);
        if let (Some(command), None | Some("stdio")) = (self.0.get("command"), kind) {
            let args = match self.0.get("args") {
                None => Vec::new(),
                Some(Json::Array(args)) => {
                    args.iter().map(|arg| text("args", arg).map(OsString::from)).collect::<Result<_, _>>()?
                }
                Some(_) => return Err("`args` must be a list of texts".to_owned()),
            };
            let env = self.texts("env")?;
            let secrets = secrets(env.values().map(String::as_str));
            let cwd = self.0.get("cwd").map(|cwd| text("cwd", cwd).map(PathBuf::from)).transpose()?;
            let place = Place::Program { program: text("command", command)?.into(), args, env, cwd, trusted: false };
            return Ok(Some((place, secrets)));
        }
        if let (Some(url), None | Some("http" | "streamable-http" | "streamableHttp")) = (self.0.get("url"), kind) {
            let url = text("url", url)?;
            let parsed = reqwest::Url::parse(&url).ok();
            let parsed = parsed.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
            let parsed = parsed.ok_or("`url` must begin with `http://` or `https://` and a host")?;
            let headers = self.texts("headers")?;
            let queries: Vec<_> = parsed.query_pairs().map(|(_, value)| value.into_owned()).collect();
            let parts = [parsed.username(), parsed.password().unwrap_or("")];
            // `Bearer abc`: the server may repeat the second word alone.
            let words = headers.values().flat_map(|value| value.split_whitespace().chain([value.as_str()]));
            let secrets = secrets(parts.into_iter().chain(queries.iter().map(String::as_str)).chain(words));
            return Ok(Some((Place::Http { url, headers }, secrets)));
        }
        Err(if kind == Some("sse") {
            "`sse` is the transport before streamable HTTP: use the server's `http` address".to_owned()
        } else {
            "needs `command` (a program) or `url` (streamable HTTP)".to_owned()
        })
    }

    fn texts(&self, key: &str) -> Result<BTreeMap<String, String>, String> {
        match self.0.get(key) {
            None | Some(Json::Null) => Ok(BTreeMap::new()),
            Some(Json::Object(texts)) => {
                texts.iter().map(|(name, value)| Ok((name.clone(), text(&format!("{key}.{name}"), value)?))).collect()
            }
            Some(_) => Err(format!("`{key}` must be an object of texts")),
        }
    }
}

/// A text with the variables of the environment in place of `${NAME}`, `${env:NAME}` and `${NAME:-default}`.
fn text(key: &str, value: &Json) -> Result<String, String> {
    let wrong = || format!("`{key}` must be a text");
    let mut rest = value.as_str().filter(|text| !text.contains('\0')).ok_or_else(wrong)?;
    let mut replaced = String::new();
    while let Some((before, after)) = rest.split_once("${") {
        replaced += before;
        let Some((variable, behind)) = after.split_once('}') else {
            rest = after;
            replaced += "${";
            break;
        };
        let name = variable.strip_prefix("env:").unwrap_or(variable);
        let (name, default) = name.split_once(":-").map_or((name, None), |(name, default)| (name, Some(default)));
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_name {
            let found = env::var(name).ok().or_else(|| default.map(str::to_owned));
            replaced += &found.ok_or_else(|| format!("`{key}` needs the variable `{name}`, which is not set"))?;
        } else {
            replaced += &format!("${{{variable}}}");
        }
        rest = behind;
    }
    Ok(replaced + rest)
}

/// Those that are long enough to be secrets; the longest first, since one may be part of another.
fn secrets<'s>(values: impl Iterator<Item = &'s str>) -> Vec<String> {
    let mut found: Vec<String> = values.filter(|value| value.len() >= MIN_SECRET).map(str::to_owned).collect();
    found.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(entry: Json) -> String {
        sources(&json!({ "mcpServers": { "x": entry } })).err().unwrap_or_default()
    }

    #[test]
    fn entries_that_cannot_be_used_are_named() {
        let cases = [
            (json!(1), "must be an object"),
            (json!({}), "needs `command` (a program) or `url` (streamable HTTP)"),
            (json!({ "command": "a", "args": "b" }), "`args` must be a list of texts"),
            (json!({ "command": "a", "args": [1] }), "`args` must be a text"),
            (json!({ "command": "a\0" }), "`command` must be a text"),
            (json!({ "command": "a", "env": { "K": 1 } }), "`env.K` must be a text"),
            (json!({ "command": "a", "env": [] }), "`env` must be an object of texts"),
            (json!({ "url": "ftp://a" }), "`url` must begin with `http://` or `https://` and a host"),
            (
                json!({ "url": "http://a", "type": "sse" }),
                "`sse` is the transport before streamable HTTP: use the server's `http` address",
            ),
            (
                json!({ "command": "${ENCLAVE_TEST_NOT_SET}" }),
                "`command` needs the variable `ENCLAVE_TEST_NOT_SET`, which is not set",
            ),
        ];
        for (entry, expected) in cases {
            assert_eq!(refused(entry), format!("MCP server `x`: {expected}"));
        }
        let many: Map<String, Json> = (0..101).map(|number| (number.to_string(), json!({}))).collect();
        assert_eq!(sources(&json!({ "mcpServers": many })).err(), Some("it has more than 100 servers".to_owned()));
    }

    #[test]
    fn variables_stand_for_values_and_secrets_are_known() {
        assert_eq!(text("k", &json!("a ${ENCLAVE_TEST_NOT_SET:-b} ${x y} ${")), Ok("a b ${x y} ${".to_owned()));
        let content = json!({ "servers": {
            "off": { "command": "a", "disabled": true },
            "far": { "url": "https://me:password@h/?key=a-long-key", "headers": { "Authorization": "Bearer abcdef" } },
        } });
        assert!(is_one(&content));
        let [source] = sources(&content).unwrap().try_into().unwrap();
        assert_eq!(source.secrets, ["Bearer abcdef", "a-long-key", "password", "Bearer", "abcdef"]);
        assert!(!is_one(&json!({ "servers": { "result": 1 } })));
    }
}
