//! The one parse: oxc's arena and program.

use std::borrow::Cow;

use enclave_contract::{DiagnosticCode, shortened};
use oxc::{
    allocator::Allocator,
    ast::ast::Program,
    diagnostics::{LabeledSpan, OxcDiagnostic},
    parser::{ParseOptions, Parser},
    span::SourceType,
};

use crate::{
    finding::{Finding, MAX_FINDINGS},
    prescan::Scanned,
};

/// How far back from `>(` the `<` of type arguments is looked for, in bytes.
const MAX_TYPE_ARGUMENTS: usize = 200;

/// A program that has been parsed without errors.
pub(crate) struct Parsed<'a> {
    pub(crate) program: Program<'a>,
    /// Whether the source holds TypeScript's syntax.
    pub(crate) typescript: bool,
    _private: (),
}

/// Parses as JavaScript, then, where that fails, as TypeScript.
///
/// # Errors
/// `PARSE_ERROR` findings of the language that the source looks like: the one whose parser got further.
pub(crate) fn parse<'a>(allocator: &'a Allocator, scanned: &'a Scanned<'_>) -> Result<Parsed<'a>, Vec<Finding>> {
    parse_text(allocator, &scanned.text)
}

/// The same for a text that no pre-scanner saw.
pub(super) fn parse_text<'a>(allocator: &'a Allocator, text: &'a str) -> Result<Parsed<'a>, Vec<Finding>> {
    let javascript = attempt(allocator, text, SourceType::mjs());
    match javascript {
        // `new Set<string>(list)` is also two comparisons, and nobody means those.
        Ok(program) if has_call_with_type_arguments(text) => match attempt(allocator, text, SourceType::ts()) {
            Ok(typed) => Ok(Parsed { program: typed, typescript: true, _private: () }),
            Err(_) => Ok(Parsed { program, typescript: false, _private: () }),
        },
        Ok(program) => Ok(Parsed { program, typescript: false, _private: () }),
        Err(as_javascript) => match attempt(allocator, text, SourceType::ts()) {
            Ok(program) => Ok(Parsed { program, typescript: true, _private: () }),
            Err(as_typescript) => {
                let further = first_place(&as_typescript) > first_place(&as_javascript);
                Err(findings(text, if further { &as_typescript } else { &as_javascript }))
            }
        },
    }
}

fn attempt<'a>(
    allocator: &'a Allocator,
    text: &'a str,
    source_type: SourceType,
) -> Result<Program<'a>, Vec<OxcDiagnostic>> {
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    let parsed = Parser::new(allocator, text, source_type).with_options(options).parse();
    if parsed.panicked || parsed.diagnostics.has_errors() {
        Err(parsed.diagnostics.into_vec())
    } else {
        Ok(parsed.program)
    }
}

fn first_place(diagnostics: &[OxcDiagnostic]) -> u32 {
    diagnostics.iter().map(|diagnostic| place(diagnostic).0).min().unwrap_or(0)
}

/// The span of the label that says where the error is: the last one, since the first may be what it clashes with.
fn place(diagnostic: &OxcDiagnostic) -> (u32, u32) {
    label(diagnostic).map_or((0, 0), |label| (label.span().start, label.span().end))
}

/// The label at the place of the mistake; others show what it clashes with or where a bracket was opened.
fn label(diagnostic: &OxcDiagnostic) -> Option<&LabeledSpan> {
    diagnostic.labels.iter().find(|label| label.primary()).or(diagnostic.labels.last())
}

/// Whether a call in the text may have type arguments: a name, `<`, what types are made of, `>` and `(`.
fn has_call_with_type_arguments(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(2).enumerate().any(|(at, pair)| pair == b">(" && opens_type_arguments(bytes.get(..at).unwrap_or(b"")))
}

fn opens_type_arguments(before: &[u8]) -> bool {
    let mut rest = before.iter().rev().take(MAX_TYPE_ARGUMENTS).peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'<' => {
                return rest
                    .peek()
                    .is_some_and(|byte| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte == b'$');
            }
            b'(' | b')' | b';' | b'=' | b'+' | b'*' | b'%' | b'!' => return false,
            _ => {}
        }
    }
    false
}

