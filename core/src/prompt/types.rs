//! JSON Schemas as TypeScript types. Schemas may come from anywhere: a type is bounded in depth and size.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use crate::{prescan::is_hidden, schema};

/// Levels of nesting that a type is written with.
const MAX_DEPTH: usize = 12;
/// Characters of a type, from which on nothing more is written out.
const MAX_CHARS: usize = 10_000;
/// Values, variants and parts of one schema that are shown, and characters of a literal or a member's name.
const MAX_VALUES: usize = 40;
const MAX_LITERAL: usize = 120;
/// Characters of a member's comment.
const MAX_NOTE: usize = 300;
/// Names that types of this text and of the language have.
const TAKEN: [&str; 7] = ["Array", "Date", "Object", "Promise", "Record", "Reference", "T"];

/// Types that have a name, as recursive ones need it. No two of one text have the same.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    pub(crate) texts: Vec<String>,
    taken: BTreeSet<String>,
}

impl Declarations {
    /// A name that begins with those letters, for nothing else.
    fn take_name(&mut self, wanted: &str) -> String {
        let start = if wanted.starts_with(|c: char| c.is_ascii_alphabetic()) { "" } else { "_" };
        let free = |name: &String| !TAKEN.contains(&name.as_str()) && !self.taken.contains(name);
        let numbered = (2_usize..).map(|number| format!("{start}{wanted}_{number}"));
        let name = [format!("{start}{wanted}")].into_iter().chain(numbered).find(free).unwrap_or_default();
        self.taken.insert(name.clone());
        name
    }
}

/// A type as text.
#[derive(Clone, Debug, PartialEq)]
struct Type {
    text: String,
    form: Form,
}

/// What a type's text is made of, which says where brackets are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Members in braces, which can be an interface's body.
    Members,
    /// Parts joined by `|` or `&`.
    Joined,
    /// Nothing but the reference that it stands in.
    Itself,
    /// Anything else.
    Plain,
}

impl Type {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), form: Form::Plain }
    }

    fn unknown() -> Self {
        Self::plain("unknown")
    }

    fn is_unknown(&self) -> bool {
        self.text == "unknown"
    }

    /// The text where it stands in front of `[]` or beside `&`.
    fn grouped(&self) -> String {
        if self.form == Form::Joined { format!("({})", self.text) } else { self.text.clone() }
    }
}

/// Writes types, and the declarations that recursive ones need.
#[derive(Debug)]
pub(crate) struct Types<'s, 'd> {
    root: &'s Json,
    /// Whether members have comments.
    notes: bool,
    /// Levels of nesting, and characters, that are left.
    depth: usize,
    room: usize,
    /// Objects and lists around what is being written.
    inside: usize,
    /// References that are being written, and `inside` at their begin.
    open: Vec<(String, usize)>,
    /// Names of the recursive ones.
    names: BTreeMap<String, String>,
    prefix: String,
    declarations: &'d mut Declarations,
}

/// A part of a JSON Schema as a TypeScript type on one line.
pub(crate) fn type_text(schema: &Json, root: &Json) -> String {
    Types::new(root, "", true, &mut Declarations::default()).write(schema)
}

impl<'s, 'd> Types<'s, 'd> {
    /// Types within a root. What needs a name gets one that begins with `prefix`.
    pub(crate) fn new(root: &'s Json, prefix: &str, notes: bool, declarations: &'d mut Declarations) -> Self {
        Self {
            root,
            notes,
            depth: MAX_DEPTH,
            room: MAX_CHARS,
            inside: 0,
            open: Vec::new(),
            names: BTreeMap::new(),
            prefix: prefix.to_owned(),
            declarations,
        }
    }

    /// The same with so many levels of nesting and characters.
    pub(crate) fn shallow(self, depth: usize, room: usize) -> Self {
        Self { depth, room, ..self }
    }

    /// A schema as a type.
    pub(crate) fn write(&mut self, schema: &Json) -> String {
        self.part(schema).text
    }

    fn part(&mut self, schema: &Json) -> Type {
        const SHORTEST: usize = 8;
        let object = match schema {
            Json::Object(object) => object,
            Json::Bool(false) => return Type::plain("never"),
            _ => return Type::unknown(),
        };
        if self.room == 0 {
            return Type::unknown();
        }
        self.spend(SHORTEST);
        let too_deep = self.depth == 0;
        self.depth = self.depth.saturating_sub(1);
        let part = self.written(object, too_deep);
        self.depth += usize::from(!too_deep);
        part
    }

