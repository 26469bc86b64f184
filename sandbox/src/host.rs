//! What the guest's native functions work on: the host's side of one engine.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    ptr,
    rc::Rc,
};

use enclave_contract::{
    ConsoleEntry, ConsoleLevel, Event, Limits, Value,
    frame::{MarshalError, Stop},
};
use rquickjs::qjs;

use super::{
    GuestCall,
    budget::Budget,
    errors,
    functions::Throw,
    handle::{Atom, Context, Handle, Pending},
    marshal::{FromGuest, Kinds, SHOWN_FACTOR, SHOWN_MARGIN, ToGuest, ToGuestError, ValueBudget, inspect},
    polls::Counter,
};

/// Timers that may wait at once.
pub(super) const MAX_TIMERS: usize = 10_000;

/// The engine's own functions, taken before any guest code runs, so that nothing it changes is trusted.
#[derive(Debug)]
pub(super) struct Primordials {
    pub(super) length: Atom,
    pub(super) done: Atom,
    pub(super) value: Atom,
    pub(super) get_time: Handle,
    pub(super) map_entries: Handle,
    pub(super) map_next: Handle,
    pub(super) set_values: Handle,
    pub(super) set_next: Handle,
    pub(super) big_int: Handle,
    /// The address of the constructor of arrays.
    pub(super) array: usize,
    /// The well-known symbols `replace` and `split`.
    pub(super) replace: Atom,
    pub(super) split: Atom,
    to_primitive: Atom,
    /// What dates convert with: the ordinary way, for any object.
    convert: Handle,
    /// The engine's own getter for an error's stack, which reads an inner field.
    pub(super) stack: Handle,
    pub(super) kinds: Kinds,
}

impl Primordials {
    /// Takes them from a fresh context.
    pub(super) fn of(ctx: Context) -> Result<Self, Pending> {
        let global = Handle::global(ctx);
        let method = |class: &std::ffi::CStr, name: &std::ffi::CStr| global.get(class)?.get(c"prototype")?.get(name);
        let next = |class: &std::ffi::CStr, iterate: &Handle| -> Result<Handle, Pending> {
            let constructor = global.get(class)?;
            // SAFETY: a constructor of the engine's own, called without arguments.
            let raw = unsafe { qjs::JS_CallConstructor(ctx, constructor.raw(), 0, std::ptr::null_mut()) };
            iterate.call(&Handle::checked(ctx, raw)?, &[])?.get(c"next")
        };
        let map_entries = method(c"Map", c"entries")?;
        let set_values = method(c"Set", c"values")?;
        let symbol = |name: &std::ffi::CStr| Atom::of(&global.get(c"Symbol")?.get(name)?);
        let to_primitive = symbol(c"toPrimitive")?;
        Ok(Self {
            length: Atom::new(ctx, "length")?,
            done: Atom::new(ctx, "done")?,
            value: Atom::new(ctx, "value")?,
            get_time: method(c"Date", c"getTime")?,
            map_next: next(c"Map", &map_entries)?,
            set_next: next(c"Set", &set_values)?,
            map_entries,
            set_values,
            replace: symbol(c"replace")?,
            split: symbol(c"split")?,
            convert: global.get(c"Date")?.get(c"prototype")?.get_atom(&to_primitive)?,
            to_primitive,
            big_int: global.get(c"BigInt")?,
            array: global.get(c"Array")?.address(),
            stack: global.get(c"Error")?.get(c"prototype")?.own_getter("stack")?,
            kinds: Kinds::of(ctx)?,
        })
    }

    /// Lines and columns of the script in an error's stack, innermost first.
    pub(super) fn places_of(&self, error: &Handle) -> Vec<(u32, u32)> {
        let stack = self.stack.call(error, &[]).ok().filter(Handle::is_string);
        stack.and_then(|stack| stack.primitive_text()).map(|stack| errors::stack_places(&stack)).unwrap_or_default()
    }

    /// The primitive that an object converts to where a number is wanted. The guest's own conversions run.
    pub(super) fn to_number_primitive(&self, object: &Handle) -> Result<Handle, Pending> {
        let hint = Handle::text(object.ctx(), "number")?;
        let own = object.get_atom(&self.to_primitive)?;
        let convert = if own.is_function() { &own } else { &self.convert };
        convert.call(object, &[&hint])
    }

