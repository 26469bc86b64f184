//! The tools and the language's rules as text for a system prompt.

mod example;
mod types;

use std::{collections::BTreeSet, fmt::Write as _};

use enclave_contract::{Language, PromptOptions, PromptStyle, Settings, ToolSpec};
use serde_json::Value as Json;

pub(crate) use self::types::type_text;
use self::types::{Declarations, Types, capitalized, plain_line, quoted, seen};
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
    /// Shallow types, and the first line of the description; in a list, shallower ones without it.
    Short,
    /// The name.
    Name,
}

/// Levels of nesting, and characters, of shallow types, and of those in a list that must be short.
const SHALLOW: (usize, usize) = (3, 600);
const SHALLOWEST: (usize, usize) = (2, 160);

/// The text for a system prompt. Within a budget it is the first of ever shorter texts that fits; each is whole.
pub(crate) fn tool_prompt(tools: &ToolTable, settings: &Settings, options: &PromptOptions) -> String {
    let wanted = |spec: &&ToolSpec| {
        let patterns = options.tools.as_ref();
        patterns.is_none_or(|patterns| patterns.iter().any(|pattern| matches_name(pattern, &spec.name)))
    };
    let told: Vec<&ToolSpec> = tools.specs().iter().filter(wanted).collect();
    let prompt = Prompt { tools, settings, style: options.style };
    let budget = options.budget_chars.map_or(usize::MAX, |budget| usize::try_from(budget).unwrap_or(usize::MAX));
    let fits = |text: &String| text.chars().count() <= budget;
    let example = example::of(&told, tools, settings).unwrap_or_default();
    for (detail, example) in [
        (Detail::Whole, example.as_str()),
        (Detail::Types, &example),
        (Detail::Types, ""),
        (Detail::Short, ""),
        (Detail::Name, ""),
    ] {
        let text = prompt.write(&told, detail) + example;
        if fits(&text) {
            return text;
        }
    }
    // As many names as fit: a text grows with each.
    let names = |count: usize| prompt.write(told.get(..count).unwrap_or_default(), Detail::Name);
    let (mut least, mut most) = (0, told.len().saturating_sub(1));
    while least < most {
        let half = usize::midpoint(least, most + 1);
        if fits(&names(half)) { least = half } else { most = half - 1 }
    }
    let note = prompt.left_out(tools.specs().len(), Detail::Name);
    [names(least), prompt.rules() + &note, note].into_iter().find(fits).unwrap_or_default()
}

/// A tool in few words: how a script calls it, with shallow types.
pub(crate) fn signature(spec: &ToolSpec, tools: &ToolTable) -> String {
    let CallTypes { args, mark, result } =
        call_types(spec, tools, Extent::Shallow(SHALLOW), &mut Declarations::default());
    format!("tools.{}(args{mark}: {args}): Promise<{result}>", path(&spec.name).join("."))
}

/// A tool's declaration with everything that is known of it.
pub(crate) fn declaration(spec: &ToolSpec, tools: &ToolTable) -> String {
    let mut text = String::new();
    doc(&spec.description, "", &mut text);
    let mut declarations = Declarations::default();
    let CallTypes { args, mark, result } = call_types(spec, tools, Extent::Deep { notes: true }, &mut declarations);
    let _ = write!(text, "tools.{}(args{mark}: {args}): Promise<{result}>", path(&spec.name).join("."));
    for declaration in declarations.texts {
        let _ = write!(text, "\n{declaration}");
    }
    text
}

/// The first line of a description.
pub(crate) fn first_line(description: &str) -> String {
    let line = description.trim().lines().next().unwrap_or_default();
    enclave_contract::shortened(&plain_line(line), MAX_LINE)
}

/// The types of a tool's arguments and result.
struct CallTypes {
    args: String,
    /// `?` where the arguments may be left out.
    mark: &'static str,
    result: String,
}

/// How far types are written out.
#[derive(Clone, Copy, Debug)]
enum Extent {
    Deep {
        notes: bool,
    },
    /// So many levels of nesting and characters.
    Shallow((usize, usize)),
}