    fn spend(&mut self, characters: usize) {
        self.room = self.room.saturating_sub(characters);
    }

    fn written(&mut self, schema: &Map<String, Json>, too_deep: bool) -> Type {
        let mut all: Vec<Type> = Vec::new();
        if let Some(path) = schema.get("$ref").and_then(Json::as_str) {
            all.push(self.referred(path, too_deep));
        }
        if let Some(value) = schema.get("const") {
            all.push(self.literal(value));
        } else if let Some(values) = schema.get("enum").and_then(Json::as_array) {
            all.push(self.enumeration(values));
        } else {
            all.extend(self.by_type(schema, too_deep));
        }
        for key in ["anyOf", "oneOf"] {
            let variants = schema.get(key).and_then(Json::as_array).filter(|_| !too_deep);
            let Some(variants) = variants else { continue };
            let mut types: Vec<Type> = variants.iter().take(MAX_VALUES).map(|variant| self.part(variant)).collect();
            if variants.len() > MAX_VALUES {
                types.push(Type::unknown());
            }
            all.push(union(types));
        }
        if let Some(parts) = schema.get("allOf").and_then(Json::as_array).filter(|_| !too_deep) {
            all.extend(parts.iter().take(MAX_VALUES).map(|part| self.part(part)));
        }
        let both = intersection(all);
        if schema.get("nullable") == Some(&Json::Bool(true)) { union(vec![both, Type::plain("null")]) } else { both }
    }

    fn by_type(&mut self, schema: &Map<String, Json>, too_deep: bool) -> Option<Type> {
        let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
        match schema.get("type") {
            Some(Json::Array(types)) => {
                let names = types.iter().filter_map(Json::as_str).take(MAX_VALUES);
                Some(union(names.map(|name| self.named(name, schema, too_deep)).collect()))
            }
            Some(Json::String(name)) => Some(self.named(name, schema, too_deep)),
            _ if has(&["properties", "patternProperties"]) => Some(self.named("object", schema, too_deep)),
            _ if has(&["items", "prefixItems"]) => Some(self.named("array", schema, too_deep)),
            _ => None,
        }
    }

    fn named(&mut self, name: &str, schema: &Map<String, Json>, too_deep: bool) -> Type {
        match name {
            "string" | "boolean" | "null" | "number" => Type::plain(name),
            "integer" => Type::plain("number"),
            "array" if too_deep => Type::plain("unknown[]"),
            "object" if too_deep => Type::plain("object"),
            "array" | "object" => {
                self.inside += 1;
                let written = if name == "array" { self.list(schema) } else { self.members(schema) };
                self.inside -= 1;
                written
            }
            _ => Type::unknown(),
        }
    }

    fn list(&mut self, schema: &Map<String, Json>) -> Type {
        let items = schema.get("items");
        let tuple = schema.get("prefixItems").or_else(|| items.filter(|items| items.is_array()));
        if let Some(first) = tuple.and_then(Json::as_array) {
            let least = schema.get("minItems").and_then(Json::as_u64).unwrap_or(first.len() as u64);
            let mut parts: Vec<String> = Vec::new();
            for (index, part) in first.iter().take(MAX_VALUES).enumerate() {
                let mark = if (index as u64) < least { "" } else { "?" };
                parts.push(format!("{}{mark}", self.part(part).grouped()));
            }
            if first.len() > MAX_VALUES {
                parts.push("...unknown[]".to_owned());
            } else if let Some(rest) = items.filter(|rest| rest.is_object()) {
                parts.push(format!("...{}[]", self.part(rest).grouped()));
            }
            return Type::plain(format!("[{}]", parts.join(", ")));
        }
        let item = items.map_or_else(Type::unknown, |items| self.part(items));
        Type::plain(format!("{}[]", item.grouped()))
    }

