//! What audit records must not show: members whose names say that they hold a secret, and texts that look like one.

use std::borrow::Cow;

use enclave_contract::{ConfigError, RedactOptions, Value};
use once_cell::race::OnceBox;
use regex::{Captures, Regex, RegexBuilder, RegexSet};
use serde_json::Value as Json;

/// What stands in the place of what is hidden.
const HIDDEN: &str = "[redacted]";
/// Bytes of one text that are written; what is longer is cut.
const MAX_TEXT: usize = 4_096;
/// Keys and items of one record's arguments that are written, and levels of nesting.
const MAX_NODES: usize = 1_000;
const MAX_DEPTH: usize = 16;
/// Size of one pattern of the host's, compiled, in bytes.
const MAX_PATTERN: usize = 1 << 20;

/// Words that say that a member is secret, in lower case without separators. A name is split where separators and humps
/// are; any run of its words may be one of these.
const KEYS: &[&str] = &[
    "accesskey",
    "accesstoken",
    "apikey",
    "apisecret",
    "apitoken",
    "auth",
    "authorization",
    "authtoken",
    "bearer",
    "cardnumber",
    "clientsecret",
    "connectionstring",
    "cookie",
    "creditcard",
    "credential",
    "credentials",
    "csrf",
    "cvc",
    "cvv",
    "encryptionkey",
    "iban",
    "idtoken",
    "jwt",
    "mfa",
    "otp",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "pin",
    "privatekey",
    "pwd",
    "refreshtoken",
    "secret",
    "secretkey",
    "secrets",
    "sessionid",
    "setcookie",
    "signature",
    "signingkey",
    "ssn",
    "token",
];

/// Texts that are secrets whatever their member is called. Each may have a group: what stands before and behind it stays.
const PATTERNS: &[&str] = &[
    // Private keys.
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\z)",
    // JSON Web Tokens.
    r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*",
    // Headers.
    r"(?i)\b(?:bearer|basic|token)\s+([A-Za-z0-9+/_.~=-]{8,})",
    // Tokens of well-known services.
    r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_][A-Za-z0-9_-]{8,}",
    r"\bsk-[A-Za-z0-9_-]{16,}",
    r"\bgh[pousr]_[A-Za-z0-9]{16,}",
    r"\bgithub_pat_[A-Za-z0-9_]{16,}",
    r"\bglpat-[A-Za-z0-9_-]{16,}",
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    r"\bxox[abeoprs]-[A-Za-z0-9-]{8,}",
    r"\bAIza[A-Za-z0-9_-]{30,}",
    r"\bnpm_[A-Za-z0-9]{20,}",
    r"\bpypi-[A-Za-z0-9_-]{16,}",
    r"\bhf_[A-Za-z0-9]{20,}",
    // Passwords in addresses.
    r"://[^/\s:@]*:([^/\s@]+)@",
    // What is assigned to a name that says so.
    r#"(?i)\b(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token)["']?\s*[=:]\s*["']?([^\s"'&,;]{3,})"#,
    // E-mail addresses.
    r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
];

/// Numbers that may be those of cards; the check digit says whether they are. Shorter ones are moments more often.
const CARD: &str = r"\b\d(?:[ -]?\d){13,18}\b";

/// Hides what a host's records must not show.
#[derive(Debug)]
pub(crate) struct Redactor {
    keys: Vec<String>,
    patterns: Vec<Regex>,
}

/// What is looked for in every text.
struct Ours {
    patterns: Vec<Regex>,
    cards: Option<Regex>,
    /// All of them at once: most texts hold nothing.
    any: Option<RegexSet>,
}

fn ours() -> &'static Ours {
    // No thread waits for another one to make it, which may be missing: a fork has none of them.
    static OURS: OnceBox<Ours> = OnceBox::new();
    OURS.get_or_init(|| {
        Box::new(Ours {
            patterns: PATTERNS.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect(),
            cards: Regex::new(CARD).ok(),
            any: RegexSet::new(PATTERNS.iter().chain([&CARD])).ok(),
        })
    })
}

