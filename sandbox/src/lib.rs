//! Layer 4: an engine with nothing in it but what we put there.

mod allocator;
mod budget;
mod compile;
mod engine;
mod errors;
mod functions;
mod guards;
mod handle;
mod host;
mod marshal;
mod polls;
#[cfg(test)]
mod tests;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
    time::{Duration, Instant},
};

use enclave_contract::{
    ConsoleEntry, ErrorCode, Event, Language, Level, Limits, ToolFailure, Value,
    frame::{MarshalError, Stop},
};
use rquickjs::qjs;

use self::{
    allocator::Arena,
    budget::Budget,
    engine::Engine,
    handle::{Handle, Pending},
    host::{Host, ToolErrorFacts},
    marshal::ToGuestError,
    polls::Counter,
};
pub use self::{
    budget::Cancelled,
    compile::{Bytecode, COMPILER_MEMORY, Compiler, compile},
    marshal::{NotAValue, iso_date, pack, pack_all, unpack, unpack_all, unpack_trusted},
};

/// Stack that our own code needs below and above the engine's.
const STACK_MARGIN: usize = 512 << 10;

/// Where events of the script go.
pub type EventSink = Box<dyn Fn(Event) + Send>;

/// What a sandbox is built from.
pub struct Furnishing<'a> {
    pub limits: &'a Limits,
    /// The generated code: which pieces of our guest code it can notice is read from its words.
    pub script: &'a str,
    /// Where each tool stands below `tools`, with its name, sorted by place.
    pub tools: &'a [(Vec<String>, String)],
    pub context: &'a Value,
    pub seed: u64,
    /// Milliseconds since 1970 UTC.
    pub clock: f64,
    /// Whether the time that the session waits is not counted.
    pub manual: bool,
    pub started: Instant,
    pub on_event: Option<EventSink>,
}

/// An engine that no script runs in yet.
pub struct Warm {
    engine: Engine,
    budget: Rc<Budget>,
}

// SAFETY: as of `Sandbox`.
unsafe impl Send for Warm {}

/// The member of a handle that says which reference it stands for.
pub const REFERENCE: &str = "$reference";
/// What a script calls by `search_tools(…)`, `describe_tool(…)` and `ref.read(…)`. No host's tool has such a name: the
/// session answers.
pub const SEARCH_TOOLS: &str = "$search_tools";
/// As above.
pub const DESCRIBE_TOOL: &str = "$describe_tool";
/// As above.
pub const READ_REFERENCE: &str = "$read_reference";

/// A call that a script made, before anybody looked at it.
#[derive(Clone, Debug, PartialEq)]
pub struct GuestCall {
    /// Its id: one more than the last.
    pub id: u64,
    /// The tool that is asked for.
    pub name: String,
    /// Its arguments, or why they may not leave.
    pub args: Result<Value, MarshalError>,
}

/// One running script.
pub struct Sandbox {
    engine: Engine,
    budget: Rc<Budget>,
    /// The promise of the script's main function.
    main: Option<Handle>,
}

// SAFETY: the budget's other owners are the arena and the host, which are inside the engine, and the handle belongs
// to it too; they all move together (see `Engine`).
unsafe impl Send for Sandbox {}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.main = None;
    }
}

/// How the script's main function stands.
pub enum Main {
    /// It waits.
    Pending,
    /// It returned; the value has crossed, or may not.
    Returned(Result<Value, MarshalError>),
    /// It threw.
    Threw(Box<GuestError>),
    /// A limit ended the run.
    Stopped(Stop),
    /// A defect of ours; the run is over.
    Broken,
}

/// What a script threw and did not catch.
pub struct GuestError {
    pub code: ErrorCode,
    pub name: String,
    pub message: String,
    /// Lines and columns of the generated code, innermost first.
    pub places: Vec<(u32, u32)>,
    pub data: Value,
}

impl Sandbox {
    /// Runs the script up to where it first waits.
    pub fn start(&mut self, bytecode: &Bytecode) {
        self.slice(|sandbox| {
            let ctx = sandbox.engine.ctx;
            let started = sandbox.engine.run_bytecode(bytecode).and_then(|factory| {
                let undefined = Handle::undefined(ctx);
                let main = factory.call(&undefined, &sandbox.host().helpers.each_ref())?;
                main.call(&undefined, &[])
            });
            match started {
                Ok(promise) => sandbox.main = Some(promise),
                // An async function never throws but for a limit or for want of memory.
                Err(Pending) => {
                    drop(sandbox.engine.take_exception());
                    sandbox.budget.stop(Stop::Memory);
                }
            }
            sandbox.run_jobs();
        });
    }

