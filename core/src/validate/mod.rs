//! Layer 1: dangerous or unknown constructs are refused.
//!
//! The semantic model lists every node of the program with its parent; one pass over that list asks each rule. The
//! rules stand in `rules/`, by what they look at.

mod fold;
mod globals;
mod presets;
mod rules;

#[cfg(test)]
mod tests;

use enclave_contract::{DiagnosticCode, Language, Level, RuleSetting, Settings, Severity};
use oxc::{
    ast::{AstKind, ast::Program},
    semantic::{NodeId, Scoping, Semantic, SemanticBuilder},
    span::{GetSpan, Span},
};

pub(crate) use globals::nearest;
pub(crate) use presets::check as check_rules;

use crate::{
    finding::{Finding, MAX_FINDINGS},
    parse::Parsed,
    tools::ToolTable,
};

/// A program that breaks no rule.
pub(crate) struct Validated<'a> {
    pub(crate) program: Program<'a>,
    pub(crate) scoping: Scoping,
    pub(crate) typescript: bool,
    /// Warnings.
    pub(crate) findings: Vec<Finding>,
    _private: (),
}

/// Runs the rules of the settings.
pub(crate) fn validate<'a>(
    parsed: Parsed<'a>,
    settings: &Settings,
    tools: &ToolTable,
) -> Result<Validated<'a>, Vec<Finding>> {
    let built = SemanticBuilder::new().with_build_nodes(true).with_check_syntax_error(true).build(&parsed.program);
    let syntax = crate::parse::findings(built.diagnostics.errors());
    if !syntax.is_empty() {
        return Err(syntax);
    }
    let mut check = Check { semantic: &built.semantic, settings, tools, findings: Vec::new() };
    for node in built.semantic.nodes().iter() {
        rules::check(&mut check, node.kind(), node.id());
        if check.findings.len() >= MAX_FINDINGS {
            break;
        }
    }
    let findings = check.findings;
    let scoping = built.semantic.into_scoping();
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    Ok(Validated { program: parsed.program, scoping, typescript: parsed.typescript, findings, _private: () })
}

/// What a rule sees.
struct Check<'s, 'a> {
    semantic: &'s Semantic<'a>,
    settings: &'s Settings,
    tools: &'s ToolTable,
    findings: Vec<Finding>,
}

impl<'a> Check<'_, 'a> {
    /// Adds a finding, unless the settings switch its rule off or the place has one already (one cause, one finding).
    fn find(&mut self, code: DiagnosticCode, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let setting = self.settings.rules.get(&code).copied().unwrap_or(RuleSetting::Error);
        let place = (span.start, span.end);
        if setting == RuleSetting::Off || self.findings.iter().any(|finding| finding.start == place.0) {
            return;
        }
        self.findings.push(match setting {
            RuleSetting::Warn => Finding::warning(code, place, message, help),
            _ => Finding::error(code, place, message, help),
        });
    }

    fn agentscript(&self) -> bool {
        self.settings.language == Language::Agentscript
    }

    /// Whether the idioms pass that models write.
    fn allows_idioms(&self) -> bool {
        !self.agentscript() && self.settings.level >= Level::Standard
    }

    fn parent(&self, node: NodeId) -> (AstKind<'a>, NodeId) {
        let parent = self.semantic.nodes().parent_id(node);
        (self.semantic.nodes().kind(parent), parent)
    }

    /// The nearest parent that is not a parenthesis, a TypeScript wrapper or a chain's shell.
    fn meaningful_parent(&self, node: NodeId) -> (AstKind<'a>, NodeId) {
        let (mut kind, mut id) = self.parent(node);
        while matches!(
            kind,
            AstKind::ParenthesizedExpression(_)
                | AstKind::ChainExpression(_)
                | AstKind::TSAsExpression(_)
                | AstKind::TSSatisfiesExpression(_)
                | AstKind::TSNonNullExpression(_)
                | AstKind::TSTypeAssertion(_)
        ) {
            (kind, id) = self.parent(id);
        }
        (kind, id)
    }

    /// Whether an identifier is one that the script declares nowhere.
    fn is_global(&self, identifier: &oxc::ast::ast::IdentifierReference<'a>) -> bool {
        let scoping = self.semantic.scoping();
        identifier.reference_id.get().is_some_and(|id| scoping.get_reference(id).symbol_id().is_none())
    }

    /// Names that the script declares.
    fn declared_names(&self) -> impl Iterator<Item = &str> {
        self.semantic.scoping().symbol_names()
    }

    fn span_of(&self, node: NodeId) -> Span {
        self.semantic.nodes().kind(node).span()
    }
}