    /// The time of a date object.
    pub(super) fn time_of(&self, date: &Handle) -> Option<f64> {
        self.get_time.call(date, &[]).ok()?.as_number()
    }
}

/// The engine's own functions behind the guest's `Date`.
#[derive(Debug)]
pub(super) struct Dates {
    /// The guest's.
    pub(super) date: Handle,
    pub(super) native: Handle,
    pub(super) utc: Handle,
    /// Text to milliseconds.
    pub(super) parse: Handle,
    /// Whether the local methods are those of UTC already.
    pub(super) utc_methods: bool,
}

/// A call whose promise the guest holds.
#[derive(Debug)]
pub(super) struct OpenCall {
    pub(super) resolve: Handle,
    pub(super) reject: Handle,
    /// An error that holds the guest's stack at the call, for failures that name their place.
    pub(super) stack: Handle,
}

/// A function that waits for the clock.
#[derive(Debug)]
pub(super) struct Timer {
    pub(super) due: f64,
    pub(super) function: Handle,
    pub(super) args: Vec<Handle>,
    /// The interval, for timers that come again.
    pub(super) every: Option<f64>,
}

/// Timers in the order in which they are due.
#[derive(Debug, Default)]
pub(super) struct Timers {
    /// By time (its bits keep the order of numbers that are not negative) and by id.
    queue: BTreeMap<(u64, u64), Timer>,
    due: BTreeMap<u64, u64>,
    last_id: u64,
}

impl Timers {
    /// Adds a timer; `None` when too many wait.
    pub(super) fn add(&mut self, timer: Timer) -> Option<u64> {
        if self.queue.len() >= MAX_TIMERS {
            return None;
        }
        self.last_id += 1;
        self.put(self.last_id, timer);
        Some(self.last_id)
    }

    /// Adds a timer under an id that it had before.
    pub(super) fn put(&mut self, id: u64, timer: Timer) {
        let due = timer.due.max(0.0).to_bits();
        self.due.insert(id, due);
        self.queue.insert((due, id), timer);
    }

    pub(super) fn remove(&mut self, id: u64) -> Option<Timer> {
        let due = self.due.remove(&id)?;
        self.queue.remove(&(due, id))
    }

    /// The id and time of the timer that is due first.
    pub(super) fn first(&self) -> Option<(u64, f64)> {
        self.queue.first_key_value().map(|((_, id), timer)| (*id, timer.due))
    }
}

/// Everything on the host's side of one engine.
pub(super) struct Host {
    pub(super) budget: Rc<Budget>,
    /// The address at which the engine's stack begins, on the thread that it runs on.
    pub(super) stack_top: Cell<usize>,
    /// Whether the stack may have been full once: a script that says so by hand is not believed.
    pub(super) stack_was_full: Cell<bool>,
    /// When the engine asks next whether the run is over.
    pub(super) counter: Counter,
    pub(super) limits: Limits,
    pub(super) primordials: Primordials,
    /// The arguments of the factory that layer 2 makes.
    pub(super) helpers: [Handle; 5],
    /// What the guest's `Date` is made of; set when it is installed.
    pub(super) dates: RefCell<Option<Dates>>,
    /// Time of the journal, in milliseconds since 1970 UTC.
    pub(super) clock: Cell<f64>,
    /// Time that the script sees: the journal's, or its start where timing is blocked.
    pub(super) shown_clock: Cell<f64>,
    /// State of `Math.random`.
    pub(super) random: Cell<u64>,
    pub(super) next_call: Cell<u64>,
    /// Calls that the host has not been given yet.
    pub(super) queue: RefCell<VecDeque<GuestCall>>,
    pub(super) open: RefCell<BTreeMap<u64, OpenCall>>,
    pub(super) timers: RefCell<Timers>,
    /// Memory on the host's side that the arguments of the run's calls take, and what it emitted.
    pub(super) held_bytes: Cell<u64>,
    /// The timer whose function runs now; 0 when none does, or when it was cleared meanwhile.
    pub(super) firing: Cell<u64>,
    pub(super) console: RefCell<Vec<ConsoleEntry>>,
    pub(super) console_bytes: Cell<u64>,
    /// What the script gave with `emit`; it counts as lines of the console.
    pub(super) emitted: RefCell<Vec<Value>>,
    /// Promises that a tool's failure rejected and that nobody waits for, with the error.
    pub(super) unhandled: RefCell<Vec<(Handle, Handle)>>,
    /// Error objects that a failed call made, with what the host knows of the failure.
    pub(super) tool_errors: RefCell<Vec<(Handle, ToolErrorFacts)>>,
    /// Where events go, if anywhere.
    pub(super) on_event: Option<Box<dyn Fn(Event) + Send>>,
    pub(super) dropped_keys: Cell<u32>,
    /// A panic of our own code was caught; the run is over.
    pub(super) panicked: Cell<bool>,
}