    /// Gives the script the answer to a call.
    pub fn settle(&mut self, id: u64, tool: &str, answer: &Result<Value, ToolFailure>) {
        self.slice(|sandbox| {
            if sandbox.apply(id, tool, answer).is_err() {
                drop(sandbox.engine.take_exception());
            }
            sandbox.run_jobs();
        });
    }

    fn apply(&self, id: u64, tool: &str, answer: &Result<Value, ToolFailure>) -> Result<(), Pending> {
        let ctx = self.engine.ctx;
        let host = self.host();
        let open = host.open.borrow_mut().remove(&id);
        let Some(open) = open else { return Ok(()) };
        let failure = match answer {
            Ok(value) => match host.write(ctx, value, false) {
                Ok(written) => {
                    if matches!(value.get(REFERENCE), Some(Value::String(_))) {
                        functions::reference(ctx, &written)?;
                    }
                    return open.resolve.call(&Handle::undefined(ctx), &[&written]).map(drop);
                }
                Err(ToGuestError::Engine) => return Err(Pending),
                Err(ToGuestError::Refused(error)) => ToolFailure {
                    code: error.code.to_string(),
                    message: format!("result of `{tool}`: {}", error.message),
                    data: Value::Undefined,
                },
            },
            Err(failure) => failure.clone(),
        };
        let facts =
            ToolErrorFacts { tool: tool.to_owned(), code: failure.code, data: failure.data, places: Vec::new() };
        let error = host.tool_error(ctx, facts, &failure.message, &open.stack)?;
        open.reject.call(&Handle::undefined(ctx), &[&error]).map(drop)
    }

    /// Runs the timer that is due first, when it is due at the host's time or may be waited for.
    pub fn fire_timer(&mut self) {
        self.slice(|sandbox| {
            let ctx = sandbox.engine.ctx;
            let host = sandbox.host();
            let Some((id, due)) = host.timers.borrow().first() else { return };
            let timer = host.timers.borrow_mut().remove(id);
            let Some(timer) = timer else { return };
            host.firing.set(id);
            let args: Vec<&Handle> = timer.args.iter().collect();
            if timer.function.call(&Handle::undefined(ctx), &args).is_err() {
                // As in a browser, a timer's exception ends that timer's turn alone.
                host.report_uncaught(&sandbox.engine.take_exception());
            }
            drop(args);
            // A timer that cleared itself while it ran does not come back.
            if let (Some(every), true) = (timer.every, host.firing.replace(0) == id) {
                host.timers.borrow_mut().put(id, host::Timer { due: due + every, ..timer });
            }
            sandbox.run_jobs();
        });
    }

    /// Runs promise jobs until none is left or the run must end.
    fn run_jobs(&self) {
        let mut context = std::ptr::null_mut();
        while !self.budget.should_stop() {
            // SAFETY: the runtime is live.
            match unsafe { qjs::JS_ExecutePendingJob(self.engine.runtime, &raw mut context) } {
                0 => return,
                code if code < 0 => self.host().report_uncaught(&self.engine.take_exception()),
                _ => {}
            }
        }
    }

    /// Runs a part of the script's life on a stack that is large enough, and counts its time.
    fn slice(&mut self, run: impl FnOnce(&mut Self)) {
        let stack_bytes = self.host().limits.stack_bytes;
        on_stack(stack_bytes, || {
            self.engine.update_stack(stack_bytes);
            let marker = 0_u8;
            self.host().stack_top.set(std::ptr::from_ref(&marker) as usize);
            self.budget.begin_slice();
            run(self);
            self.budget.should_stop();
            self.budget.end_slice();
        });
    }

    /// Whether the main function has ended and nothing of the script can run any more, so that its value is final.
    pub fn is_final(&self) -> bool {
        let host = self.host();
        self.has_ended() && host.open.borrow().is_empty() && host.timers.borrow().first().is_none()
    }

    /// Whether the main function has ended.
    pub fn has_ended(&self) -> bool {
        self.main.as_ref().is_some_and(|main| {
            // SAFETY: a live promise.
            let state = unsafe { qjs::JS_PromiseState(self.engine.ctx, main.raw()) };
            state != qjs::JSPromiseStateEnum_JS_PROMISE_PENDING
        })
    }

    /// Whether what the script writes is told at once.
    pub fn tells(&self) -> bool {
        self.host().on_event.is_some()
    }

    /// Whether a tool failed that nobody waits for.
    pub fn has_unhandled(&self) -> bool {
        !self.host().unhandled.borrow().is_empty()
    }

