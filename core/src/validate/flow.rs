//! Which loops the statements inside them can leave, kept while the traversal goes through the script.

use std::collections::BTreeMap;

use oxc::ast::AstKind;

/// What stands around the current node, as far as jumps see it.
#[derive(Default)]
pub(crate) struct Flow<'a> {
    frames: Vec<Frame>,
    /// For each label the frames that carry it, the innermost last.
    labels: BTreeMap<&'a str, Vec<usize>>,
    /// The innermost frames that an unlabelled `break` leaves.
    breakable: Vec<usize>,
    /// The innermost frame of a function.
    functions: Vec<usize>,
}

struct Frame {
    kind: Kind,
    /// The outermost frame that a jump inside of this one leaves; its own index or less when it leaves this one.
    leaves: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Function,
    Loop,
    Switch,
    Label,
}

impl<'a> Flow<'a> {
    pub(super) fn enter(&mut self, node: AstKind<'a>) {
        match node {
            AstKind::LabeledStatement(labeled) => {
                self.labels.entry(labeled.label.name.as_str()).or_default().push(self.frames.len());
                self.push(Kind::Label);
            }
            AstKind::BreakStatement(jump) => {
                let target = match &jump.label {
                    Some(label) => self.labelled(label.name.as_str()),
                    None => self.breakable.last().copied(),
                };
                self.jump(target);
            }
            AstKind::ContinueStatement(jump) => {
                // `continue outer` leaves every loop inside of the outer one. Without a label nothing is left.
                let target = jump.label.as_ref().and_then(|label| self.labelled(label.name.as_str()));
                self.jump(target.map(|label| self.loop_of(label) + 1));
            }
            AstKind::ReturnStatement(_) | AstKind::ThrowStatement(_) | AstKind::YieldExpression(_) => {
                self.jump(Some(self.functions.last().copied().unwrap_or(0)));
            }
            _ => {
                if let Some(kind) = frame_of(node) {
                    self.push(kind);
                }
            }
        }
    }

    pub(super) fn leave(&mut self, node: AstKind<'a>) {
        let Some(kind) = frame_of(node) else { return };
        let Some(frame) = self.frames.pop() else { return };
        match kind {
            Kind::Function => {
                self.functions.pop();
                self.breakable.pop();
                return;
            }
            Kind::Loop | Kind::Switch => {
                self.breakable.pop();
            }
            Kind::Label => {
                if let AstKind::LabeledStatement(labeled) = node
                    && let Some(frames) = self.labels.get_mut(labeled.label.name.as_str())
                {
                    frames.pop();
                }
            }
        }
        if let Some(outer) = self.frames.last_mut() {
            outer.leaves = outer.leaves.min(frame.leaves);
        }
    }

    /// Whether a jump leaves the loop whose children have just been traversed.
    pub(crate) fn loop_ends(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.leaves < self.frames.len())
    }

    fn push(&mut self, kind: Kind) {
        let index = self.frames.len();
        match kind {
            Kind::Function => {
                self.functions.push(index);
                self.breakable.push(index);
            }
            Kind::Loop | Kind::Switch => self.breakable.push(index),
            Kind::Label => {}
        }
        self.frames.push(Frame { kind, leaves: usize::MAX });
    }

    fn labelled(&self, name: &str) -> Option<usize> {
        self.labels.get(name)?.last().copied()
    }

    /// The loop that a label, or several, stand before.
    fn loop_of(&self, label: usize) -> usize {
        let inner = self.frames.iter().skip(label).take_while(|frame| frame.kind == Kind::Label).count();
        label + inner
    }

    fn jump(&mut self, target: Option<usize>) {
        if let (Some(target), Some(frame)) = (target, self.frames.last_mut()) {
            frame.leaves = frame.leaves.min(target);
        }
    }
}

fn frame_of(node: AstKind<'_>) -> Option<Kind> {
    match node {
        AstKind::Function(_) | AstKind::ArrowFunctionExpression(_) | AstKind::StaticBlock(_) => Some(Kind::Function),
        AstKind::PropertyDefinition(_) | AstKind::AccessorProperty(_) => Some(Kind::Function),
        AstKind::ForStatement(_)
        | AstKind::ForInStatement(_)
        | AstKind::ForOfStatement(_)
        | AstKind::WhileStatement(_)
        | AstKind::DoWhileStatement(_) => Some(Kind::Loop),
        AstKind::SwitchStatement(_) => Some(Kind::Switch),
        AstKind::LabeledStatement(_) => Some(Kind::Label),
        _ => None,
    }
}