/// What the host knows of a failed call.
#[derive(Clone, Debug)]
pub(super) struct ToolErrorFacts {
    pub(super) tool: String,
    pub(super) code: String,
    pub(super) data: Value,
    /// Lines and columns of the generated code at the call, innermost first.
    pub(super) places: Vec<(u32, u32)>,
}

impl Host {
    /// The host's side of the engine that a context belongs to.
    ///
    /// # Safety
    /// The context is live and its runtime's opaque is a `Host` that outlives the returned reference.
    pub(super) unsafe fn of<'h>(ctx: Context) -> &'h Self {
        // SAFETY: the caller's.
        unsafe { &*qjs::JS_GetRuntimeOpaque(qjs::JS_GetRuntime(ctx)).cast::<Self>() }
    }

    /// A walk out of the guest within the limits of one value.
    pub(super) fn read(&self, value: &Handle) -> Result<Value, MarshalError> {
        self.read_within(value, u64::MAX).map(|(value, _)| value)
    }

    /// The same with fewer bytes; gives the bytes that it took, too.
    pub(super) fn read_within(&self, value: &Handle, bytes: u64) -> Result<(Value, u64), MarshalError> {
        let budget = ValueBudget::new(&self.limits).within(bytes);
        let mut walk = FromGuest::new(value.ctx(), &self.primordials, budget);
        let result = walk.read(value);
        self.dropped_keys.set(self.dropped_keys.get().saturating_add(walk.dropped));
        result.map(|value| (value, walk.bytes_spent()))
    }

    /// An argument of `console` as data, about as large as the text of the line; what is larger, or may not cross, stands
    /// as its text.
    pub(super) fn shown(&self, value: &Handle, limit: usize) -> Value {
        let dropped = self.dropped_keys.get();
        let read = self.read_within(value, limit as u64 * SHOWN_FACTOR + SHOWN_MARGIN);
        // It is told, not given: what was left out is not counted.
        self.dropped_keys.set(dropped);
        read.map_or_else(
            |_| {
                let mut text = String::new();
                inspect(value, &self.primordials, &mut text, limit);
                Value::String(text)
            },
            |(value, _)| value,
        )
    }

    /// Bytes that the console may still take.
    pub(super) fn console_left(&self) -> u64 {
        self.limits.max_console_bytes.saturating_sub(self.console_bytes.get())
    }

    /// Whether the console has room for one more line.
    fn console_has_room(&self) -> bool {
        let lines = self.console.borrow().len() + self.emitted.borrow().len();
        (lines as u64) < self.limits.max_console_calls
    }

    /// Counts a line of the console before it is made.
    pub(super) fn count_console(&self) -> Result<(), Throw> {
        if self.console_has_room() {
            return Ok(());
        }
        self.stop(Stop::Console);
        Err(Throw::Stop)
    }

    /// Adds a line that has room, and tells of it.
    pub(super) fn write_console(&self, level: ConsoleLevel, text: String, args: impl FnOnce(usize) -> Vec<Value>) {
        self.console_bytes.set(self.console_bytes.get() + text.len() as u64);
        if let Some(on_event) = &self.on_event {
            on_event(match level {
                ConsoleLevel::Log => Event::Stdout { text: text.clone() },
                _ => Event::Log { level, text: text.clone(), args: args(text.len()) },
            });
        }
        self.console.borrow_mut().push(ConsoleEntry { level, text });
    }

