//! Layer 1: dangerous or unknown constructs are refused, one traversal, one file per rule.

mod ast;
mod explain;
mod facts;
mod flow;
mod fold;
mod globals;
pub(crate) mod presets;
mod results;
mod rule;
mod rules;
mod shape;
mod tool_use;

use enclave_contract::{DiagnosticCode, Settings};
use oxc::{
    ast::{
        AstKind,
        ast::{
            Class, Declaration, ExportAllDeclaration, ExportFromDeclaration, ExportNamedDeclaration, Function,
            ImportDeclaration, Program, TSClassImplements, TSExportAssignment, TSExternalModuleDeclaration,
            TSGlobalDeclaration, TSImportEqualsDeclaration, TSIndexSignature, TSInterfaceDeclaration, TSThisParameter,
            TSType, TSTypeAliasDeclaration, TSTypeAnnotation, TSTypeParameterDeclaration, TSTypeParameterInstantiation,
        },
    },
    ast_visit::{Visit, walk},
    semantic::{Scoping, SemanticBuilder},
    syntax::scope::ScopeFlags,
};

use crate::{
    finding::Finding,
    parse::{self, Parsed},
    prescan,
    tools::ToolTable,
};
pub(crate) use explain::{Explanation, explain, regex_literals};
pub(crate) use facts::{Facts, ToolCall};
use rule::{Context, Rule};

/// A rule as the documentation shows it.
#[derive(Clone, Copy, Debug)]
pub struct RuleDocs {
    /// The code of its findings.
    pub code: DiagnosticCode,
    /// What it stops and why.
    pub docs: &'static str,
    /// Scripts that it refuses.
    pub bad: &'static [&'static str],
    /// Scripts that look alike and pass.
    pub good: &'static [&'static str],
    /// Whether no configuration can remove it.
    pub fixed: bool,
}

/// Every rule, in the order of the documentation: those of layer 1, and those of layer 0 that need no parser.
pub fn rule_docs() -> impl Iterator<Item = RuleDocs> {
    let rules = rules::RULES.iter().map(|rule| RuleDocs {
        code: rule.code,
        docs: rule.docs,
        bad: rule.bad,
        good: rule.good,
        fixed: presets::FIXED.contains(&rule.code),
    });
    rules.chain(prescan::RULES)
}

/// A program that breaks no rule.
pub(crate) struct Validated<'a> {
    pub(crate) program: Program<'a>,
    pub(crate) scoping: Scoping,
    pub(crate) typescript: bool,
    /// What the script does with its tools.
    pub(crate) facts: Facts,
    /// Warnings.
    pub(crate) findings: Vec<Finding>,
    _private: (),
}

/// Runs the rules of the settings.
///
/// # Errors
/// Every finding, when one of them is an error.
pub(crate) fn validate<'a>(
    parsed: Parsed<'a>,
    settings: &Settings,
    tools: &ToolTable,
) -> Result<Validated<'a>, Vec<Finding>> {
    let Examined { scoping, errors, warnings, facts } = examine(&parsed.program, settings, tools);
    if errors.is_empty() {
        let Parsed { program, typescript, .. } = parsed;
        return Ok(Validated { program, scoping, typescript, facts, findings: warnings, _private: () });
    }
    // Reports are cut at a number of findings in the order of the source; warnings may not push an error out.
    let room = crate::finding::MAX_FINDINGS.saturating_sub(errors.len());
    Err(errors.into_iter().chain(warnings.into_iter().take(room)).collect())
}

/// What the traversal found.
struct Examined {
    scoping: Scoping,
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
    facts: Facts,
}

fn examine(program: &Program<'_>, settings: &Settings, tools: &ToolTable) -> Examined {
    let built = SemanticBuilder::new().with_build_nodes(true).with_check_syntax_error(true).build(program);
    let broken: Vec<_> = built.diagnostics.errors().cloned().collect();
    let mut errors = if broken.is_empty() { Vec::new() } else { parse::findings(program.source_text, &broken) };
    let context = Context::new(&built.semantic, settings, tools);
    let mut walk = Walk { context, active: rules::active(settings), reader: facts::Reader::default() };
    walk.visit_program(program);
    let (found, warnings, facts) = walk.context.finish();
    errors.extend(found);
    Examined { scoping: built.semantic.into_scoping(), errors, warnings, facts }
}

