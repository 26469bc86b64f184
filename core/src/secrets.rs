//! Values that only the host's functions have: what a tool gives is searched for them before a script can see it.

use aho_corasick::{AhoCorasick, MatchKind};
use enclave_contract::{ConfigError, ToolFailure, Value};

/// The shortest secret: a shorter one would be found everywhere.
const MIN_LENGTH: usize = 4;

/// A host's secrets, ready to be found.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    /// None when there is no secret.
    finder: Option<AhoCorasick>,
    /// What stands in the place of each.
    marks: Vec<String>,
}

impl Secrets {
    /// The secrets, by name.
    ///
    /// # Errors
    /// For one that is too short to be told from other text.
    pub(crate) fn new(secrets: &[(String, String)]) -> Result<Self, ConfigError> {
        if let Some((name, _)) = secrets.iter().find(|(_, value)| value.len() < MIN_LENGTH) {
            return Err(ConfigError::ShortSecret(name.clone(), MIN_LENGTH));
        }
        if secrets.is_empty() {
            return Ok(Self::default());
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(secrets.iter().map(|(_, value)| value.as_bytes()))
            .map_err(|error| ConfigError::Malformed(format!("`secrets`: {error}")))?;
        Ok(Self { finder: Some(finder), marks: secrets.iter().map(|(name, _)| format!("[secret {name}]")).collect() })
    }

    /// A text without them.
    pub(crate) fn scrub(&self, text: String) -> String {
        match &self.finder {
            Some(finder) if finder.is_match(&text) => finder.replace_all(&text, &self.marks),
            _ => text,
        }
    }

    /// A value without them.
    pub(crate) fn scrub_value(&self, value: &mut Value) {
        if self.finder.is_some() {
            self.walk(value);
        }
    }

    pub(crate) fn scrub_failure(&self, mut failure: ToolFailure) -> ToolFailure {
        failure.code = self.scrub(failure.code);
        failure.message = self.scrub(failure.message);
        self.scrub_value(&mut failure.data);
        failure
    }

    fn walk(&self, value: &mut Value) {
        let Some(finder) = &self.finder else { return };
        match value {
            Value::String(text) | Value::BigInt(text) => {
                if finder.is_match(text.as_str()) {
                    *value = Value::String(self.scrub(std::mem::take(text)));
                }
            }
            Value::Utf16(units) => {
                let text = String::from_utf16_lossy(units);
                if finder.is_match(&text) {
                    *value = Value::String(self.scrub(text));
                }
            }
            Value::Bytes(bytes) => {
                if finder.is_match(bytes.as_slice()) {
                    *bytes = finder.replace_all_bytes(bytes, &self.marks);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    if finder.is_match(key.as_str()) {
                        *key = self.scrub(std::mem::take(key));
                    }
                    self.walk(value);
                }
            }
            Value::Number(number) => {
                // A secret of digits may come back as a number.
                if finder.is_match(&number.to_string()) {
                    *value = Value::String(self.scrub(number.to_string()));
                }
            }
            Value::Undefined | Value::Null | Value::Bool(_) | Value::Date(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_left_anywhere() {
        let secrets = [("KEY", "sk-123456"), ("LONG", "sk-123456789"), ("PIN", "4711")]
            .map(|(name, value)| (name.into(), value.into()));
        let secrets = Secrets::new(&secrets).unwrap();
        let mut value = Value::Object(vec![
            ("text".into(), Value::String("a sk-123456 b sk-123456789".into())),
            ("sk-123456".into(), Value::Array(vec![Value::Bytes(b"xsk-123456".to_vec()), Value::Number(4711.0)])),
            (
                "half".into(),
                Value::Utf16([&[0xd800], "sk-123456".encode_utf16().collect::<Vec<_>>().as_slice()].concat()),
            ),
            ("plain".into(), Value::Number(47.0)),
        ]);
        secrets.scrub_value(&mut value);
        let text = format!("{value:?}");
        assert!(!text.contains("123456") && !text.contains("4711"), "{text}");
        assert_eq!(value.get("text"), Some(&Value::String("a [secret KEY] b [secret LONG]".into())));
        assert_eq!(value.get("plain"), Some(&Value::Number(47.0)));
        assert!(Secrets::new(&[("X".into(), "abc".into())]).is_err());
    }
}
