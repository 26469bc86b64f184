//! The tools and the language's rules as text for a system prompt.

mod example;
mod types;

use std::{collections::BTreeSet, fmt::Write as _};

use enclave_contract::{Language, PromptOptions, PromptStyle, Settings, ToolSpec};
use serde_json::Value as Json;

pub(crate) use self::types::type_text;
use self::types::{Types, capitalized, plain_line, quoted, seen};
use crate::{
    policy::matches_name,
    tools::{ToolTable, path},
};

/// Characters of a tool's description, and of one on one line.
const MAX_DESCRIPTION: usize = 2_000;
const MAX_LINE: usize = 200;
/// Names of tools in the type of `callTool`.
const MAX_NAMES: usize = 200;

/// How much is said of each tool; what does not fit a budget is said in fewer words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    /// Everything.
    Whole,
    /// No comments of members.
    Types,
    /// The first line of the description, shallow types.
    Short,
    /// The name.
    Name,
}

/// The text for a system prompt.
pub(crate) fn tool_prompt(tools: &ToolTable, settings: &Settings, options: &PromptOptions) -> String {
    let wanted = |spec: &&ToolSpec| {
        let patterns = options.tools.as_ref();
        patterns.is_none_or(|patterns| patterns.iter().any(|pattern| matches_name(pattern, &spec.name)))
    };
    let told: Vec<&ToolSpec> = tools.specs().iter().filter(wanted).collect();
    let prompt = Prompt { tools, settings, style: options.style };
    let Some(budget) = options.budget_chars.map(|budget| usize::try_from(budget).unwrap_or(usize::MAX)) else {
        return prompt.write(&told, Detail::Whole, true);
    };
    let fits = |text: &String| text.chars().count() <= budget;
    for (detail, with_example) in [
        (Detail::Whole, true),
        (Detail::Types, true),
        (Detail::Types, false),
        (Detail::Short, false),
        (Detail::Name, false),
    ] {
        let text = prompt.write(&told, detail, with_example);
        if fits(&text) {
            return text;
        }
    }
    // As many names as fit: a text grows with each.
    let (mut least, mut most) = (0, told.len());
    while least < most {
        let half = usize::midpoint(least, most + 1);
        let text = prompt.write(told.get(..half).unwrap_or_default(), Detail::Name, false);
        if fits(&text) { least = half } else { most = half - 1 }
    }
    let text = prompt.write(told.get(..least).unwrap_or_default(), Detail::Name, false);
    if fits(&text) { text } else { text.chars().take(budget).collect() }
}

/// How a script calls a tool, with shallow types: `({ role: string }): Promise<object[]>`.
pub(crate) fn signature(spec: &ToolSpec) -> String {
    let mut declarations = Vec::new();
    let (args, mark, result) = call_types(spec, Detail::Short, &mut declarations);
    format!("(args{mark}: {args}): Promise<{result}>")
}

/// A tool's declaration with everything that is known of it.
pub(crate) fn declaration(spec: &ToolSpec) -> String {
    let mut text = String::new();
    doc(&spec.description, "", &mut text);
    let mut declarations = Vec::new();
    let (args, mark, result) = call_types(spec, Detail::Whole, &mut declarations);
    let _ = write!(text, "tools.{}(args{mark}: {args}): Promise<{result}>", path(&spec.name).join("."));
    for declaration in declarations {
        let _ = write!(text, "\n{declaration}");
    }
    text
}

/// The first line of a description.
pub(crate) fn first_line(description: &str) -> String {
    let line = description.trim().lines().next().unwrap_or_default();
    enclave_contract::shortened(&plain_line(line), MAX_LINE)
}

