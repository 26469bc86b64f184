//! Source to bytecode, in an engine of its own that never runs anything.
//!
//! The engine that runs a script has no evaluator; what it runs was compiled here, in the same process, from the
//! output of layer 2 or from our own guest code.

use std::{
    ffi::{CStr, CString},
    ptr,
    rc::Rc,
    time::Duration,
};

use enclave_contract::{ErrorCode, frame::CompileError};
use rquickjs::qjs;

use super::{
    allocator::Arena,
    budget::Budget,
    handle::{Context, Handle, take_exception},
};

/// Memory for compiling one script.
pub const COMPILER_MEMORY: u64 = 256 << 20;
/// The compiler is quadratic in places; a script that takes longer than this is not one that a model wrote.
const TIME: Duration = Duration::from_secs(2);
/// The compiler's own check for deep nesting; the pre-scanner's bound lies far below.
const STACK: u64 = 1 << 20;

/// The name of the script in the engine's stack traces.
pub(super) const FILE_NAME: &CStr = c"enclave:script";

/// Compiled code. Made by this process, for this process: the engine trusts it.
#[derive(Clone, Debug)]
pub struct Bytecode(std::sync::Arc<[u8]>);

impl Bytecode {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The name of our own guest code there: its frames are no places of the script.
const GUEST_FILE_NAME: &CStr = c"enclave:guest";

/// Compiles a script.
///
/// # Errors
/// What the engine's compiler says of code that it does not take.
pub fn compile(source: &str) -> Result<Bytecode, CompileError> {
    Compiler::new()?.compile(source)
}

/// Compiles our own guest code.
pub(super) fn compile_guest(source: &str) -> Result<Bytecode, CompileError> {
    Compiler::new()?.compile_as(GUEST_FILE_NAME, source)
}

/// An engine that compiles one script. It can be made before there is one.
pub struct Compiler {
    ctx: Context,
    budget: Rc<Budget>,
    _arena: Box<Arena>,
}

// SAFETY: as of `Engine`; the budget's other owner is the arena.
unsafe impl Send for Compiler {}

impl Compiler {
    /// # Errors
    /// When there is no memory for it.
    pub fn new() -> Result<Self, CompileError> {
        let budget = Rc::new(Budget::for_compiler(TIME));
        let arena = Box::new(Arena::new(Rc::clone(&budget)));
        arena.set_limit(COMPILER_MEMORY);
        let functions = Arena::functions();
        // SAFETY: the arena is on the heap and outlives the engine, which is left to it.
        unsafe {
            let runtime = qjs::JS_NewRuntime2(&raw const functions, ptr::from_ref(&*arena).cast_mut().cast());
            if runtime.is_null() {
                return Err(internal("no memory for the compiler"));
            }
            qjs::JS_SetMaxStackSize(runtime, STACK as qjs::size_t);
            qjs::JS_SetGCThreshold(runtime, qjs::size_t::MAX);
            let ctx = qjs::JS_NewContextRaw(runtime);
            if ctx.is_null() {
                return Err(internal("no memory for the compiler"));
            }
            qjs::JS_AddIntrinsicEval(ctx);
            qjs::JS_AddIntrinsicRegExpCompiler(ctx);
            Ok(Self { ctx, budget, _arena: arena })
        }
    }

    /// Compiles a script.
    ///
    /// # Errors
    /// What the engine's compiler says of code that it does not take.
    pub fn compile(self, source: &str) -> Result<Bytecode, CompileError> {
        self.compile_as(FILE_NAME, source)
    }

    fn compile_as(self, name: &CStr, source: &str) -> Result<Bytecode, CompileError> {
        // The compiler reads one byte past the end.
        let text = CString::new(source).map_err(|_| internal("the script holds a null byte"))?;
        super::on_stack(STACK, || self.bytecode(name, &text))
    }

    fn bytecode(&self, name: &CStr, text: &CStr) -> Result<Bytecode, CompileError> {
        self.budget.begin_slice();
        // SAFETY: the engine is live, as is every pointer that is handed over, during its call.
        unsafe {
            qjs::JS_UpdateStackTop(qjs::JS_GetRuntime(self.ctx));
            let flags = qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY;
            let length = text.count_bytes() as qjs::size_t;
            let function = qjs::JS_Eval(self.ctx, text.as_ptr(), length, name.as_ptr(), flags.cast_signed());
            let Ok(function) = Handle::checked(self.ctx, function) else {
                return Err(compile_error(self.ctx, &self.budget));
            };
            let mut length = 0;
            let bytes = qjs::JS_WriteObject(
                self.ctx,
                &raw mut length,
                function.raw(),
                // Without its source, a function shows no code of ours when a script prints it.
                (qjs::JS_WRITE_OBJ_BYTECODE | qjs::JS_WRITE_OBJ_STRIP_SOURCE).cast_signed(),
            );
            if bytes.is_null() {
                return Err(compile_error(self.ctx, &self.budget));
            }
            Ok(Bytecode(std::slice::from_raw_parts(bytes, length as usize).into()))
        }
    }
}

/// # Safety
/// The context is live.
unsafe fn compile_error(ctx: Context, budget: &Budget) -> CompileError {
    if budget.stopped().is_some() {
        return CompileError {
            code: ErrorCode::ValidationError,
            message: "the script is too complex to compile: split it into smaller functions".to_owned(),
            place: None,
        };
    }
    let error = take_exception(ctx);
    let (_, message) = super::errors::name_and_message(&error);
    // No guest code is in this engine, so the ordinary way to the stack is safe.
    let stack = error.get(c"stack").ok().and_then(|stack| stack.primitive_text()).unwrap_or_default();
    let place = super::errors::stack_places(&stack).into_iter().next();
    CompileError { code: ErrorCode::ValidationError, message, place }
}

fn internal(message: &str) -> CompileError {
    CompileError { code: ErrorCode::Internal, message: message.to_owned(), place: None }
}