    fn members(&mut self, schema: &Map<String, Json>) -> Type {
        let properties = schema.get("properties").and_then(Json::as_object);
        let required: BTreeSet<&str> = schema
            .get("required")
            .and_then(Json::as_array)
            .map(|list| list.iter().filter_map(Json::as_str).collect())
            .unwrap_or_default();
        let described = properties.into_iter().flatten().map(|(name, member)| (name.as_str(), member));
        let is_described = |name: &str| properties.is_some_and(|properties| properties.contains_key(name));
        let only_required = required.iter().filter(|name| !is_described(name)).map(|name| (*name, ANYTHING));
        let mut members = Vec::new();
        let mut left_out = false;
        for (name, member) in described.chain(only_required) {
            if self.room == 0 || name.chars().nth(MAX_LITERAL).is_some() {
                left_out = true;
                continue;
            }
            let mark = if required.contains(name) { "" } else { "?" };
            let name = key(name);
            let text = self.write(member);
            let note = if self.notes { note(member, self.root) } else { String::new() };
            self.spend(name.len() + note.len());
            members.push(format!("{name}{mark}: {text}{note}"));
        }
        let rest: Vec<&Json> = schema
            .get("additionalProperties")
            .filter(|rest| rest.is_object())
            .into_iter()
            .chain(schema.get("patternProperties").and_then(Json::as_object).into_iter().flat_map(Map::values))
            .take(MAX_VALUES)
            .collect();
        let named =
            (!members.is_empty()).then(|| Type { text: format!("{{ {} }}", members.join("; ")), form: Form::Members });
        if rest.is_empty() && !left_out {
            let closed = schema.get("additionalProperties") == Some(&Json::Bool(false));
            return named.unwrap_or_else(|| Type::plain(if closed { "{}" } else { "object" }));
        }
        let others =
            if left_out { Type::unknown() } else { union(rest.into_iter().map(|rest| self.part(rest)).collect()) };
        // A `Record` may not hold the type that it stands in.
        let recursive = self.names.values().any(|name| others.text.contains(name.as_str()));
        let record = if recursive {
            Type { text: format!("{{ [key: string]: {} }}", others.text), form: Form::Members }
        } else {
            Type::plain(format!("Record<string, {}>", others.text))
        };
        match named {
            Some(named) => intersection(vec![named, record]),
            None => record,
        }
    }

    /// What a reference stands for; one that comes up in itself gets a name.
    fn referred(&mut self, path: &str, too_deep: bool) -> Type {
        if let Some(name) = self.names.get(path).cloned() {
            self.spend(name.len());
            return Type::plain(name);
        }
        if let Some((_, inside)) = self.open.iter().find(|(open, _)| open == path) {
            // With no object or list between, it says of itself that it is itself.
            if *inside == self.inside {
                return Type { form: Form::Itself, ..Type::unknown() };
            }
            let last = path.rsplit('/').next().unwrap_or_default();
            let last: String = last.chars().filter(char::is_ascii_alphanumeric).take(MAX_NAME).collect();
            let name = self.declarations.take_name(&format!("{}{}", self.prefix, capitalized(&last)));
            self.names.insert(path.to_owned(), name.clone());
            self.spend(name.len());
            return Type::plain(name);
        }
        let target = path.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer));
        let Some(target) = target.filter(|_| !too_deep) else { return Type::unknown() };
        self.open.push((path.to_owned(), self.inside));
        let written = self.part(target);
        self.open.pop();
        match self.names.get(path) {
            Some(name) => {
                let text = match written.form {
                    Form::Members => format!("interface {name} {}", written.text),
                    Form::Joined | Form::Itself | Form::Plain => format!("type {name} = {};", written.text),
                };
                self.declarations.texts.push(text);
                Type::plain(name)
            }
            None if written.form == Form::Itself => Type::unknown(),
            None => written,
        }
    }

    fn enumeration(&mut self, values: &[Json]) -> Type {
        let mut types: Vec<Type> = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let shown = index < MAX_VALUES && self.room > 0;
            types.push(if shown { self.literal(value) } else { Type::plain(kind(value)) });
        }
        union(types)
    }

    /// A value as a literal type; what is long is its kind.
    fn literal(&mut self, value: &Json) -> Type {
        let text = literal(value, MAX_LITERAL_DEPTH).filter(|text| text.chars().nth(MAX_LITERAL).is_none());
        let text = text.unwrap_or_else(|| kind(value).to_owned());
        self.spend(text.len());
        Type::plain(text)
    }
}

/// The schema that everything fits.
const ANYTHING: &Json = &Json::Bool(true);
/// Levels of nesting of a value that is a literal type.
const MAX_LITERAL_DEPTH: usize = 3;
/// Characters that a reference's path gives to a name.
const MAX_NAME: usize = 40;

