//! What the fuzz targets and their short runs try, each with an oracle that is stronger than "did not crash". Not part of
//! a release: built for tests and with the feature `fuzzing`.

pub(crate) mod engine;
mod frames;
pub mod grammar;
mod values;

use std::{
    str,
    time::{Duration, Instant},
};

use enclave_contract::{
    Call, CallKind, Config, DANGEROUS_KEYS, Diagnostic, ErrorCode, Isolation, Level, LimitsPatch, Outcome, Settings,
    ToolSpec, Value,
};
use oxc::{
    allocator::Allocator,
    ast::AstKind,
    ast_visit::Visit,
    parser::{ParseOptions, Parser},
    span::SourceType,
};

pub use frames::frames_come_back;

use crate::{
    Enclave, RunOptions, Session, Step, ToolFailure, finding::LineIndex, parse::parse_text, pipeline, prescan::prescan,
    tools::ToolTable,
};

/// How long one run may take beyond its limit before it counts as hanging; wide, since machines are shared.
const PATIENCE: Duration = Duration::from_secs(20);

/// The settings that a first byte chooses, and the script behind it.
fn script(bytes: &[u8]) -> Option<(Settings, &str)> {
    let (first, rest) = bytes.split_first()?;
    let level = [Level::Standard, Level::Secure, Level::Strict, Level::Permissive][usize::from(first % 4)];
    Some((settings(level), str::from_utf8(rest).ok()?))
}

fn settings(level: Level) -> Settings {
    Settings::new(&Config { level, ..Config::default() }).unwrap()
}

fn tools() -> Vec<ToolSpec> {
    ["users:list", "users:get", "echo", "add"].map(ToolSpec::new).into()
}

/// Diagnostics point into the source and can be shown.
fn shown(source: &str, diagnostics: &[Diagnostic]) {
    let index = LineIndex::new(source);
    for diagnostic in diagnostics {
        let (start, end) = (index.offset(diagnostic.span.start), index.offset(diagnostic.span.end));
        assert!(start <= end && end as usize <= source.len(), "{diagnostic:?}");
        assert!(!diagnostic.message.is_empty() && !diagnostic.help.is_empty(), "{diagnostic:?}");
        assert!(!diagnostic.to_string().chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{diagnostic:?}");
    }
}

/// Layer 0: the depth that it foretells bounds the depth of the tree, and what it blanks keeps its length.
pub fn prescan_bounds_the_tree(bytes: &[u8]) {
    let Some((settings, source)) = script(bytes) else { return };
    match prescan(source, &settings) {
        Ok(scanned) => {
            assert_eq!(scanned.text.len(), source.len());
            shown(source, &LineIndex::new(source).diagnostics(scanned.findings.clone()));
            pipeline::on_stack_for(scanned.depth, || {
                let allocator = Allocator::default();
                if let Ok(parsed) = parse_text(&allocator, &scanned.text) {
                    let mut depth = Depth::default();
                    depth.visit_program(&parsed.program);
                    // One bracket can be a few nodes: an arrow is a function, its body, a statement and a value.
                    assert!(depth.most <= 64 + 16 * scanned.depth, "{} of {}: {source}", depth.most, scanned.depth);
                }
            });
        }
        Err(findings) => shown(source, &LineIndex::new(source).diagnostics(findings)),
    }
}

#[derive(Default)]
struct Depth {
    now: u32,
    most: u32,
}

impl<'a> Visit<'a> for Depth {
    fn enter_node(&mut self, _: AstKind<'a>) {
        self.now += 1;
        self.most = self.most.max(self.now);
    }

    fn leave_node(&mut self, _: AstKind<'a>) {
        self.now -= 1;
    }
}

/// Layers 0 to 2: what passes has none of the words that no script may have, and what is printed parses again.
pub fn what_passes_is_clean(bytes: &[u8]) {
    let Some((settings, source)) = script(bytes) else { return };
    match pipeline::approve(source, &settings, &ToolTable::new(tools(), false).unwrap()) {
        Ok(approved) => {
            shown(source, &approved.diagnostics);
            let allocator = Allocator::default();
            let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
            let parsed = pipeline::on_stack_for(enclave_contract::MAX_SYNTAX_DEPTH, || {
                Parser::new(&allocator, &approved.code, SourceType::cjs()).with_options(options).parse()
            });
            assert!(parsed.diagnostics.is_empty(), "{source}\n{}\n{:?}", approved.code, parsed.diagnostics);
            if settings.level < Level::Standard {
                pipeline::on_stack_for(enclave_contract::MAX_SYNTAX_DEPTH, || {
                    Clean(source).visit_program(&parsed.program)
                });
            }
        }
        Err(refused) => {
            assert!(!refused.failure.diagnostics.is_empty(), "{:?}", refused.failure);
            shown(source, &refused.failure.diagnostics);
        }
    }
}

struct Clean<'s>(&'s str);