fn call_types(spec: &ToolSpec, tools: &ToolTable, extent: Extent, declarations: &mut Declarations) -> CallTypes {
    let prefix: String = path(&spec.name).iter().map(|part| capitalized(&part.replace('_', ""))).collect();
    let mut written = |schema: Option<&Json>, kind: &str| {
        let schema = schema?;
        let notes = matches!(extent, Extent::Deep { notes: true });
        let mut types = Types::new(schema, &format!("{prefix}{kind}"), notes, declarations);
        if let Extent::Shallow((depth, room)) = extent {
            types = types.shallow(depth, room);
        }
        Some(types.write(schema))
    };
    let args = match written(spec.input_schema.as_ref(), "").filter(|text| text != "unknown") {
        Some(args) => args,
        None => "object".to_owned(),
    };
    let result = written(spec.output_schema.as_ref(), "Result").unwrap_or_else(|| "unknown".to_owned());
    let may_be_empty =
        spec.input_schema.is_some() && tools.misfits(&spec.name, &Json::Object(serde_json::Map::new())).is_empty();
    let result = if spec.by_reference { format!("Reference<{result}>") } else { result };
    CallTypes { args, mark: if may_be_empty { "?" } else { "" }, result }
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
    fn write(&self, told: &[&ToolSpec], detail: Detail) -> String {
        let mut text = self.rules();
        let left_out = self.tools.specs().len().saturating_sub(told.len());
        match self.style {
            PromptStyle::Typescript => self.declarations(told, detail, left_out > 0, &mut text),
            PromptStyle::Compact => self.list(told, detail, &mut text),
        }
        text + &self.left_out(left_out, if told.is_empty() { Detail::Whole } else { detail })
    }

    /// How scripts look up what is not said of the tools.
    fn left_out(&self, tools: usize, detail: Detail) -> String {
        let mut text = String::new();
        let described = "`await describe_tool('name')`";
        if tools > 0 {
            let are = if tools == 1 { "tool is" } else { "tools are" };
            let _ = writeln!(
                text,
                "{tools} more {are} not described here: `await search_tools('words')` finds tools, and {described} \
                 describes one."
            );
        } else if !self.tools.specs().is_empty() && detail == Detail::Name {
            let _ = writeln!(text, "Only names are given here: {described} says what a tool takes and gives.");
        } else if !self.tools.specs().is_empty() && detail == Detail::Short {
            let _ = writeln!(text, "The tools are described in short here: {described} says all of one.");
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
        let mut declarations = Declarations::default();
        if !told.is_empty() {
            let names: BTreeSet<&str> = told.iter().map(|spec| spec.name.as_str()).collect();
            let paths: Vec<(Vec<&str>, &str)> = self.tools.paths().filter(|(_, name)| names.contains(name)).collect();
            *text += "declare const tools: {\n";
            self.namespace(&paths, 0, detail, &mut declarations, text);
            *text += "};\n";
        }
        for declaration in declarations.texts {
            let _ = writeln!(text, "{declaration}");
        }
        if detail < Detail::Name && self.has_references(told) {
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
            *text += "declare function sleep(ms: number): Promise<void>;\ndeclare const context: unknown;\n";
        }
        *text += "```\n";
    }

    /// The tools and namespaces at one level; the paths are sorted.
    fn namespace(
        &self,
        paths: &[(Vec<&str>, &str)],
        depth: usize,
        detail: Detail,
        declarations: &mut Declarations,
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
            let extent = match detail {
                Detail::Short => Extent::Shallow(SHALLOW),
                _ => Extent::Deep { notes: detail == Detail::Whole },
            };
            let CallTypes { args, mark, result } = call_types(spec, self.tools, extent, declarations);
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
        let mut declarations = Declarations::default();
        for spec in told {
            let place = path(&spec.name).join(".");
            if detail == Detail::Name {
                let _ = writeln!(text, "- tools.{place}");
                continue;
            }
            let extent = Extent::Shallow(if detail == Detail::Short { SHALLOWEST } else { SHALLOW });
            let CallTypes { args, mark, result } = call_types(spec, self.tools, extent, &mut declarations);
            let args = if args == "{}" { String::new() } else { format!("{args}{mark}") };
            let line = if detail == Detail::Short { String::new() } else { first_line(&spec.description) };
            let description = if line.is_empty() { line } else { format!(" - {line}") };
            let _ = writeln!(text, "- tools.{place}({args}): {result}{description}");
        }
        for declaration in declarations.texts {
            let _ = writeln!(text, "{declaration}");
        }
        if detail < Detail::Name && self.has_references(told) {
            *text += "A `Reference` is a handle of a result that stays outside: pass it to other tools as it is, return it, or \
                      read a part: `await handle.read({ path: 'items[0]', limit: 10 })`.\n";
        }
    }
}

#[cfg(test)]
mod tests;