/// The findings that a parser's or a semantic checker's diagnostics make.
pub(crate) fn findings(text: &str, diagnostics: &[OxcDiagnostic]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = diagnostics
        .iter()
        .take(MAX_FINDINGS)
        .map(|diagnostic| {
            let place = place(diagnostic);
            let message = message(text, diagnostic, place);
            Finding::error(DiagnosticCode::ParseError, place, message, help(text, diagnostic, place))
        })
        .collect();
    if findings.is_empty() {
        findings.push(Finding::error(
            DiagnosticCode::ParseError,
            (0, 0),
            "the script could not be parsed",
            "write plain JavaScript or TypeScript",
        ));
    }
    findings
}

fn message(text: &str, diagnostic: &OxcDiagnostic, place: (u32, u32)) -> String {
    let message = diagnostic.message.trim_end_matches('.');
    let at_end = place.0 as usize >= text.trim_end().len();
    match message {
        "Unexpected token" | "Unexpected end of file" if at_end => {
            "the script ends in the middle of a statement".to_owned()
        }
        "Unexpected token" => format!("`{}` cannot stand here", token(text, place)),
        "Unexpected JSX expression" => "JSX is not part of the language".to_owned(),
        "Delete of an unqualified identifier in strict mode" => "a variable cannot be deleted".to_owned(),
        _ => match message.split_once(" but found `") {
            // The parser names kinds of tokens; the author knows the token.
            Some((wanted, _)) if !at_end => format!("{} but found `{}`", sentence(wanted), token(text, place)),
            _ => sentence(&message.replace("`EOF`", "the end of the script")),
        },
    }
}

/// The token at a place, shortened so that a message stays one line.
fn token(text: &str, (start, end): (u32, u32)) -> String {
    let token = text.get(start as usize..end as usize).unwrap_or("");
    shortened(token.lines().next().unwrap_or(""), 40)
}

/// Messages begin in lower case, as they are joined to others.
fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(message.chars().skip(1)).collect()
        }
        _ => message.to_owned(),
    }
}

/// What to do about messages that come without help, by how they begin.
const HELPS: &[(&str, &str)] = &[
    ("Unexpected JSX expression", "return plain data (strings, objects, arrays) instead of elements"),
    ("Unexpected end of file", "close every bracket, quote and template literal that is open"),
    ("Unexpected token", "look for a missing bracket, quote, comma or operator at this place or just before it"),
    ("Expected corresponding JSX", "return plain data (strings, objects, arrays) instead of elements"),
    ("Unterminated string", "close the string with the quote that opened it; for several lines use a template literal"),
    ("Unterminated multiline comment", "close the comment with `*/`"),
    ("Unterminated regular expression", "close the regular expression with `/`, or write `\\/` for a slash inside it"),
    ("'with' statements", "name the object at each place: `object.property`"),
    ("Delete of an unqualified", "assign `undefined` to it instead"),
    ("'0'-prefixed octal", "write octal numbers as `0o17` and characters as `\\x0f`"),
    ("Decimals with leading zeros", "remove the leading zeros"),
    ("The keyword", "choose another name"),
    ("Cannot assign to", "choose another name"),
    ("Cannot use `", "choose another name"),
    ("Illegal break", "use `return` to leave a function; `break` belongs into a loop or a `switch`"),
    ("Illegal continue", "`continue` belongs into a loop; use `return` in a callback"),
    ("Jump target cannot cross", "use `return` in a callback, or a `for...of` loop in place of it"),
    ("Use of undefined label", "put `name:` before the loop that is meant"),
    ("Invalid left-hand side", "assign to a variable or a property"),
    ("Cannot assign to this expression", "assign to a variable or a property"),
    ("Export '", "declare it, or return the value instead of exporting it"),
    ("Private identifier", "declare the private field in the class that uses it"),
    ("Private field", "declare the private field in the class that uses it"),
    ("Missing initializer", "add an initial value: ` = …`"),
    ("HTML comments", "write comments as `//` or `/* */`"),
];

