use enclave_contract::{Config, DiagnosticCode, Language, Level, LimitsPatch, MAX_SYNTAX_DEPTH, Settings, Severity};
use oxc::{
    allocator::Allocator,
    ast::ast,
    ast_visit::{Visit, walk},
    span::GetSpan,
};
use proptest::prelude::*;

use super::prescan;
use crate::parse::parse;

fn settings() -> Settings {
    Settings::new(&Config { level: Level::Permissive, ..Config::default() }).unwrap()
}

fn deep() -> Settings {
    let limits = LimitsPatch {
        max_nesting: Some(200),
        max_consecutive_operators: Some(200),
        max_line_length: Some(100_000),
        ..LimitsPatch::default()
    };
    Settings::new(&Config { level: Level::Permissive, limits, ..Config::default() }).unwrap()
}

fn codes(source: &str, settings: &Settings) -> Vec<DiagnosticCode> {
    prescan(source, settings)
        .map_or_else(|findings| findings.iter().map(|finding| finding.code).collect(), |_| Vec::new())
}

/// Makes a text of that depth.
type Shape = fn(usize) -> String;

/// Shapes that nest.
const SHAPES: &[(&str, Shape)] = &[
    ("parentheses", |n| format!("{}1{}", "(".repeat(n), ")".repeat(n))),
    ("arrays", |n| format!("{}{}", "[".repeat(n), "]".repeat(n))),
    ("objects", |n| format!("x={}1{}", "{a:".repeat(n), "}".repeat(n))),
    ("blocks", |n| format!("{}{}", "{".repeat(n), "}".repeat(n))),
    ("templates", |n| format!("{}1{}", "`${".repeat(n), "}`".repeat(n))),
    ("arrows", |n| format!("x={}1", "a=>".repeat(n))),
    ("arrow bodies", |n| format!("x={}{}", "()=>{".repeat(n), "}".repeat(n))),
    ("functions", |n| format!("{}{}", "(function(){".repeat(n), "})".repeat(n))),
    ("classes", |n| format!("x={}{}", "class{m(){".repeat(n), "}}".repeat(n))),
    ("extends", |n| format!("x={}class{{}}{}", "class extends ".repeat(n), "{}".repeat(n))),
    ("extends over lines", |n| format!("x={}B{}", "class\nA\nextends ".repeat(n), "{}".repeat(n))),
    ("unary", |n| format!("{}x", "! ".repeat(n))),
    ("typeof", |n| format!("{}x", "typeof\n".repeat(n))),
    ("await", |n| format!("{}x", "await ".repeat(n))),
    ("new", |n| format!("{}x", "new ".repeat(n))),
    ("binary", |n| format!("x{}", "+x".repeat(n))),
    ("binary over lines", |n| format!("x{}", "\n+\nx".repeat(n))),
    ("power", |n| format!("x{}", "**x".repeat(n))),
    ("logical", |n| format!("x{}", "&&x".repeat(n))),
    ("ternaries", |n| format!("{}1", "a?b:".repeat(n))),
    ("assignments", |n| format!("{}1", "a=".repeat(n))),
    ("else if", |n| format!("if(a){{}}{}", "else if(a){}".repeat(n))),
    ("else if without blocks", |n| format!("if(a)b;{}", "else if(a)b;".repeat(n))),
    ("if if", |n| format!("{}x", "if(a)".repeat(n))),
    ("for for", |n| format!("{}x", "for(;;)".repeat(n))),
    ("do", |n| format!("{}x;{}", "do ".repeat(n), "while(a);".repeat(n))),
    ("labels", |n| format!("{}x", (0..n).map(|i| format!("l{i}:")).collect::<String>())),
    ("members", |n| format!("a{}", ".b".repeat(n))),
    ("members over lines", |n| format!("a{}", "\n.b".repeat(n))),
    ("optional members", |n| format!("a{}", "?.b".repeat(n))),
    ("indexes", |n| format!("a{}", "[0]".repeat(n))),
    ("calls", |n| format!("a{}", "()".repeat(n))),
    ("tagged templates", |n| format!("a{}", "`b`".repeat(n))),
    ("tagged templates over lines", |n| format!("a{}", "\n`b`".repeat(n))),
    ("type arguments", |n| format!("let x:{}A{}", "A<".repeat(n), ">".repeat(n))),
    ("type arguments with commas", |n| format!("let x:{}A{}", "A<B,".repeat(n), ">".repeat(n))),
    ("as", |n| format!("x{}", " as A".repeat(n))),
    ("as over lines", |n| format!("x{}", "\nas\nA".repeat(n))),
    ("satisfies", |n| format!("x{}", " satisfies A".repeat(n))),
    ("non-null", |n| format!("x{}", "!".repeat(n))),
    ("assertions", |n| format!("{}x", "<A>".repeat(n))),
    ("keyof", |n| format!("let x:{}A", "keyof\n".repeat(n))),
    ("array types", |n| format!("let x:A{}", "[]".repeat(n))),
    ("function types", |n| format!("let x:{}A", "()=>".repeat(n))),
    ("conditional types", |n| format!("type X={}A", "A extends B?C:".repeat(n))),
    ("yield", |n| format!("function*g(){{{}x}}", "yield ".repeat(n))),
    ("destructuring", |n| format!("const {}a{}=x", "{a:".repeat(n), "}".repeat(n))),
    ("defaults", |n| format!("x={}1{}", "(a=".repeat(n), ")=>1".repeat(n))),
    ("comma in arrows", |n| format!("x={}1{}", "[a=>".repeat(n), "]".repeat(n))),
];