    /// A walk into the guest within the limits of one value.
    pub(super) fn write(&self, ctx: Context, value: &Value, frozen: bool) -> Result<Handle, ToGuestError> {
        let walk = ToGuest::new(ctx, &self.primordials, &self.budget, ValueBudget::new(&self.limits));
        let mut walk = if frozen { walk.frozen() } else { walk };
        let result = walk.write(value);
        if walk.saw_date {
            self.dates_in_utc()?;
        }
        self.dropped_keys.set(self.dropped_keys.get().saturating_add(walk.dropped));
        result
    }

    /// Makes UTC the zone of the guest's dates.
    pub(super) fn dates_in_utc(&self) -> Result<(), Pending> {
        // Taken out meanwhile: what the guest made of the builtins may come back here.
        let Some(mut dates) = self.dates.take() else { return Ok(()) };
        let done = dates.in_utc();
        self.dates.replace(Some(dates));
        done
    }

    /// The next random number in [0, 1), from the journal's seed (SplitMix64).
    pub(super) fn next_random(&self) -> f64 {
        let state = self.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.random.set(state);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
        let numerator = (mixed >> 11) as f64;
        numerator / 9_007_199_254_740_992.0
    }

    /// Makes the error that a failed call rejects with.
    pub(super) fn tool_error(
        &self,
        ctx: Context,
        mut facts: ToolErrorFacts,
        message: &str,
        stack: &Handle,
    ) -> Result<Handle, Pending> {
        facts.places = self.primordials.places_of(stack);
        let error = errors::new_error(ctx, "ToolError", message)?;
        let hidden = qjs::JS_PROP_WRITABLE | qjs::JS_PROP_CONFIGURABLE;
        if !self.limits.sanitize_stack {
            error.define("stack", self.primordials.stack.call(stack, &[])?, hidden)?;
        }
        error.define("code", Handle::text(ctx, &facts.code)?, qjs::JS_PROP_C_W_E)?;
        error.define("tool", Handle::text(ctx, &facts.tool)?, qjs::JS_PROP_C_W_E)?;
        if !matches!(facts.data, Value::Undefined)
            && let Ok(data) = self.write(ctx, &facts.data, false)
        {
            error.define("data", data, qjs::JS_PROP_C_W_E)?;
        }
        self.tool_errors.borrow_mut().push((error.clone(), facts));
        Ok(error)
    }

    /// Counts the arguments of a call, or what was emitted: they stay with the host until the run ends.
    pub(super) fn hold(&self, value: &Value) {
        let held = self.held_bytes.get().saturating_add(value.memory());
        self.held_bytes.set(held);
        if held > self.limits.memory_bytes {
            self.stop(Stop::Memory);
        }
    }

    /// An exception that nothing awaits goes to the console, so that it is not lost.
    pub(super) fn report_uncaught(&self, error: &Handle) {
        if self.budget.stopped().is_some() || !self.console_has_room() {
            return;
        }
        let (name, message) = errors::name_and_message(error);
        let text = format!("Uncaught {name}: {message}");
        if text.len() as u64 <= self.console_left() {
            self.write_console(ConsoleLevel::Error, text, |_| Vec::new());
        }
    }

    /// A promise was rejected with nobody waiting for it, or somebody began to wait for one that was. A tool's failure
    /// that nobody sees until the end ends the run as an uncaught one does.
    pub(super) fn rejected(&self, promise: &Handle, reason: &Handle, handled: bool) {
        if handled {
            self.unhandled.borrow_mut().retain(|(known, _)| known.address() != promise.address());
        } else if reason.is_object()
            && self.tool_errors.borrow().iter().any(|(known, _)| known.address() == reason.address())
        {
            self.unhandled.borrow_mut().push((promise.clone(), reason.clone()));
        }
    }

    /// Marks that the script's calls may have filled the stack, when they are deep now. Called at the engine's looks,
    /// of which the last 32 calls before a full stack hold one.
    pub(super) fn note_depth(&self) {
        let marker = 0_u8;
        let depth = self.stack_top.get().saturating_sub(ptr::from_ref(&marker) as usize);
        if depth as u64 > self.limits.stack_bytes / 4 {
            self.stack_was_full.set(true);
        }
    }

    /// Ends the run.
    pub(super) fn stop(&self, reason: Stop) {
        self.budget.stop(reason);
    }
}