fn help(text: &str, diagnostic: &OxcDiagnostic, place: (u32, u32)) -> String {
    let message = &*diagnostic.message;
    if message.contains("has already been declared") {
        return "rename one of the two, or assign to the first without `let` or `const`".to_owned();
    }
    if message.starts_with("Unexpected token") && looks_like_element(text, place) {
        return "JSX is not part of the language: return plain data (strings, objects, arrays) instead of elements"
            .to_owned();
    }
    if let Some((_, help)) = HELPS.iter().find(|(start, _)| message.starts_with(start)) {
        return (*help).to_owned();
    }
    if let Some(help) = &diagnostic.help {
        return sentence(help.trim_end_matches('.'));
    }
    let wanted = label(diagnostic).and_then(|label| label.label()).unwrap_or("");
    match wanted.strip_suffix(" expected") {
        Some(wanted) => {
            format!("write {} here, or look for an open bracket or quote before this place", backticked(wanted))
        }
        None => "correct the syntax at this place".to_owned(),
    }
}

/// A label's list of tokens in backticks, whichever way the parser wrote it.
fn backticked(wanted: &str) -> Cow<'_, str> {
    if wanted.contains('`') { Cow::Borrowed(wanted) } else { Cow::Owned(format!("`{wanted}`")) }
}

/// Whether the place is at a tag such as `<div>` or `</div>`.
fn looks_like_element(text: &str, (start, _): (u32, u32)) -> bool {
    let start = start as usize;
    let before = text.get(..start).unwrap_or("").trim_end();
    let after = text.get(start..).unwrap_or("");
    let opens = after.strip_prefix('<').or_else(|| before.ends_with('<').then_some(after));
    opens.is_some_and(|rest| rest.starts_with(|c: char| c == '/' || c == '>' || c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::LineIndex;

    fn language(text: &str) -> &'static str {
        let allocator = Allocator::default();
        match parse_text(&allocator, text) {
            Ok(parsed) if parsed.typescript => "ts",
            Ok(_) => "js",
            Err(_) => "neither",
        }
    }

    fn refusal(text: &str) -> String {
        let allocator = Allocator::default();
        let findings = parse_text(&allocator, text).err().unwrap_or_default();
        let diagnostics = LineIndex::new(text).diagnostics(findings);
        diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn javascript_is_tried_before_typescript() {
        for text in
            ["return 1", "await x; return await y", "a < b; c > (d)", "for (let i=0;i<n;i++) if (m>(k)) f()", ""]
        {
            assert_eq!(language(text), "js", "{text}");
        }
        for text in [
            "let x: number = 1",
            "interface A { b: string }",
            "enum E { A }",
            "const a = b as const",
            "new Set<string>(list)",
            "const m = make<Map<string, number[]>>(1)",
            "class A { constructor(private x: number) {} }",
            "f<T>(x: T): T",
        ] {
            let text = text.replace("f<T>(x: T): T", "function f<T>(x: T): T { return x }");
            assert_eq!(language(&text), "ts", "{text}");
        }
        assert_eq!(language("const a = <div>x</div>"), "neither");
        assert_eq!(language("let x: = 1"), "neither");
    }

    #[test]
    fn errors_say_what_stands_there_and_what_to_write() {
        let scripts = [
            "const a = [1, 2",
            "const a = {",
            "if (a { b() }",
            "const a = <div>hello</div>;\nreturn a",
            "let x: number = 1;\nlet y: string = ;",
            "const f = () => { await g() };",
            "with (a) { b }",
            "foo(1, 2;\nbar()",
            "return 'abc",
            "const x = 1 2;",
            "let let = 1",
            "const a;",
            "a ?? b || c",
            "function (x) { return x }",
            "var x = 08;",
            "import { a } from b",
            "} else {",
            "const s = `abc",
            "x = = 1",
        ];
        let text: Vec<String> = scripts.iter().map(|script| format!("{script}\n{}\n", refusal(script))).collect();
        insta::assert_snapshot!(text.join("\n"));
    }
}
