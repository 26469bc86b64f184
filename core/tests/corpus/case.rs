//! One file of the corpus: a head of `//! key: value` lines, and the script behind it.

use std::{collections::BTreeMap, fs, path::Path};

use enclave_contract::{Config, DiagnosticCode, Language, Level, RuleOptions, Value};
use serde_json::{Value as Json, json};

/// A folder of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Accept,
    Fail,
    Reject,
    Attack,
}

/// What must become of a script.
#[derive(Debug)]
pub(crate) enum End {
    /// It gives this value, tagged as in `README.md`.
    Value(Json),
    /// It fails while it runs.
    Error { code: String, name: Option<String>, line: Option<u32> },
    /// Layers 0 and 1 find exactly this, each as `CODE LINE`.
    Findings(Vec<String>),
    /// A layer stops it, with a code of a diagnostic or of an error.
    Stopped { layer: u8, code: String },
}

#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) file: String,
    pub(crate) code: String,
    /// Whether plain JavaScript runs it too.
    pub(crate) plain: bool,
    pub(crate) level: Level,
    pub(crate) language: Option<Language>,
    pub(crate) rules: BTreeMap<DiagnosticCode, RuleOptions>,
    pub(crate) end: End,
    pub(crate) calls: Option<Json>,
    pub(crate) console: Option<Json>,
}

/// Reads every case of a folder, in the order of their names.
pub(crate) fn read(root: &Path, kind: Kind) -> Vec<Case> {
    let folder = format!("{kind:?}").to_lowercase();
    let entries = fs::read_dir(root.join(&folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let read = |name: &String| {
        let text = fs::read(root.join(&folder).join(name)).unwrap();
        Case::parse(format!("{folder}/{name}"), &String::from_utf8(text).unwrap())
    };
    names.iter().map(read).collect()
}

impl Case {
    fn parse(file: String, text: &str) -> Self {
        let mut case = Self {
            code: String::new(),
            plain: true,
            level: Level::Standard,
            language: None,
            rules: BTreeMap::new(),
            end: End::Findings(Vec::new()),
            calls: None,
            console: None,
            file,
        };
        let mut rest = text;
        let mut titled = false;
        while let Some(line) = rest.strip_prefix("//! ") {
            let (line, behind) = line.split_once('\n').unwrap_or((line, ""));
            rest = behind;
            let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{}: `{line}` has no key", case.file));
            titled |= key == "title";
            case.set(key, value);
        }
        assert!(titled, "{}: no title", case.file);
        rest.strip_suffix('\n').unwrap_or(rest).clone_into(&mut case.code);
        case
    }

    fn set(&mut self, key: &str, value: &str) {
        let file = &self.file;
        let json = || serde_json::from_str(value).unwrap_or_else(|error| panic!("{file}: {key}: {error}"));
        match (key, &mut self.end) {
            ("title", _) => {}
            ("plain", _) => self.plain = value != "no",
            ("level", _) => self.level = serde_json::from_value(json!(value)).unwrap(),
            ("language", _) => self.language = Some(serde_json::from_value(json!(value)).unwrap()),
            ("rules", _) => self.rules = Config::from_json(&format!("{{\"rules\":{value}}}")).unwrap().rules,
            ("value", end) => *end = End::Value(json()),
            ("error", end) => *end = End::Error { code: value.to_owned(), name: None, line: None },
            ("name", End::Error { name, .. }) => *name = Some(value.to_owned()),
            ("line", End::Error { line, .. }) => *line = Some(value.parse().unwrap()),
            ("finding", End::Findings(findings)) => findings.push(value.to_owned()),
            ("stopped", end) => {
                let (layer, code) = value.split_once(' ').unwrap_or_else(|| panic!("{file}: stopped: LAYER CODE"));
                *end = End::Stopped { layer: layer.parse().unwrap(), code: code.to_owned() };
            }
            ("calls", _) => self.calls = Some(json()),
            ("console", _) => self.console = Some(json()),
            _ => panic!("{file}: unknown key `{key}`"),
        }
    }
}

/// A value as the files write it.
pub(crate) fn tag(value: &Value) -> Json {
    match value {
        Value::Undefined => json!({ "$undefined": true }),
        Value::Number(number) if !number.is_finite() => {
            let name = if number.is_nan() {
                "NaN"
            } else if *number > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            };
            json!({ "$number": name })
        }
        Value::Number(number) if *number == 0.0 && number.is_sign_negative() => json!({ "$number": "-0" }),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => json!(*number as i64),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1.8e19 => json!(*number as u64),
        Value::BigInt(digits) => json!({ "$bigint": digits }),
        Value::Date(time) => json!({ "$date": *time as i64 }),
        Value::Bytes(bytes) => json!({ "$bytes": bytes }),
        Value::Array(items) => Json::Array(items.iter().map(tag).collect()),
        Value::Object(entries) => {
            let entries = entries.iter().filter(|(_, value)| *value != Value::Undefined);
            entries.map(|(key, value)| (key.clone(), tag(value))).collect::<serde_json::Map<_, _>>().into()
        }
        plain => plain.to_json(),
    }
}