/// The one traversal. Types and declarations for the type checker alone are passed over: nothing of them runs.
struct Walk<'a, 'c> {
    context: Context<'a, 'c>,
    active: rules::Active,
    reader: facts::Reader,
}

impl<'a> Walk<'a, '_> {
    fn each(&mut self, node: AstKind<'a>, run: impl Fn(&Rule, &mut Context<'a, '_>)) {
        if self.context.is_full() {
            return;
        }
        for rule in self.active.of(node.ty()) {
            run(rule, &mut self.context);
        }
    }
}

impl<'a> Visit<'a> for Walk<'a, '_> {
    fn enter_node(&mut self, node: AstKind<'a>) {
        self.each(node, |rule, context| (rule.check)(node, context));
        self.reader.enter(node, &mut self.context);
        self.context.enter(node);
    }

    fn leave_node(&mut self, node: AstKind<'a>) {
        if let AstKind::Program(_) = node {
            self.context.facts = std::mem::take(&mut self.reader).finish();
        }
        self.each(node, |rule, context| {
            if let Some(leave) = rule.leave {
                leave(node, context);
            }
        });
        self.context.leave(node);
        self.reader.leave(node, &self.context);
    }

    fn visit_declaration(&mut self, it: &Declaration<'a>) {
        if !it.declare() {
            walk::walk_declaration(self, it);
        }
    }

    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        if it.body.is_some() {
            walk::walk_function(self, it, flags);
        }
    }

    fn visit_class(&mut self, it: &Class<'a>) {
        if !it.declare {
            walk::walk_class(self, it);
        }
    }

    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        self.enter_node(AstKind::ImportDeclaration(self.alloc(it)));
        self.leave_node(AstKind::ImportDeclaration(self.alloc(it)));
    }

    fn visit_export_named_declaration(&mut self, it: &ExportNamedDeclaration<'a>) {
        self.enter_node(AstKind::ExportNamedDeclaration(self.alloc(it)));
        self.leave_node(AstKind::ExportNamedDeclaration(self.alloc(it)));
    }

    fn visit_export_from_declaration(&mut self, it: &ExportFromDeclaration<'a>) {
        self.enter_node(AstKind::ExportFromDeclaration(self.alloc(it)));
        self.leave_node(AstKind::ExportFromDeclaration(self.alloc(it)));
    }

    fn visit_export_all_declaration(&mut self, it: &ExportAllDeclaration<'a>) {
        self.enter_node(AstKind::ExportAllDeclaration(self.alloc(it)));
        self.leave_node(AstKind::ExportAllDeclaration(self.alloc(it)));
    }

    fn visit_ts_import_equals_declaration(&mut self, it: &TSImportEqualsDeclaration<'a>) {
        self.enter_node(AstKind::TSImportEqualsDeclaration(self.alloc(it)));
        self.leave_node(AstKind::TSImportEqualsDeclaration(self.alloc(it)));
    }

    fn visit_ts_export_assignment(&mut self, it: &TSExportAssignment<'a>) {
        self.enter_node(AstKind::TSExportAssignment(self.alloc(it)));
        self.leave_node(AstKind::TSExportAssignment(self.alloc(it)));
    }

    fn visit_ts_type(&mut self, _: &TSType<'a>) {}
    fn visit_ts_type_annotation(&mut self, _: &TSTypeAnnotation<'a>) {}
    fn visit_ts_type_parameter_declaration(&mut self, _: &TSTypeParameterDeclaration<'a>) {}
    fn visit_ts_type_parameter_instantiation(&mut self, _: &TSTypeParameterInstantiation<'a>) {}
    fn visit_ts_type_alias_declaration(&mut self, _: &TSTypeAliasDeclaration<'a>) {}
    fn visit_ts_interface_declaration(&mut self, _: &TSInterfaceDeclaration<'a>) {}
    fn visit_ts_class_implements(&mut self, _: &TSClassImplements<'a>) {}
    fn visit_ts_index_signature(&mut self, _: &TSIndexSignature<'a>) {}
    fn visit_ts_this_parameter(&mut self, _: &TSThisParameter<'a>) {}
    fn visit_ts_external_module_declaration(&mut self, _: &TSExternalModuleDeclaration<'a>) {}
    fn visit_ts_global_declaration(&mut self, _: &TSGlobalDeclaration<'a>) {}
}