/// A value as a literal type, unless it is deep or long.
fn literal(value: &Json, depth: usize) -> Option<String> {
    let is_long = |length: usize| length > MAX_LITERAL;
    match value {
        Json::Array(items) if depth > 0 && !is_long(items.len()) => {
            let items: Option<Vec<String>> = items.iter().map(|item| literal(item, depth - 1)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Json::Object(members) if depth > 0 && !is_long(members.len()) && !members.is_empty() => {
            let member = |(name, value): (&String, &Json)| {
                let name = Some(name).filter(|name| !is_long(name.len()))?;
                Some(format!("{}: {}", key(name), literal(value, depth - 1)?))
            };
            Some(format!("{{ {} }}", members.iter().map(member).collect::<Option<Vec<_>>>()?.join("; ")))
        }
        Json::Array(_) | Json::Object(_) => None,
        Json::String(text) if is_long(text.len()) => None,
        Json::String(text) => Some(quoted(text)),
        plain => Some(plain.to_string()),
    }
}

/// The type of values like this one.
fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "unknown[]",
        Json::Object(_) => "object",
    }
}

/// With its first letter large.
pub(crate) fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}

/// A text as a literal; characters that a reader does not see are escaped.
pub(crate) fn quoted(text: &str) -> String {
    let json = Json::from(text).to_string();
    // Three backticks would end the block that it stands in.
    json.chars().map(|c| if is_unseen(c) || c == '`' { c.escape_unicode_16() } else { c.to_string() }).collect()
}

trait Escaped {
    /// As JavaScript escapes it: `\u200b`.
    fn escape_unicode_16(self) -> String;
}

impl Escaped for char {
    fn escape_unicode_16(self) -> String {
        let mut units = [0; 2];
        self.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
    }
}

/// A name as a member's key.
pub(crate) fn key(name: &str) -> String {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.starts_with(|c: char| !c.is_ascii_digit());
    if plain { name.to_owned() } else { quoted(name) }
}

/// What the schema says of a member besides its type.
fn note(member: &Json, root: &Json) -> String {
    let resolved = schema::resolved(root, member);
    let description = [member, resolved].into_iter().find_map(|schema| schema.get("description")?.as_str());
    let mut parts: Vec<String> = vec![description.map(plain_line).unwrap_or_default(), schema::bounds(resolved)];
    if let Some(items) = resolved.get("items") {
        let bounds = schema::bounds(schema::resolved(root, items));
        parts.push(if bounds.is_empty() { bounds } else { format!("each {bounds}") });
    }
    if let Some(default) = member.get("default").filter(|default| !default.is_null()) {
        parts.push(format!("default {}", literal(default, MAX_LITERAL_DEPTH).unwrap_or_else(|| "…".to_owned())));
    }
    if member.get("deprecated") == Some(&Json::Bool(true)) {
        parts.push("deprecated".to_owned());
    }
    parts.retain(|part| !part.is_empty());
    let text = enclave_contract::shortened(&plain_line(&parts.join("; ")), MAX_NOTE);
    if text.is_empty() { text } else { format!(" /* {text} */") }
}

/// A text on one line that cannot end a comment or hide anything in it.
pub(crate) fn plain_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    seen(&words)
}

/// A text without what a reader does not see, and without the end of a comment.
pub(crate) fn seen(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c == '\n' || !is_unseen(*c)).collect();
    text.replace("*/", "* /").replace("```", "` ` `")
}

/// Control characters, and those that are invisible or turn the direction of a text.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || is_hidden(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Any of some types.
fn union(mut types: Vec<Type>) -> Type {
    let count = types.len();
    types.retain(|part| part.form != Form::Itself);
    if types.is_empty() && count > 0 {
        return Type { form: Form::Itself, ..Type::unknown() };
    }
    if types.iter().any(Type::is_unknown) {
        return Type::unknown();
    }
    let mut seen: Vec<Type> = Vec::new();
    for part in types {
        if part.text != "never" && !seen.contains(&part) {
            seen.push(part);
        }
    }
    joined(seen, " | ", "never")
}

/// All of some types at once.
fn intersection(mut types: Vec<Type>) -> Type {
    if !types.is_empty() && types.iter().all(|part| part.form == Form::Itself) {
        return types.remove(0);
    }
    types.retain(|part| !part.is_unknown());
    types.dedup();
    if types.iter().any(|part| part.text != "object") {
        types.retain(|part| part.text != "object");
    }
    joined(types, " & ", "unknown")
}

/// Types with a sign between them; `none` where there are none.
fn joined(mut types: Vec<Type>, sign: &str, none: &str) -> Type {
    match types.len() {
        0 => Type::plain(none),
        1 => types.remove(0),
        _ => {
            // `|` binds less than `&`, so that its own parts need no brackets.
            let text = |part: &Type| if sign == " | " { part.text.clone() } else { part.grouped() };
            Type { text: types.iter().map(text).collect::<Vec<_>>().join(sign), form: Form::Joined }
        }
    }
}
