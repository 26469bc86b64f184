//! What a session drives: a script in layer 4, in this process or in a worker's.

use std::time::{Duration, Instant};

use enclave_contract::{
    ConsoleEntry, Failure, ToolFailure, Value,
    frame::{Stop, Time},
};
use enclave_sandbox::{GuestCall, GuestError, Main, Sandbox};

/// A running script. After each step its calls are taken with `next_call`.
pub(crate) trait Guest: Send {
    /// Gives the script the answer to a call.
    fn settle(&mut self, id: u64, tool: &str, answer: &Result<Value, ToolFailure>, time: Time);
    /// Runs the timer that is due first.
    fn fire_timer(&mut self, time: Time);
    /// How the main function stands. The value is read once.
    fn main(&mut self) -> Main;
    /// Whether the main function has ended.
    fn has_ended(&self) -> bool;
    /// The failure of a tool that nobody waited for.
    fn unhandled(&mut self) -> Option<GuestError>;
    /// Takes the next call that the script made.
    fn next_call(&mut self) -> Option<GuestCall>;
    /// When the first timer is due, in the journal's time.
    fn next_timer(&self) -> Option<f64>;
    /// Looks at the clocks outside of a step: the wall-clock time and the canceller.
    fn check_waiting(&mut self);
    /// Why the run must end, as far as is known.
    fn stopped(&self) -> Option<Stop>;
    /// Whether the run must end.
    fn is_over(&self) -> bool;
    /// Takes what is known of a worker that was lost, once.
    fn take_loss(&mut self) -> Option<Box<Failure>>;
    /// The builtin whose work would have outlasted the run, when that ended it.
    fn take_forecast(&mut self) -> Option<String>;
    /// Goes on with what is left of the times.
    fn resume(&mut self, cpu_used: Duration, wall_used: Duration);
    /// The end of the wall-clock time, when waiting counts.
    fn wall_deadline(&self) -> Option<Instant>;
    /// Sets it.
    fn end_at(&mut self, deadline: Option<Instant>);
    /// Wall-clock time left, of a session that is driven by hand.
    fn wall_left(&self) -> Duration;
    /// Time that the engine computed.
    fn cpu_used(&self) -> Duration;
    /// Loop turns.
    fn turns(&self) -> u64;
    /// The most memory that the engine held at once, in bytes.
    fn peak_memory(&self) -> u64;
    /// Calls that the script made, refused ones included.
    fn calls_made(&self) -> u64;
    /// Keys that the marshaller dropped.
    fn dropped_keys(&self) -> u32;
    /// What the script wrote so far.
    fn take_console(&mut self) -> Vec<ConsoleEntry>;
    /// What the script gave with `emit` so far.
    fn take_emitted(&mut self) -> Vec<Value>;
}

impl Guest for Sandbox {
    fn settle(&mut self, id: u64, tool: &str, answer: &Result<Value, ToolFailure>, time: Time) {
        self.set_clock(time.shown, time.real);
        self.settle(id, tool, answer);
    }

    fn fire_timer(&mut self, time: Time) {
        self.set_clock(time.shown, time.real);
        self.fire_timer();
    }

    fn main(&mut self) -> Main {
        self.main()
    }

    fn has_ended(&self) -> bool {
        self.has_ended()
    }

    fn unhandled(&mut self) -> Option<GuestError> {
        self.unhandled()
    }

    fn next_call(&mut self) -> Option<GuestCall> {
        Self::next_call(self)
    }

    fn next_timer(&self) -> Option<f64> {
        self.next_timer()
    }

    fn check_waiting(&mut self) {
        Self::check_waiting(self);
    }

    fn stopped(&self) -> Option<Stop> {
        self.stopped()
    }

    fn is_over(&self) -> bool {
        self.is_over()
    }

    fn take_loss(&mut self) -> Option<Box<Failure>> {
        None
    }

    fn take_forecast(&mut self) -> Option<String> {
        Self::take_forecast(self)
    }

    fn resume(&mut self, cpu_used: Duration, wall_used: Duration) {
        Self::resume(self, cpu_used, wall_used);
    }

    fn wall_deadline(&self) -> Option<Instant> {
        self.wall_deadline()
    }

    fn end_at(&mut self, deadline: Option<Instant>) {
        Self::end_at(self, deadline);
    }

    fn wall_left(&self) -> Duration {
        self.wall_left()
    }

    fn cpu_used(&self) -> Duration {
        self.cpu_used()
    }

    fn turns(&self) -> u64 {
        self.turns()
    }

    fn peak_memory(&self) -> u64 {
        self.peak_memory()
    }

    fn calls_made(&self) -> u64 {
        self.calls_made()
    }

    fn dropped_keys(&self) -> u32 {
        self.dropped_keys()
    }

    fn take_console(&mut self) -> Vec<ConsoleEntry> {
        Self::take_console(self)
    }

    fn take_emitted(&mut self) -> Vec<Value> {
        Self::take_emitted(self)
    }
}