/// The largest depth of a shape that passes.
fn limit_of(shape: fn(usize) -> String, settings: &Settings) -> usize {
    let (mut low, mut high) = (0_usize, 25_000_usize);
    while low < high {
        let middle = (low + high).div_ceil(2);
        let passes = prescan(&shape(middle), settings).is_ok();
        (low, high) = if passes { (middle, high) } else { (low, middle - 1) };
    }
    low
}

/// Every shape at the limit passes through every recursive layer on the thread's stack, and one past it is refused.
#[test]
fn the_deepest_program_of_each_shape_overflows_no_stack() {
    let settings = deep();
    // The least of the threads that production runs on.
    let small = std::thread::Builder::new().stack_size(512 << 10);
    let run = small.spawn(move || {
        for (name, shape) in SHAPES {
            let most = limit_of(*shape, &settings);
            assert!((30..=MAX_SYNTAX_DEPTH as usize).contains(&most), "{name}: {most}");
            let past = codes(&shape(most + 1), &settings);
            let expected =
                [DiagnosticCode::NestingTooDeep, DiagnosticCode::ExpressionTooLong, DiagnosticCode::OperatorRun];
            assert!(past.len() == 1 && expected.contains(&past[0]), "{name}: {past:?}");
            // Whether a rule refuses it does not matter; that every layer comes back does.
            let tools = crate::tools::ToolTable::new(Vec::new(), true).unwrap();
            if let Ok(approved) = crate::pipeline::approve(&shape(most), &settings, &tools) {
                drop(enclave_sandbox::compile(&approved.code));
            }
            let wide = format!("{}{}", "[".repeat(190), shape(limit_of(*shape, &settings) / 2));
            drop(crate::pipeline::approve(&wide, &settings, &tools));
        }
    });
    run.unwrap().join().unwrap();
}

#[test]
fn ordinary_long_programs_pass() {
    let settings = Settings::new(&Config::default()).unwrap();
    let lines = |line: &str, count| line.repeat(count);
    for source in [
        lines("const a = b(c)\n", 9_000),
        lines("a.b.c = d + 1\n", 9_000),
        format!("x = [{}]", lines("1,\n", 9_000)),
        format!("x = {{{}}}", lines("a: 'b',\n", 9_000)),
        format!("switch (x) {{{}}}", lines("case 1: return 2\n", 4_000)),
        format!("class A {{{}}}", lines("method(a) { return a }\n", 900)),
        lines("if (a) { b() } else { c() }\n", 4_000),
        lines("function f(a) { return a }\n", 4_000),
        format!("x = '' {}", lines("+ 'text'\n", 300)),
        format!("x = a{}", lines(".then((b) => b)\n", 150)),
        format!("interface A {{{}}}", lines("a: string\n", 4_000)),
        lines("for (const a of b) c(a);\n", 4_000),
        lines("export const a = 1;\n", 1),
    ] {
        assert_eq!(codes(&source, &settings), [], "{}", &source[..60]);
    }
}