impl<'a> Visit<'a> for Clean<'_> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        let key = match kind {
            AstKind::StaticMemberExpression(member) => member.property.name.as_str(),
            AstKind::IdentifierReference(it) if matches!(it.name.as_str(), "eval" | "Function" | "globalThis") => {
                "eval"
            }
            AstKind::ImportExpression(_) | AstKind::WithStatement(_) => "import",
            _ => return,
        };
        // `typeof` may ask for any name.
        let harmless = self.0.contains("typeof");
        let dangerous = DANGEROUS_KEYS.contains(&key) || key == "eval" || key == "import";
        assert!(!dangerous || harmless, "{key} passed: {}", self.0);
    }
}

/// The marshaller: what goes in comes out the same, but for what it is to drop.
pub fn values_come_back(bytes: &[u8]) {
    let value = values::value(bytes);
    let enclave = Enclave::new(Config::default(), Value::Undefined).unwrap();
    let options = RunOptions { context: Some(value.clone()), seed: Some(1), ..RunOptions::default() };
    let outcome = drive(enclave.start("return context", options).unwrap(), answer);
    match outcome.result {
        Ok(found) => assert!(values::same(&found, &values::kept(&value)), "{found:?} instead of {value:?}"),
        Err(failure) => assert_eq!(failure.code, ErrorCode::OutputTooLarge, "{value:?}: {failure}"),
    }
}

/// The whole pipeline on text: it ends in time, within its memory, without a defect, and says nothing of the host.
pub fn runs_end(bytes: &[u8]) {
    let Some((settings, source)) = script(bytes) else { return };
    ends(source, settings.level);
}

/// The transform on a program of the grammar: it logs, calls, gives and throws what it did before.
pub fn programs_keep_their_meaning(bytes: &[u8]) {
    let source = grammar::program(bytes);
    let before = engine::run_all("", &engine::untouched(&source), "").without_places();
    let code = crate::transform::alone(&source, false).unwrap().code;
    let after = engine::run_all("", &code, engine::GRUDGING_HELPERS).without_places();
    assert!(
        before.refused() || before.ran_out() || after.ran_out() || before == after,
        "{before:?} became {after:?}\n{source}\n{code}"
    );
}

/// The whole pipeline on a program of the grammar.
pub fn programs_end(bytes: &[u8]) {
    let program = grammar::program(bytes);
    ends(
        &format!(
            "const log = value => {{ console.log(value) }}; const call = value => callTool('echo', {{ value }});\n{program}"
        ),
        Level::Standard,
    );
}

fn ends(source: &str, level: Level) {
    let limits = LimitsPatch { timeout_ms: Some(100), cpu_ms: Some(100), ..LimitsPatch::default() };
    let enclave = Enclave::new(
        Config { level, isolation: Some(Isolation::InProcess), limits, tools: tools(), ..Config::default() },
        Value::Undefined,
    )
    .unwrap();
    let begun = Instant::now();
    let outcome = match enclave.start(source, RunOptions { seed: Some(1), ..RunOptions::default() }) {
        Ok(session) => drive(session, answer),
        Err(rejection) => *rejection.0,
    };
    assert!(begun.elapsed() < PATIENCE, "{:?}: {source}", begun.elapsed());
    assert!(outcome.stats.memory_peak_bytes <= 2 * enclave.settings().limits.memory_bytes + (8 << 20), "{source}");
    if let Err(failure) = &outcome.result {
        assert_ne!(failure.code, ErrorCode::Internal, "{source}: {failure}");
        assert!(!failure.message.contains(env!("CARGO_MANIFEST_DIR")), "{source}: {failure}");
        shown(source, &failure.diagnostics);
    }
    if let Ok(value) = outcome.result {
        // What came out is data: it goes in again and comes back.
        let options = RunOptions { context: Some(value.clone()), ..RunOptions::default() };
        let again = drive(enclave.start("return context", options).unwrap(), answer);
        if let Ok(again) = again.result {
            assert!(values::same(&again, &values::kept(&value)), "{again:?} instead of {value:?}");
        }
    }
}

