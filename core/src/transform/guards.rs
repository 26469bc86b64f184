//! The one traversal that puts the run-time checks into a program, each from its own file.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{
        ast::{
            AccessorProperty, ArrowFunctionExpression, AssignmentTargetPropertyProperty, BindingProperty,
            CallExpression, ComputedMemberExpression, Decorator, DoWhileStatement, Expression, ForInStatement,
            ForOfStatement, ForStatement, Function, ImportExpression, ImportMeta, MethodDefinition, NewExpression,
            ObjectProperty, Program, PropertyDefinition, PropertyKey, WhileStatement,
        },
        builder::AstBuilder,
    },
    ast_visit::{VisitJsMut, walk_js_mut},
    semantic::Scoping,
    span::Span,
    syntax::scope::ScopeFlags,
};

use super::{bigint, bindings::Bindings, calls, functions, keys, loops, quirks};
use crate::finding::Finding;

/// Puts every check into the program. Fails on syntax that the engine does not have.
pub(super) fn insert<'a>(
    ast: &AstBuilder<'a>,
    scoping: &Scoping,
    program: &mut Program<'a>,
) -> Result<(), Vec<Finding>> {
    let mut guards = Guards { ast, bindings: Bindings::of(scoping, program), findings: Vec::new() };
    guards.visit_statements(&mut program.body);
    if guards.findings.is_empty() { Ok(()) } else { Err(guards.findings) }
}

struct Guards<'a, 'b> {
    ast: &'b AstBuilder<'a>,
    bindings: Bindings<'b>,
    findings: Vec<Finding>,
}

impl<'a> Guards<'a, '_> {
    fn refuse(&mut self, code: DiagnosticCode, span: Span, message: &str, help: &str) {
        self.findings.push(Finding::error(code, (span.start, span.end), message, help));
    }

    /// A computed key is visited like any expression and then checked; other keys are names.
    fn definition(&mut self, computed: bool, key: &mut PropertyKey<'a>) {
        if !computed {
            return;
        }
        let needs_check = key.as_expression().is_some_and(|key| keys::needs_check(&self.bindings, key));
        walk_js_mut::walk_property_key(self, key);
        if needs_check {
            keys::check_definition(self.ast, key);
        }
    }
}

impl<'a> VisitJsMut<'a> for Guards<'a, '_> {
    fn visit_expression(&mut self, it: &mut Expression<'a>) {
        walk_js_mut::walk_expression(self, it);
        quirks::close_dividend(self.ast, it);
        bigint::check(self.ast, &self.bindings, it);
    }

    fn visit_call_expression(&mut self, it: &mut CallExpression<'a>) {
        walk_js_mut::walk_call_expression(self, it);
        calls::place_call(self.ast, it);
    }

    fn visit_new_expression(&mut self, it: &mut NewExpression<'a>) {
        walk_js_mut::walk_new_expression(self, it);
        calls::place_new(self.ast, it);
    }

    fn visit_computed_member_expression(&mut self, it: &mut ComputedMemberExpression<'a>) {
        let needs_check = keys::needs_check(&self.bindings, &it.expression);
        walk_js_mut::walk_computed_member_expression(self, it);
        if needs_check {
            keys::check_member(self.ast, &self.bindings, &mut it.expression);
        }
    }

    fn visit_object_property(&mut self, it: &mut ObjectProperty<'a>) {
        self.definition(it.computed, &mut it.key);
        self.visit_expression(&mut it.value);
    }

    fn visit_binding_property(&mut self, it: &mut BindingProperty<'a>) {
        self.definition(it.computed, &mut it.key);
        self.visit_binding_pattern(&mut it.value);
    }

    fn visit_assignment_target_property_property(&mut self, it: &mut AssignmentTargetPropertyProperty<'a>) {
        self.definition(it.computed, &mut it.name);
        self.visit_assignment_target_maybe_default(&mut it.binding);
    }

    fn visit_method_definition(&mut self, it: &mut MethodDefinition<'a>) {
        self.visit_decorators(&mut it.decorators);
        self.definition(it.computed, &mut it.key);
        self.visit_function(&mut it.value, ScopeFlags::Function);
    }

    fn visit_property_definition(&mut self, it: &mut PropertyDefinition<'a>) {
        self.visit_decorators(&mut it.decorators);
        self.definition(it.computed, &mut it.key);
        if let Some(value) = &mut it.value {
            self.visit_expression(value);
        }
    }

    fn visit_function(&mut self, it: &mut Function<'a>, flags: ScopeFlags) {
        walk_js_mut::walk_function(self, it, flags);
        functions::count(self.ast, it);
    }

    fn visit_arrow_function_expression(&mut self, it: &mut ArrowFunctionExpression<'a>) {
        walk_js_mut::walk_arrow_function_expression(self, it);
        functions::count_arrow(self.ast, it);
    }

    fn visit_for_statement(&mut self, it: &mut ForStatement<'a>) {
        walk_js_mut::walk_for_statement(self, it);
        loops::count(self.ast, it.span, &mut it.body);
    }

    fn visit_for_in_statement(&mut self, it: &mut ForInStatement<'a>) {
        walk_js_mut::walk_for_in_statement(self, it);
        loops::count(self.ast, it.span, &mut it.body);
    }

    fn visit_for_of_statement(&mut self, it: &mut ForOfStatement<'a>) {
        walk_js_mut::walk_for_of_statement(self, it);
        loops::count(self.ast, it.span, &mut it.body);
    }

    fn visit_while_statement(&mut self, it: &mut WhileStatement<'a>) {
        walk_js_mut::walk_while_statement(self, it);
        loops::count(self.ast, it.span, &mut it.body);
    }

    fn visit_do_while_statement(&mut self, it: &mut DoWhileStatement<'a>) {
        walk_js_mut::walk_do_while_statement(self, it);
        loops::count(self.ast, it.span, &mut it.body);
    }

    fn visit_decorator(&mut self, it: &mut Decorator<'a>) {
        self.refuse(
            DiagnosticCode::ParseError,
            it.span,
            "decorators do not run here",
            "call the decorator's function yourself",
        );
    }

    fn visit_accessor_property(&mut self, it: &mut AccessorProperty<'a>) {
        self.refuse(
            DiagnosticCode::ParseError,
            it.span,
            "`accessor` fields do not run here",
            "write a plain field, or a getter and a setter",
        );
    }

    fn visit_import_expression(&mut self, it: &mut ImportExpression<'a>) {
        self.refuse(
            DiagnosticCode::NoImport,
            it.span,
            "`import()` has nothing to import from",
            "use the tools and globals of the script",
        );
    }

    fn visit_import_meta(&mut self, it: &mut ImportMeta) {
        self.refuse(DiagnosticCode::NoImport, it.span, "`import.meta` has no meaning in a script", "remove it");
    }
}