    /// Whether a defect of ours ended the run.
    pub fn is_broken(&self) -> bool {
        self.host().panicked.get()
    }

    /// How the main function stands. The value is read once.
    pub fn main(&mut self) -> Main {
        if self.host().panicked.get() {
            return Main::Broken;
        }
        if let Some(stop) = self.budget.stopped() {
            return Main::Stopped(stop);
        }
        let Some(main) = self.main.clone() else { return Main::Broken };
        let mut result = Main::Pending;
        self.slice(|sandbox| {
            let ctx = sandbox.engine.ctx;
            // SAFETY: a live promise; its state and result are its own, whatever the guest did to the prototype.
            let (state, settled) =
                unsafe { (qjs::JS_PromiseState(ctx, main.raw()), qjs::JS_PromiseResult(ctx, main.raw())) };
            let settled = Handle::own(ctx, settled);
            if state == qjs::JSPromiseStateEnum_JS_PROMISE_FULFILLED {
                result = Main::Returned(sandbox.host().read(&settled));
            } else if state == qjs::JSPromiseStateEnum_JS_PROMISE_REJECTED {
                result = Main::Threw(Box::new(sandbox.guest_error(&settled)));
            }
        });
        match self.budget.stopped() {
            Some(stop) => Main::Stopped(stop),
            None => result,
        }
    }

    fn guest_error(&self, error: &Handle) -> GuestError {
        let (name, message) = errors::name_and_message(error);
        let mut guest = GuestError {
            code: ErrorCode::ExecutionError,
            places: if error.is_object() { self.host().primordials.places_of(error) } else { Vec::new() },
            name,
            message,
            data: Value::Undefined,
        };
        if !error.is_object() {
            guest.data = self.host().read(error).unwrap_or_default();
            return guest;
        }
        if guest.name == "TypeError" && guest.message == "class constructors must be invoked with 'new'" {
            // The engine's innermost frame is the class, and the mistake is where it was called.
            guest.places = guest.places.split_off(1.min(guest.places.len()));
        }
        let host = self.host();
        let known = host.tool_errors.borrow();
        if let Some((_, facts)) = known.iter().find(|(known, _)| known.address() == error.address()) {
            // A failure of Enclave's own keeps its code; a tool's own code stands in the data.
            guest.places.clone_from(&facts.places);
            guest.code = facts.code.parse().unwrap_or(ErrorCode::ToolError);
            guest.data = Value::Object(vec![
                ("tool".to_owned(), Value::String(facts.tool.clone())),
                ("code".to_owned(), Value::String(facts.code.clone())),
                ("data".to_owned(), facts.data.clone()),
            ]);
        } else if host.stack_was_full.get() && errors::is_stack_overflow(error) {
            guest.code = ErrorCode::StackOverflow;
        } else if let Ok(Value::Object(mut members)) = host.read(error) {
            members.retain(|(key, _)| key != "name" && key != "message");
            if !members.is_empty() {
                guest.data = Value::Object(members);
            }
        }
        guest
    }

    fn host(&self) -> &Host {
        // Set by `build` before anything can ask.
        self.engine.host.as_deref().unwrap_or_else(|| unreachable!("an engine without a host"))
    }

    /// Sets the time that the script sees, in whole milliseconds, and the journal's, by which timers are due.
    pub fn set_clock(&self, shown: f64, time: f64) {
        self.host().shown_clock.set(shown.floor());
        self.host().clock.set(time);
    }

    /// The builtin whose work would have outlasted the run, when that ended it.
    pub fn take_forecast(&self) -> Option<String> {
        self.budget.take_forecast()
    }

    /// Why the run must end, as far as is known.
    pub fn stopped(&self) -> Option<Stop> {
        self.budget.stopped()
    }

    /// Whether the run must end.
    pub fn is_over(&self) -> bool {
        self.budget.stopped().is_some() || self.host().panicked.get()
    }

    /// Takes the next call that the host has not been given.
    pub fn next_call(&self) -> Option<GuestCall> {
        self.host().queue.borrow_mut().pop_front()
    }

    /// When the first timer is due, in the journal's time.
    pub fn next_timer(&self) -> Option<f64> {
        self.host().timers.borrow().first().map(|(_, due)| due)
    }

    /// The end of the wall-clock time, when waiting counts.
    pub fn wall_deadline(&self) -> Option<Instant> {
        self.budget.wall_deadline()
    }

    /// Looks at the clocks outside a slice: the wall-clock time and the canceller.
    pub fn check_waiting(&self) {
        if self.budget.wall_deadline().is_some_and(|deadline| Instant::now() >= deadline) {
            self.budget.stop(Stop::Timeout);
        }
        self.budget.should_stop();
    }

