//! The static layers in order: one path, each layer once.

use enclave_contract::{
    Diagnostic, DiagnosticCode, ErrorCode, Failure, Position, Score, Settings, Severity, Span, frame::CompileError,
};
use oxc::allocator::Allocator;

use crate::{
    finding::{Finding, LineIndex},
    parse::parse,
    prescan::prescan,
    score::{Features, blocks, score},
    tools::ToolTable,
    transform::{PositionMap, transform},
    validate::{Explanation, explain, regex_literals, validate},
};

/// A script that passed layers 0 to 3.
#[derive(Debug)]
pub(crate) struct Approved {
    /// The code for the engine.
    pub(crate) code: String,
    /// The way back to the author's places.
    pub(crate) map: PositionMap,
    /// The source, its code fence blanked out, to explain errors with.
    source: Box<str>,
    /// The depth of its syntax tree.
    depth: u32,
    /// Warnings.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The gate's verdict.
    pub(crate) score: Option<Score>,
    _private: (),
}

#[cfg(test)]
impl Approved {
    /// A script that no layer saw, to try layer 4 alone.
    pub(crate) fn unchecked(code: String) -> Self {
        Self {
            code,
            map: PositionMap::default(),
            source: Box::default(),
            depth: 0,
            diagnostics: Vec::new(),
            score: None,
            _private: (),
        }
    }
}

/// The static layer that refuses a script.
#[cfg(test)]
pub(crate) fn refusing_layer(source: &str, settings: &Settings, tools: &ToolTable) -> u8 {
    let Ok(scanned) = prescan(source, settings) else { return 0 };
    on_stack_for(scanned.depth, || {
        let allocator = Allocator::default();
        let parsed = parse(&allocator, &scanned);
        if parsed.is_ok_and(|parsed| validate(parsed, settings, tools).is_ok()) { 2 } else { 1 }
    })
}

/// A script that a static layer refused.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) failure: Failure,
    pub(crate) score: Option<Score>,
}

/// Layers 0 to 3.
pub(crate) fn approve(source: &str, settings: &Settings, tools: &ToolTable) -> Result<Approved, Box<Refused>> {
    let scanned = prescan(source, settings).map_err(|findings| refused(source, findings))?;
    on_stack_for(scanned.depth, || {
        let allocator = Allocator::default();
        let mut warnings = scanned.findings.clone();
        let parsed = parse(&allocator, &scanned).map_err(|findings| refused(source, findings))?;
        let validated = validate(parsed, settings, tools).map_err(|findings| refused(source, findings))?;
        warnings.extend_from_slice(&validated.findings);
        let features = Features::of(&validated);
        let transformed = transform(&allocator, validated, settings).map_err(|findings| refused(source, findings))?;
        let score = score(&features, settings);
        if let Some(score) = score.as_ref().filter(|score| blocks(score, settings)) {
            return Err(blocked(score, settings));
        }
        Ok(Approved {
            code: transformed.code,
            map: transformed.map,
            source: scanned.text.as_ref().into(),
            depth: scanned.depth,
            diagnostics: LineIndex::new(source).diagnostics(warnings),
            score,
            _private: (),
        })
    })
}

impl Approved {
    /// The source, its code fence blanked out.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Says of a failure what in the script it comes from, and what to write instead.
    pub(crate) fn explain(&self, failure: &mut Failure, tools: &ToolTable) {
        let index = LineIndex::new(&self.source);
        let place = failure.line.zip(failure.column).map(|(line, column)| Position { line, column });
        if failure.code == ErrorCode::ExecutionError && !self.source.is_empty() {
            let offset = place.map(|place| index.offset(place));
            let Explanation { offset, help } =
                on_stack_for(self.depth, || explain(&self.source, offset, &failure.message, tools));
            failure.help = help;
            if let Some(place) = offset.map(|offset| index.position(offset)) {
                failure.line = Some(place.line);
                failure.column = Some(place.column);
            }
        }
        if failure.help.is_empty() {
            failure.help = failure.code.help().to_owned();
        }
        if let (Some(line), Some(column)) = (failure.line, failure.column) {
            let start = Position { line, column };
            failure.snippet = index.snippet(Span { start, end: start });
        }
    }
}

/// The refusal that the scoring gate makes.
fn blocked(score: &Score, settings: &Settings) -> Box<Refused> {
    let signals: Vec<String> =
        score.signals.iter().map(|signal| format!("{} (+{})", signal.name, signal.points)).collect();
    let message = format!(
        "the script scores {} and is blocked from {}: {}",
        score.total,
        settings.scoring.block,
        signals.join(", ")
    );
    let mut failure = Failure::new(ErrorCode::ScoringBlocked, message);
    failure.line = score.signals.iter().find_map(|signal| signal.line);
    Box::new(Refused { failure, score: Some(score.clone()) })
}

/// The refusal of a script that the engine's compiler refuses although the parser took it. `compiles` asks the compiler.
pub(crate) fn not_compiled(
    source: &str,
    approved: &Approved,
    error: CompileError,
    compiles: impl FnMut(&str) -> Result<(), CompileError>,
) -> Box<Refused> {
    let place = error.place.and_then(|(line, column)| approved.map.lookup(line, column));
    let index = LineIndex::new(source);
    let at = place.map_or(0, |place| index.offset(place));
    if let Some((span, message)) = error.place.is_none().then(|| wrong_regex(approved, compiles)).flatten() {
        let message = format!("this is not a regular expression: {message}");
        let help = "write `\\` before characters that stand for themselves, and close every group and class";
        let finding = Finding::error(DiagnosticCode::ParseError, span, message, help);
        return refused(source, vec![finding]);
    }
    let finding = Finding::error(
        DiagnosticCode::ParseError,
        (at, at),
        error.message,
        "write this in another way; the engine does not take it",
    );
    let mut refused = refused(source, vec![finding]);
    refused.failure.code = error.code;
    refused
}

/// The regular expression that the engine does not take, and why.
fn wrong_regex(
    approved: &Approved,
    mut compiles: impl FnMut(&str) -> Result<(), CompileError>,
) -> Option<((u32, u32), String)> {
    let literals = on_stack_for(approved.depth, || regex_literals(&approved.source));
    literals.into_iter().find_map(|(start, end)| {
        let literal = approved.source.get(start as usize..end as usize)?;
        Some(((start, end), compiles(&format!("({literal})")).err()?.message))
    })
}

/// Stack that one level of the syntax tree takes in the worst layer, with room to spare; measured without
/// optimization, where it is largest.
const STACK_PER_LEVEL: usize = 24 << 10;
/// Stack that the layers take for a flat program.
const STACK_BASE: usize = 256 << 10;

/// Runs the recursive layers on a stack that is large enough for a tree of that depth.
pub(crate) fn on_stack_for<R>(depth: u32, layers: impl FnOnce() -> R) -> R {
    let needed = STACK_BASE + depth as usize * STACK_PER_LEVEL;
    stacker::maybe_grow(needed, needed, layers)
}

/// The refusal that a layer's findings make.
fn refused(source: &str, findings: Vec<Finding>) -> Box<Refused> {
    let diagnostics = LineIndex::new(source).diagnostics(findings);
    let mut errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let mut failure = Failure::new(ErrorCode::ValidationError, "the script was refused");
    if let Some(first) = errors.next() {
        let more = errors.count();
        failure.message = match more {
            0 => first.message.clone(),
            _ => format!("{} (and {more} more)", first.message),
        };
        failure.line = Some(first.span.start.line);
        failure.column = Some(first.span.start.column);
    }
    failure.diagnostics = diagnostics;
    Box::new(Refused { failure, score: None })
}