impl Redactor {
    /// A redactor with what the host wants hidden besides.
    ///
    /// # Errors
    /// For a pattern that is none, or too large.
    pub(crate) fn new(options: &RedactOptions) -> Result<Self, ConfigError> {
        let invalid = |what: String| ConfigError::InvalidRedaction("patterns", what);
        let patterns = options.patterns.iter().map(|pattern| {
            let built = RegexBuilder::new(pattern).size_limit(MAX_PATTERN).build();
            built.map_err(|error| invalid(error.to_string())).and_then(|regex| {
                if regex.is_match("") { Err(invalid(format!("`{pattern}` matches an empty text"))) } else { Ok(regex) }
            })
        });
        let keys: Vec<String> = options.keys.iter().map(|key| words(key).concat()).collect();
        if keys.iter().any(String::is_empty) {
            return Err(ConfigError::InvalidRedaction("keys", "a name must have letters or digits".to_owned()));
        }
        Ok(Self { keys, patterns: patterns.collect::<Result<_, _>>()? })
    }

    /// A value as JSON without what is hidden, and no larger than a record may be.
    pub(crate) fn value(&self, value: &Value) -> Json {
        self.walk(value, 0, &mut MAX_NODES.clone())
    }

    fn walk(&self, value: &Value, depth: usize, left: &mut usize) -> Json {
        *left = left.saturating_sub(1);
        if *left == 0 || depth > MAX_DEPTH {
            return Json::from("…");
        }
        match value {
            Value::String(text) => Json::from(self.text(text)),
            Value::Utf16(units) => {
                let units = units.get(..units.len().min(MAX_TEXT)).unwrap_or_default();
                Json::from(self.text(&String::from_utf16_lossy(units)))
            }
            Value::BigInt(digits) => Json::from(self.text(digits)),
            Value::Number(number) if number.abs() >= 1e13 && is_card(&number.to_string()) => Json::from(HIDDEN),
            Value::Bytes(bytes) => Json::from(format!("<{} bytes>", bytes.len())),
            Value::Date(time) => Json::from(enclave_sandbox::iso_date(*time)),
            Value::Array(items) => {
                let mut list = Vec::new();
                for item in items {
                    if *left == 0 {
                        break;
                    }
                    list.push(self.walk(item, depth + 1, left));
                }
                Json::Array(list)
            }
            Value::Object(entries) => {
                let mut object = serde_json::Map::new();
                for (key, value) in entries {
                    if *left == 0 {
                        break;
                    }
                    let plain = matches!(value, Value::Undefined | Value::Null | Value::Bool(_));
                    let value =
                        if !plain && self.hides(key) { Json::from(HIDDEN) } else { self.walk(value, depth + 1, left) };
                    object.insert(self.text(key), value);
                }
                Json::Object(object)
            }
            plain => plain.to_json(),
        }
    }

    /// Whether a member of that name is hidden.
    fn hides(&self, key: &str) -> bool {
        if key.len() > MAX_TEXT {
            return false;
        }
        let words = words(key);
        (0..words.len()).any(|from| {
            let mut joined = String::new();
            words.iter().skip(from).take(4).any(|word| {
                joined.push_str(word);
                let known = |known: &str| joined == known || joined.strip_suffix('s') == Some(known);
                KEYS.iter().any(|key| known(key)) || self.keys.iter().any(|key| known(key))
            })
            // A count of tokens is none.
            && !matches!(words.last().map(String::as_str), Some("count" | "used" | "limit" | "total" | "length" | "max" | "min"))
                || self.keys.iter().any(|key| *key == words.concat())
        })
    }

    /// A text without what is hidden, and no longer than a record's may be.
    pub(crate) fn text(&self, text: &str) -> String {
        let cut = match text.len() > MAX_TEXT {
            // What begins in front of the cut and ends behind it is looked at whole, as far as it is a secret's length.
            true => text.get(..floor(text, MAX_TEXT * 2)).unwrap_or_default(),
            false => text,
        };
        let mut shown = Cow::Borrowed(cut);
        let ours = ours();
        for found in ours.any.iter().flat_map(|any| any.matches(cut)) {
            if let Some(pattern) = ours.patterns.get(found) {
                shown = replaced(pattern, shown);
            } else if let Some(cards) = &ours.cards {
                let hidden = cards.replace_all(&shown, |found: &Captures<'_>| {
                    let number = found.get(0).map_or("", |all| all.as_str());
                    if is_card(number) { HIDDEN.to_owned() } else { number.to_owned() }
                });
                shown = Cow::Owned(hidden.into_owned());
            }
        }
        for pattern in &self.patterns {
            shown = replaced(pattern, shown);
        }
        if shown.len() > MAX_TEXT || cut.len() < text.len() {
            let kept = shown.get(..floor(&shown, MAX_TEXT)).unwrap_or_default();
            return format!("{kept}… ({} bytes)", text.len());
        }
        shown.into_owned()
    }
}