/// The types of a tool's arguments and result, and the mark of arguments that may be left out.
fn call_types(spec: &ToolSpec, detail: Detail, declarations: &mut Vec<String>) -> (String, &'static str, String) {
    let prefix: String = path(&spec.name).iter().map(|part| capitalized(&part.replace('_', ""))).collect();
    let mut written = |schema: Option<&Json>, kind: &str| {
        let schema = schema?;
        let mut types = Types::new(schema, &format!("{prefix}{kind}"), detail == Detail::Whole);
        if detail >= Detail::Short {
            types = types.shallow(3);
        }
        let text = types.write(schema);
        declarations.append(&mut types.declarations);
        Some(text)
    };
    let args = match written(spec.input_schema.as_ref(), "").filter(|text| text != "unknown") {
        Some(args) => args,
        None => "object".to_owned(),
    };
    let result = written(spec.output_schema.as_ref(), "Result").unwrap_or_else(|| "unknown".to_owned());
    let may_be_empty = spec
        .input_schema
        .as_ref()
        .is_some_and(|schema| schema.get("required").and_then(Json::as_array).is_none_or(Vec::is_empty));
    let result = if spec.by_reference { format!("Reference<{result}>") } else { result };
    (args, if may_be_empty { "?" } else { "" }, result)
}