#[test]
fn limits_have_their_codes_and_messages() {
    let limits = LimitsPatch {
        max_input_bytes: Some(200),
        max_line_length: Some(60),
        max_lines: Some(5),
        max_nesting: Some(3),
        max_consecutive_operators: Some(4),
        max_regexes: Some(2),
        max_regex_length: Some(10),
        max_string_bytes: Some(20),
        max_total_string_bytes: Some(40),
        ..LimitsPatch::default()
    };
    let standard = Settings::new(&Config { limits: limits.clone(), ..Config::default() }).unwrap();
    let agentscript =
        Settings::new(&Config { limits, language: Some(Language::Agentscript), ..Config::default() }).unwrap();
    let mut out = String::new();
    for (source, settings) in [
        ("x".repeat(201), &standard),
        (format!("x = {}1", "1 + ".repeat(20)), &standard),
        ("a\n".repeat(6), &standard),
        ("((((1))))".to_owned(), &standard),
        ("!!!!!x".to_owned(), &standard),
        ("a + + + + +b".to_owned(), &standard),
        ("/a/;/b/;/c/".to_owned(), &standard),
        ("/abcdefghijk/".to_owned(), &standard),
        (format!("'{}'", "x".repeat(21)), &standard),
        (format!("'{0}'+'{0}'+'{0}'", "x".repeat(13)), &standard),
        ("a\0b".to_owned(), &standard),
        ("a = '\u{202e}x'".to_owned(), &standard),
        ("/(a+)+/".to_owned(), &standard),
        ("/a/".to_owned(), &agentscript),
        ("(1".to_owned(), &standard),
        ("1)".to_owned(), &standard),
        ("(1]".to_owned(), &standard),
        ("'a".to_owned(), &standard),
        ("`a${b".to_owned(), &standard),
        ("/* a".to_owned(), &standard),
        ("a = /b".to_owned(), &standard),
        ("if (a) {} /b/.test(c)".to_owned(), &standard),
        ("a <!-- b".to_owned(), &standard),
    ] {
        for finding in prescan(&source, settings).unwrap_err() {
            out += &format!(
                "{} {}..{} {} | {}\n",
                finding.code, finding.start, finding.end, finding.message, finding.help
            );
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn brackets_in_texts_do_not_count() {
    let settings = Settings::new(&Config {
        limits: LimitsPatch { max_nesting: Some(4), ..LimitsPatch::default() },
        ..Config::default()
    })
    .unwrap();
    for source in [
        "'((((((('",
        "\"{{{{{{{\" + '[[[[[\\'[[['",
        "`((((((${1}))))))`",
        "`${`${1}((((((`}`",
        "// ((((((((\n1",
        "/* {{{{{{{ */ 1",
        "/[(((((({{{]/.test(x)",
        "x = a / b / c; y = /\\(\\(\\(\\(\\(/",
        "if (x) /\\(\\(\\(\\(\\(\\(/.test(y)",
        "return /\"((((((/",
        "a++ / 2 / '((((((('",
        "x.return / 2; '(((((('",
        "(a) / 2; '(((((('",
        "x => /'\\(\\(\\(\\(\\(/",
    ] {
        let found = codes(source, &settings);
        assert!(found.iter().all(|code| *code == DiagnosticCode::RegexRedos), "{source}: {found:?}");
    }
}

#[test]
fn rules_that_need_no_parser_are_met_by_their_examples_and_can_be_set() {
    let with = |code: DiagnosticCode, setting: &str| {
        let rules = format!(r#"{{"rules":{{"{code}":"{setting}"}}}}"#);
        Settings::new(&Config::from_json(&rules).unwrap()).unwrap()
    };
    for rule in &super::RULES {
        for source in rule.bad {
            assert_eq!(codes(source, &with(rule.code, "error")).first(), Some(&rule.code), "{source}");
            assert_eq!(
                codes(source, &Settings::new(&Config::default()).unwrap()).first(),
                Some(&rule.code),
                "{source}"
            );
            assert!(prescan(source, &with(rule.code, "off")).unwrap().findings.is_empty(), "{source}");
            assert_eq!(prescan(source, &with(rule.code, "warn")).unwrap().findings[0].severity, Severity::Warning);
        }
        for source in rule.good {
            assert_eq!(codes(source, &with(rule.code, "error")), [], "{source}");
        }
    }
}

/// Regular expressions as oxc has them, by place.
#[derive(Default)]
struct Literals(Vec<(u32, u32)>);

impl<'a> Visit<'a> for Literals {
    fn visit_reg_exp_literal(&mut self, it: &ast::RegExpLiteral<'a>) {
        self.0.push((it.span().start, it.span().end));
        walk::walk_reg_exp_literal(self, it);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    /// Whatever the text: no panic; and where the parser takes it, the scanner saw the same regular expressions.
    /// (Each is found once and named in a finding, since the limits allow none.)
    #[test]
    fn the_scanner_and_the_parser_see_the_same_regular_expressions(parts in prop::collection::vec(prop::sample::select(vec![
        "a", "b ", "1", "/", "/ ", "/x/", "/[/]/g", "(", ")", "{", "}", "[", "]", "'s'", "`", "${", "}`", "\n", ";", ",",
        "if(", "while(", "for(;;)", "return ", "typeof ", "++", "--", "!", "=", "=>", "?", ":", ".", "?.", "of ", "in ",
        "<", ">", "+", "-", "*", "//c\n", "/*c*/", "function f(){", "class A{", "async ", "await ", "new ", "as ", "else ",
        "do ", "case ", "x.return", "let ", "\\u0061", "é", "\"'\"", "yield ", "\u{2028}", "break ", "get ", "static ",
    ]), 1..14)) {
        let source: String = parts.concat();
        let mut settings = settings();
        settings.limits.max_regex_length = 0;
        settings.limits.max_regexes = u64::MAX - 1;
        let found = prescan(&source, &settings);
        let scanned: Vec<(u32, u32)> = match &found {
            Ok(_) => Vec::new(),
            Err(findings) if findings.iter().any(|finding| finding.code != DiagnosticCode::RegexLimit) => return Ok(()),
            Err(findings) => findings.iter().map(|finding| (finding.start, finding.end)).collect(),
        };
        let open = super::Scanned { text: std::borrow::Cow::Borrowed(&source), depth: 0, findings: Vec::new(), _private: () };
        let allocator = Allocator::default();
        if let Ok(parsed) = parse(&allocator, &open) {
            let mut literals = Literals::default();
            literals.visit_program(&parsed.program);
            literals.0.sort_unstable();
            prop_assert_eq!(scanned, literals.0, "{}", source);
        }
    }

    #[test]
    fn any_text_is_scanned_without_a_panic(source in "\\PC{0,80}") {
        let _ = prescan(&source, &settings());
    }
}