    /// The failure of a tool that nobody waited for.
    pub fn unhandled(&mut self) -> Option<GuestError> {
        let mut unhandled = None;
        self.slice(|sandbox| {
            let first = sandbox.host().unhandled.borrow().first().map(|(_, error)| error.clone());
            unhandled = first.map(|error| sandbox.guest_error(&error));
        });
        unhandled
    }

    /// What the script gave with `emit` so far.
    pub fn take_emitted(&self) -> Vec<Value> {
        self.host().emitted.take()
    }

    /// Sets the end of the wall-clock time, from when on the waiting counts.
    pub fn end_at(&self, deadline: Option<Instant>) {
        self.budget.end_at(deadline);
    }

    /// What the script wrote so far.
    pub fn take_console(&self) -> Vec<ConsoleEntry> {
        self.host().console.take()
    }

    /// Goes on with what is left of the times (see `Budget::resume`).
    pub fn resume(&self, cpu_used: Duration, wall_used: Duration) {
        self.budget.resume(&self.host().limits, cpu_used, wall_used);
    }

    /// Wall-clock time left, of a session that is driven by hand.
    pub fn wall_left(&self) -> Duration {
        self.budget.wall_left()
    }

    pub fn cpu_used(&self) -> Duration {
        self.budget.cpu_used()
    }

    pub fn turns(&self) -> u64 {
        self.budget.turns()
    }

    pub fn peak_memory(&self) -> u64 {
        self.engine.arena.peak()
    }

    pub fn calls_made(&self) -> u64 {
        self.host().next_call.get() - 1
    }

    pub fn dropped_keys(&self) -> u32 {
        self.host().dropped_keys.get()
    }
}

impl Warm {
    /// An engine with everything of ours inside that no script and no limit changes.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn new(cancelled: Cancelled) -> Result<Self, Stop> {
        let budget = Rc::new(Budget::unlimited(cancelled));
        let limits = Limits::of(Level::Standard, Language::Javascript);
        on_stack(limits.stack_bytes, || build(&budget, limits.clone()))
            .map_err(|Pending| budget.stopped().unwrap_or(Stop::Memory))
    }

    /// The sandbox of a script.
    ///
    /// # Errors
    /// The limit that ended the run before the script began.
    pub fn furnish(self, furnishing: Furnishing<'_>) -> Result<Sandbox, Stop> {
        let budget = Rc::clone(&self.budget);
        budget.limit(furnishing.limits, furnishing.manual, furnishing.started);
        on_stack(furnishing.limits.stack_bytes, || {
            budget.begin_slice();
            let result = furnish(self.engine, &budget, furnishing);
            budget.end_slice();
            // Our own code fails for want of memory alone.
            result.map_err(|Pending| budget.stopped().unwrap_or(Stop::Memory))
        })
    }
}

/// An engine with its host's side, before anything of a run's is inside.
fn build(budget: &Rc<Budget>, limits: Limits) -> Result<Warm, Pending> {
    let mut engine = Engine::bare(Box::new(Arena::new(Rc::clone(budget))))?;
    engine.update_stack(limits.stack_bytes);
    let primordials = engine.primordials()?;
    let host: *const Host = &raw const **engine.host.insert(Box::new(Host {
        budget: Rc::clone(budget),
        stack_top: Cell::new(0),
        stack_was_full: Cell::new(false),
        counter: Counter::of(engine.ctx),
        limits,
        primordials,
        helpers: engine::helpers(engine.ctx)?,
        dates: RefCell::new(None),
        clock: Cell::new(0.0),
        shown_clock: Cell::new(0.0),
        random: Cell::new(0),
        next_call: Cell::new(1),
        queue: RefCell::new(VecDeque::new()),
        open: RefCell::new(BTreeMap::new()),
        timers: RefCell::default(),
        held_bytes: Cell::new(0),
        firing: Cell::new(0),
        console: RefCell::new(Vec::new()),
        console_bytes: Cell::new(0),
        emitted: RefCell::new(Vec::new()),
        unhandled: RefCell::new(Vec::new()),
        tool_errors: RefCell::new(Vec::new()),
        on_event: None,
        dropped_keys: Cell::new(0),
        panicked: Cell::new(false),
    }));
    // SAFETY: the host is on the heap and lives as long as the engine; the budget is in it.
    unsafe {
        qjs::JS_SetRuntimeOpaque(engine.runtime, host.cast_mut().cast());
        qjs::JS_SetInterruptHandler(engine.runtime, Some(interrupt), host.cast_mut().cast());
        qjs::JS_SetHostPromiseRejectionTracker(engine.runtime, Some(rejected), std::ptr::null_mut());
    }
    let dates = engine.install()?;
    if let Some(host) = &engine.host {
        host.dates.replace(Some(dates));
    }
    Ok(Warm { engine, budget: Rc::clone(budget) })
}