/// The last boundary of a character up to there.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Hides what a pattern matches, or its group.
fn replaced<'t>(pattern: &Regex, text: Cow<'t, str>) -> Cow<'t, str> {
    if !pattern.is_match(&text) {
        return text;
    }
    let hide = |found: &Captures<'_>| {
        let (Some(all), Some(part)) = (found.get(0), found.get(1)) else { return HIDDEN.to_owned() };
        let before = all.as_str().get(..part.start() - all.start()).unwrap_or_default();
        let behind = all.as_str().get(part.end() - all.start()..).unwrap_or_default();
        format!("{before}{HIDDEN}{behind}")
    };
    Cow::Owned(pattern.replace_all(&text, hide).into_owned())
}

/// The words of a name: `userAccess_token` has three.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut open, mut lower) = (false, false);
    let mut characters = name.chars().peekable();
    while let Some(c) = characters.next() {
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        // `APIKey` is `API` and `Key`.
        let next_is_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        if !open || (c.is_uppercase() && (lower || next_is_lower)) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        (open, lower) = (true, c.is_lowercase() || c.is_numeric());
    }
    words
}

/// Whether digits have the check digit of a card's number.
fn is_card(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => *digit,
            _ if *digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    (14..=19).contains(&digits.len()) && sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn redactor() -> Redactor {
        let options = RedactOptions { keys: vec!["employee number".into()], patterns: vec![r"ACME-\d+".into()] };
        Redactor::new(&options).unwrap()
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(ours().patterns.len(), PATTERNS.len());
        assert!(ours().cards.is_some() && ours().any.is_some());
    }

    #[test]
    fn members_are_hidden_by_name() {
        let redactor = redactor();
        for key in [
            "password",
            "Password",
            "user_password",
            "userPassword",
            "API_KEY",
            "apiKey",
            "api-key",
            "APIKey",
            "x-api-key",
            "token",
            "accessToken",
            "refresh_token",
            "tokens",
            "Authorization",
            "Set-Cookie",
            "clientSecret",
            "secrets",
            "ssn",
            "cvv",
            "privateKey",
            "employeeNumber",
            "EMPLOYEE_NUMBER",
            "credentials",
            "pin",
        ] {
            assert!(redactor.hides(key), "{key}");
        }
        for key in [
            "name",
            "secretary",
            "author",
            "tokens_used",
            "tokenCount",
            "max_tokens_limit",
            "passenger",
            "pinned",
            "keyboard",
            "compass",
            "key",
            "monkey",
            "cookies_total",
            "spin",
            "assignature",
        ] {
            assert!(!redactor.hides(key), "{key}");
        }
    }

    /// Texts that hold a secret, with the secret.
    const SECRETS: &[(&str, &str)] = &[
        ("write to ana.lopez+x@mail.example.co.uk now", "ana.lopez+x@mail.example.co.uk"),
        ("card 4111 1111 1111 1111.", "4111 1111 1111 1111"),
        ("4111-1111-1111-1111", "4111-1111-1111-1111"),
        ("Authorization: Bearer abcdefghijklmnop", "abcdefghijklmnop"),
        ("basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA=="),
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
        ),
        ("key=sk_live_0123456789abcdef", "sk_live_0123456789abcdef"),
        ("sk-abcdefghijklmnopqrstuv", "sk-abcdefghijklmnopqrstuv"),
        ("sk-proj-abcdefghijklmnop", "sk-proj-abcdefghijklmnop"),
        ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
        ("github_pat_11ABCDEFG0123456789_abc", "github_pat_11ABCDEFG0123456789_abc"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ("xoxb-123456789012-abcdefgh", "xoxb-123456789012-abcdefgh"),
        ("npm_abcdefghijklmnopqrstuvwxyz", "npm_abcdefghijklmnopqrstuvwxyz"),
        ("hf_abcdefghijklmnopqrstuvwxyz", "hf_abcdefghijklmnopqrstuvwxyz"),
        ("glpat-abcdefghijklmnopqrst", "glpat-abcdefghijklmnopqrst"),
        ("pypi-AgEIcHlwaS5vcmcCJDU", "pypi-AgEIcHlwaS5vcmcCJDU"),
        ("postgres://ana:hunter2@db.internal/x", "hunter2"),
        ("?api_key=abc123def&x=1", "abc123def"),
        ("password: hunter2", "hunter2"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "MIIE"),
        ("ticket ACME-4711", "ACME-4711"),
    ];

    #[test]
    fn texts_are_hidden_by_what_they_look_like() {
        let redactor = redactor();
        for (text, secret) in SECRETS {
            let shown = redactor.text(text);
            assert!(!shown.contains(secret) && shown.contains(HIDDEN), "{text}: {shown}");
        }
        for text in [
            "order 4111111111111112",
            "call +49 30 1234567",
            "2026-11-24T01:02:03.000Z",
            "the basics of it",
            "a token of it",
            "@mention",
            "12345678901234567890123",
            "550e8400-e29b-41d4-a716-446655440000",
            "task-force-of-eleven-people",
            "https://example.com/a:b@c",
            "",
        ] {
            assert_eq!(redactor.text(text), text);
        }
        assert_eq!(redactor.text("postgres://ana:hunter2@db/x"), "postgres://ana:[redacted]@db/x");
    }

    #[test]
    fn values_are_cut_where_a_record_would_be_too_long() {
        let redactor = redactor();
        let long = redactor.text(&"é".repeat(100_000));
        assert!(long.len() < 5_000 && long.ends_with("… (200000 bytes)"), "{}", long.len());
        let wide = Value::Array((0..100_000).map(|n| Value::Number(f64::from(n))).collect());
        assert!(redactor.value(&wide).to_string().len() < 10_000);
        let deep = (0..400).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
        assert!(redactor.value(&deep).to_string().len() < 100);
        assert_eq!(redactor.value(&Value::Number(4_111_111_111_111_111.0)), Json::from(HIDDEN));
        assert_eq!(redactor.value(&Value::Number(1_764_000_000_000.0)), Json::from(1_764_000_000_000_i64));
    }

    #[test]
    fn patterns_that_cannot_be_are_refused() {
        for pattern in ["(", "a*", "(?:a{1000}){1000}"] {
            let options = RedactOptions { patterns: vec![pattern.into()], ..RedactOptions::default() };
            assert!(Redactor::new(&options).is_err(), "{pattern}");
        }
        assert!(Redactor::new(&RedactOptions { keys: vec!["_".into()], ..RedactOptions::default() }).is_err());
    }

    fn shells() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![Just(Value::Null), any::<f64>().prop_map(Value::Number), ".{0,20}".prop_map(Value::String)];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec(("[a-z]{1,6}", inner), 0..4).prop_map(Value::Object),
            ]
        })
    }

    /// The value with a text planted at a place.
    fn planted(value: Value, place: &mut usize, text: &str) -> Value {
        if *place == 0 {
            *place = usize::MAX;
            return Value::String(text.to_owned());
        }
        *place -= 1;
        match value {
            Value::Array(items) => Value::Array(
                items
                    .into_iter()
                    .map(|item| planted(item, place, text))
                    .chain([Value::String(text.to_owned())])
                    .collect(),
            ),
            Value::Object(entries) => Value::Object(
                entries
                    .into_iter()
                    .map(|(key, value)| (key, planted(value, place, text)))
                    .chain([(text.to_owned(), Value::Null)])
                    .collect(),
            ),
            plain => plain,
        }
    }

    proptest! {
        #[test]
        fn no_planted_secret_survives(value in shells(), place in 0_usize..12, which in 0..SECRETS.len(), around in "[ a-z,.]{0,40}") {
            let (text, secret) = SECRETS[which];
            let value = planted(value, &mut place.clone(), &format!("{around} {text} {around}"));
            let shown = redactor().value(&value).to_string();
            prop_assert!(!shown.contains(secret), "{}", shown);
        }

        #[test]
        fn any_text_is_taken(text in "\\PC{0,300}") {
            let shown = redactor().text(&text);
            prop_assert!(shown.len() <= text.len().max(16) * 16);
        }
    }
}