fn doc(description: &str, indent: &str, text: &mut String) {
    let description = enclave_contract::shortened(description.trim(), MAX_DESCRIPTION);
    let description = seen(&description.replace('\r', ""));
    let lines: Vec<&str> = description.lines().map(str::trim).collect();
    match lines.as_slice() {
        [] | [""] => {}
        [line] => {
            let _ = writeln!(text, "{indent}/** {line} */");
        }
        lines => {
            let _ = writeln!(text, "{indent}/**");
            for line in lines {
                let _ = writeln!(text, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(text, "{indent} */");
        }
    }
}

struct Prompt<'p> {
    tools: &'p ToolTable,
    settings: &'p Settings,
    style: PromptStyle,
}

impl Prompt<'_> {
    fn write(&self, told: &[&ToolSpec], detail: Detail, with_example: bool) -> String {
        let mut text = self.rules();
        let left_out = self.tools.specs().len().saturating_sub(told.len());
        match self.style {
            PromptStyle::Typescript => self.declarations(told, detail, left_out > 0, &mut text),
            PromptStyle::Compact => self.list(told, detail, &mut text),
        }
        if left_out > 0 {
            let _ = writeln!(
                text,
                "{left_out} more tools are not described here: `await search_tools('words')` finds tools, and \
                 `await describe_tool('name')` describes one."
            );
        }
        if with_example && let Some(example) = example::of(told, self.tools) {
            let _ = write!(text, "\nFor example:\n\n```javascript\n{example}```\n");
        }
        text
    }

    fn rules(&self) -> String {
        let mut text = String::from(
            "Write one JavaScript script. It runs as the body of an async function: `await` and `return` work at the top.\n\
             Without a `return`, the value of the last expression is the result.\n",
        );
        text += match self.settings.language {
            Language::Agentscript => {
                "Use `const`, `let`, `if`, `switch`, `for`, `for...of`, `try`, arrow functions, templates and the methods of \
                 arrays, strings, numbers, `Object`, `Math`, `JSON` and `Date`. There are no function declarations, classes, \
                 `while`, `this`, regular expressions, `Promise`, `Map` or `Set`; use `parallel([() => …])` for several calls at once.\n"
            }
            Language::Javascript => {
                "Modern JavaScript or TypeScript works. There is no `import`, `require`, `fetch`, file system or timer beyond \
                 `sleep(ms)` and `setTimeout`; everything outside comes through the tools.\n"
            }
        };
        let limits = &self.settings.limits;
        let _ = writeln!(
            text,
            "Limits: {} s, {} tool calls ({} at once), {} loop turns. A failed call throws an `Error` with `message` and `code`.",
            limits.timeout_ms as f64 / 1e3,
            limits.max_tool_calls,
            limits.max_concurrent_calls,
            limits.max_iterations
        );
        text
    }

    /// Whether a tool's result may be a handle.
    fn has_references(&self, told: &[&ToolSpec]) -> bool {
        self.tools.gives_references() || told.iter().any(|spec| spec.by_reference)
    }

    fn declarations(&self, told: &[&ToolSpec], detail: Detail, more: bool, text: &mut String) {
        *text += "\n```typescript\n";
        let mut declarations = Vec::new();
        if !told.is_empty() {
            let names: BTreeSet<&str> = told.iter().map(|spec| spec.name.as_str()).collect();
            let paths: Vec<(Vec<&str>, &str)> = self.tools.paths().filter(|(_, name)| names.contains(name)).collect();
            *text += "declare const tools: {\n";
            self.namespace(&paths, 0, detail, &mut declarations, text);
            *text += "};\n";
        }
        for declaration in declarations {
            let _ = writeln!(text, "{declaration}");
        }
        if self.has_references(told) {
            *text += "/** A result that stays outside: pass it to other tools as it is, return it, or read a part of it. */\n\
                      type Reference<T> = { readonly $reference: string; readonly kind: string; readonly size: number; \
                      readonly shape: { length?: number; keys?: string[] }; readonly preview: string; \
                      read(options?: { path?: string; offset?: number; limit?: number }): Promise<unknown> };\n";
        }
        let any = more || self.tools.any() || told.is_empty() || told.len() > MAX_NAMES || detail == Detail::Name;
        let name = if any {
            "string".to_owned()
        } else {
            told.iter().map(|spec| quoted(&spec.name)).collect::<Vec<_>>().join(" | ")
        };
        let _ = writeln!(
            text,
            "/** Calls a tool by its name. */\ndeclare function callTool(name: {name}, args: object): Promise<unknown>;"
        );
        if detail < Detail::Name {
            *text += "/** Runs functions at once, at most `concurrency` at a time; their results in order. */\n";
            *text += "declare function parallel<T>(thunks: (() => Promise<T>)[], options?: { concurrency?: number }): Promise<T[]>;\n";
            *text +=
                "/** Gives a part of the result before the end. */\ndeclare function emit(value: unknown): void;\n";
            *text += "declare function sleep(ms: number): Promise<void>;\ndeclare const context: any;\n";
        }
        *text += "```\n";
    }

    /// The tools and namespaces at one level; the paths are sorted.
    fn namespace(
        &self,
        paths: &[(Vec<&str>, &str)],
        depth: usize,
        detail: Detail,
        declarations: &mut Vec<String>,
        text: &mut String,
    ) {
        let indent = "  ".repeat(depth + 1);
        let mut rest = paths;
        while let Some(((path, name), _)) = rest.split_first() {
            let Some(key) = path.get(depth) else { return };
            let same = rest.iter().take_while(|(path, _)| path.get(depth) == Some(key)).count();
            let (group, after) = rest.split_at(same);
            rest = after;
            if path.len() > depth + 1 {
                let _ = writeln!(text, "{indent}{key}: {{");
                self.namespace(group, depth + 1, detail, declarations, text);
                let _ = writeln!(text, "{indent}}};");
                continue;
            }
            let Some(spec) = self.tools.resolve(path) else { continue };
            if detail == Detail::Name {
                let _ = writeln!(text, "{indent}{key}(args?: object): Promise<unknown>;");
                continue;
            }
            match detail {
                Detail::Short => doc(&first_line(&spec.description), &indent, text),
                _ => doc(&spec.description, &indent, text),
            }
            let (args, mark, result) = call_types(spec, detail, declarations);
            let comment =
                if *name == path.join(".") { String::new() } else { format!("  // callTool({}, args)", quoted(name)) };
            let _ = writeln!(text, "{indent}{key}(args{mark}: {args}): Promise<{result}>;{comment}");
        }
    }

    /// One line for each tool.
    fn list(&self, told: &[&ToolSpec], detail: Detail, text: &mut String) {
        if !told.is_empty() {
            *text += "\nTools, each called with one object and awaited:\n";
        }
        let mut declarations = Vec::new();
        for spec in told {
            let place = path(&spec.name).join(".");
            if detail == Detail::Name {
                let _ = writeln!(text, "- tools.{place}");
                continue;
            }
            let (args, mark, result) = call_types(spec, detail.max(Detail::Types), &mut declarations);
            let args = if args == "{}" { String::new() } else { format!("{args}{mark}") };
            let line = first_line(&spec.description);
            let description = if line.is_empty() { line } else { format!(" - {line}") };
            let _ = writeln!(text, "- tools.{place}({args}): {result}{description}");
        }
        for declaration in declarations {
            let _ = writeln!(text, "{declaration}");
        }
        if self.has_references(told) {
            *text += "A `Reference` is a handle of a result that stays outside: pass it to other tools as it is, return it, or \
                      read a part: `await handle.read({ path: 'items[0]', limit: 10 })`.\n";
        }
    }
}

#[cfg(test)]
mod tests;