/// Every fifth call fails; the others give back their arguments.
fn answer(call: Call) -> Result<Value, ToolFailure> {
    if call.id.is_multiple_of(5) {
        return Err(ToolFailure { code: "BUSY".into(), message: "busy".into(), data: Value::Undefined });
    }
    Ok(call.args)
}

/// Runs a session to its end with what `answer` gives for each call.
pub(crate) fn drive(mut session: Session, mut answer: impl FnMut(Call) -> Result<Value, ToolFailure>) -> Outcome {
    loop {
        match session.advance() {
            Step::Done(outcome) => return *outcome,
            Step::Waiting { calls, wake_in } => {
                if calls.is_empty() {
                    std::thread::sleep(wake_in.unwrap().min(Duration::from_millis(20)));
                }
                for call in calls {
                    let id = call.id;
                    match &call.kind {
                        CallKind::Tool => {}
                        CallKind::Approval { hash, .. } => {
                            let little =
                                matches!(call.args.get("amount"), Some(Value::Number(amount)) if *amount < 10.0);
                            let decided =
                                if little { session.approve(id, Some(hash)) } else { session.deny(id, "too much") };
                            decided.unwrap();
                            continue;
                        }
                        CallKind::Policy { .. } => {
                            session.judge(id, false).unwrap();
                            continue;
                        }
                    }
                    match answer(call) {
                        Ok(value) => session.resolve(id, value).unwrap(),
                        Err(failure) => session.reject(id, failure).unwrap(),
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What bytes are replaced by.
    const BYTES: &[u8] = b"(){}[]`'\"/\\.,;=+*$_ \n0aA\xc3\xff";

    /// Every script of the corpus, and each so often with some bytes changed.
    fn each_seed(changes: u64, target: fn(&[u8])) {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");
        for folder in ["accept", "fail", "reject", "attack"] {
            let mut files: Vec<_> =
                fs::read_dir(format!("{root}/{folder}")).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.sort();
            for (index, file) in files.iter().enumerate() {
                let mut seed = vec![u8::try_from(index % 4).unwrap()];
                seed.extend(fs::read(file).unwrap());
                for change in 0..changes {
                    target(&changed(&seed, change));
                }
            }
        }
    }

    /// The seed with some of its bytes replaced, repeated or dropped.
    fn changed(seed: &[u8], change: u64) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        let mut state = change.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ seed.len() as u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below.max(1) as u64) as usize
        };
        for _ in 0..change.min(6) {
            if bytes.len() < 2 {
                break;
            }
            let at = 1 + next(bytes.len() - 1);
            match next(4) {
                0 => bytes[at] = BYTES[next(BYTES.len())],
                1 => drop(bytes.remove(at)),
                2 => {
                    let end = (at + next(40)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    let to = 1 + next(bytes.len() - 1);
                    bytes.splice(to..to, part);
                }
                _ => {
                    let end = (at + next(20)).min(bytes.len());
                    bytes.drain(at..end);
                }
            }
        }
        bytes
    }

    #[test]
    fn prescan() {
        each_seed(10, prescan_bounds_the_tree);
    }

    #[test]
    fn validate_and_transform() {
        each_seed(10, what_passes_is_clean);
    }

    #[test]
    fn marshal() {
        each_seed(2, values_come_back);
    }

    #[test]
    fn pipeline_on_texts() {
        each_seed(2, |bytes| runs_end(&bytes[..bytes.len().min(2_000)]));
    }

    #[test]
    fn transform() {
        each_seed(1, programs_keep_their_meaning);
    }

    #[test]
    fn pipeline_on_programs() {
        each_seed(1, programs_end);
    }
}