/// Puts the tools, the context and what the script needs in place, and sets the limits.
fn furnish(mut engine: Engine, budget: &Rc<Budget>, furnishing: Furnishing<'_>) -> Result<Sandbox, Pending> {
    let ctx = engine.ctx;
    engine.update_stack(furnishing.limits.stack_bytes);
    let host = engine.host.as_deref_mut().ok_or(Pending)?;
    host.limits = furnishing.limits.clone();
    host.clock.set(furnishing.clock);
    host.shown_clock.set(furnishing.clock.floor());
    host.random.set(furnishing.seed);
    host.on_event = furnishing.on_event;
    // Until now it has counted for nobody.
    host.counter.ask_again_soon(Instant::now());
    engine.furnish(furnishing.script)?;
    let host = engine.host.as_deref().ok_or(Pending)?;
    let global = Handle::global(ctx);
    engine.arena.set_limit(furnishing.limits.memory_bytes);
    let context = host.write(ctx, furnishing.context, true).map_err(|_| Pending)?;
    global.define("context", context, qjs::JS_PROP_ENUMERABLE)?;
    global.define("tools", tools_tree(ctx, furnishing.tools)?, qjs::JS_PROP_ENUMERABLE)?;
    Ok(Sandbox { engine, budget: Rc::clone(budget), main: None })
}

/// The frozen `tools`: namespaces are objects, tools are functions.
fn tools_tree(ctx: handle::Context, tools: &[(Vec<String>, String)]) -> Result<Handle, Pending> {
    let root = Handle::object(ctx)?;
    let mut spaces: BTreeMap<&[String], Handle> = BTreeMap::new();
    for (path, name) in tools {
        let Some((leaf, namespace)) = path.split_last() else { continue };
        let mut parent = root.clone();
        for depth in 1..=namespace.len() {
            let key = &namespace[..depth];
            parent = match spaces.get(key) {
                Some(space) => space.clone(),
                None => {
                    let space = Handle::object(ctx)?;
                    parent.define(&namespace[depth - 1], space.clone(), qjs::JS_PROP_ENUMERABLE)?;
                    spaces.insert(key, space.clone());
                    space
                }
            };
        }
        let name = Handle::text(ctx, name)?;
        let leaf_name = std::ffi::CString::new(leaf.as_str()).unwrap_or_default();
        // SAFETY: the engine keeps its own count of the name.
        let function = unsafe {
            let mut data = [name.raw()];
            let body = Some(functions::call_named_tool as unsafe extern "C" fn(_, _, _, _, _, _) -> _);
            qjs::JS_NewCFunctionData2(ctx, body, leaf_name.as_ptr(), 1, 0, 1, data.as_mut_ptr())
        };
        parent.define(leaf, Handle::checked(ctx, function)?, qjs::JS_PROP_ENUMERABLE)?;
    }
    for space in spaces.values() {
        space.freeze()?;
    }
    root.freeze()?;
    Ok(root)
}

unsafe extern "C" fn rejected(
    ctx: handle::Context,
    promise: qjs::JSValue,
    reason: qjs::JSValue,
    handled: bool,
    _: *mut std::ffi::c_void,
) {
    // SAFETY: the engine calls this with what it owns, and the runtime's opaque is the host.
    let host = unsafe { Host::of(ctx) };
    host.rejected(&Handle::borrow(ctx, promise), &Handle::borrow(ctx, reason), handled);
}

unsafe extern "C" fn interrupt(_: *mut qjs::JSRuntime, host: *mut std::ffi::c_void) -> i32 {
    // SAFETY: the opaque is the host's side of the engine, which lives as long as it.
    let host = unsafe { &*host.cast::<Host>() };
    let now = Instant::now();
    host.counter.ask_again_soon(now);
    host.note_depth();
    i32::from(host.budget.should_stop_at(now))
}

/// Runs on this thread's stack when it has room for the engine's, or else on one of its own.
fn on_stack<R>(stack_bytes: u64, run: impl FnOnce() -> R) -> R {
    let needed = usize::try_from(stack_bytes).unwrap_or(usize::MAX / 4) + STACK_MARGIN;
    stacker::maybe_grow(needed, needed + STACK_MARGIN, run)
}
