//! A script in a worker process. The worker runs layer 4; everything that it says is checked here again, since hostile
//! code may have taken it over.

use std::{
    collections::VecDeque,
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

use enclave_contract::{
    ConsoleEntry, ConsoleLevel, ErrorCode, Event, Failure, Limits, ToolFailure, Value,
    frame::{
        Begin, Begun, Command, CompileError, Ended, Failed, Lost, MarshalError, Output, Packed, Patience, Reply,
        Stepped, Stop, Thrown, Time, Worker,
    },
};
use enclave_sandbox::{EventSink, GuestCall, GuestError, Main, pack, unpack, unpack_all};

use crate::guest::Guest;

/// The longest text that a worker gives for an error's name or message; the sandbox cuts them below this.
const MAX_TEXT: usize = 20 << 10;
/// How many times the engine's memory the host keeps of what a script gave away: a value takes more memory here.
const HELD_FACTOR: u64 = 5;

/// What a process may use besides what its engine computes, before its host sees it past `cpu_ms`: for frames and values,
/// and for the compiler.
const CPU_MARGIN: Duration = Duration::from_millis(20);
/// The second for each byte of the script.
const CPU_PER_BYTE: Duration = Duration::from_nanos(500);

/// How long the compiler in a worker may take for one script: its own limit is shorter.
const COMPILING: Duration = Duration::from_secs(3);

/// A script that a worker runs.
pub(crate) struct Remote {
    worker: Box<dyn Worker>,
    limits: Limits,
    cancelled: Arc<AtomicBool>,
    on_event: Option<EventSink>,
    calls: VecDeque<GuestCall>,
    calls_made: u64,
    console: Vec<ConsoleEntry>,
    console_bytes: u64,
    emitted: Vec<Value>,
    /// Memory that what the script gave away takes here.
    held: u64,
    state: Stepped,
    stop: Option<Stop>,
    loss: Option<Box<Failure>>,
    lost: bool,
    wall_deadline: Option<Instant>,
    wall_left: Duration,
    cpu_left: Duration,
}

/// Why a worker does not begin a script.
pub(crate) enum NotBegun {
    /// The engine's compiler does not take it.
    Refused(CompileError),
    /// A limit was passed before it ran.
    Stopped(Stop),
    /// The worker was lost.
    Lost(Box<Failure>),
}

impl From<Lost> for NotBegun {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Died(failure) => Self::Lost(failure),
            Lost::Overdue(stop) => Self::Stopped(stop),
        }
    }
}

/// Has a worker compile a script, which it then keeps for `begin`; before `until`, where the compiler may take so long.
pub(crate) fn compile(
    worker: &mut dyn Worker,
    source: &str,
    until: Instant,
    cancelled: &AtomicBool,
) -> Result<(), NotBegun> {
    let patience = Patience { until: until.min(Instant::now() + COMPILING), cpu: COMPILING, cancelled };
    let bounds = worker.bounds();
    worker.send(&Command::Compile { source: source.to_owned(), bounds }, &patience)?;
    match worker.receive(&patience)? {
        Reply::Compiled => Ok(()),
        Reply::Refused(error) => Err(refused(worker, error)),
        _ => Err(worker.distrust("it answered what was not asked").into()),
    }
}

fn refused(worker: &mut dyn Worker, error: CompileError) -> NotBegun {
    let known = matches!(error.code, ErrorCode::ValidationError | ErrorCode::Internal);
    if known && error.message.len() <= MAX_TEXT {
        NotBegun::Refused(error)
    } else {
        worker.distrust("it refused a script in a way that no compiler does").into()
    }
}

/// What a session begins with, besides what the worker says.
pub(crate) struct Beginning<'a> {
    pub(crate) limits: &'a Limits,
    /// The generated code; none when the worker has compiled it.
    pub(crate) source: Option<String>,
    pub(crate) tools: Vec<(Vec<String>, String)>,
    pub(crate) context: &'a Value,
    pub(crate) seed: u64,
    pub(crate) clock: f64,
    pub(crate) manual: bool,
    pub(crate) started: Instant,
    pub(crate) cancelled: Arc<AtomicBool>,
    pub(crate) on_event: Option<EventSink>,
}

impl Remote {
    /// Has a worker begin a script; `begun` waits until that first waits.
    pub(crate) fn begin(worker: Box<dyn Worker>, beginning: Beginning<'_>) -> Result<Self, NotBegun> {
        let Beginning { limits, source, tools, context, seed, clock, manual, started, cancelled, on_event } = beginning;
        let wall = Duration::from_millis(limits.timeout_ms);
        let bounds = worker.bounds();
        let compiling =
            source.as_ref().map_or(Duration::ZERO, |source| CPU_PER_BYTE * source.len().try_into().unwrap_or(u32::MAX));
        let begin = Begin {
            limits: limits.clone(),
            source,
            tools,
            context: pack(context),
            seed,
            clock,
            manual,
            elapsed: started.elapsed(),
            events: on_event.is_some(),
            bounds,
        };
        let mut remote = Self {
            worker,
            limits: limits.clone(),
            cancelled,
            on_event,
            calls: VecDeque::new(),
            calls_made: 0,
            console: Vec::new(),
            console_bytes: 0,
            emitted: Vec::new(),
            held: 0,
            state: Stepped::default(),
            stop: None,
            loss: None,
            lost: false,
            wall_deadline: if manual { None } else { started.checked_add(wall) },
            wall_left: wall,
            cpu_left: Duration::from_millis(limits.cpu_ms) + CPU_MARGIN + compiling,
        };
        let cancelled = Arc::clone(&remote.cancelled);
        let patience = remote.patience(&cancelled);
        remote.worker.send(&Command::Begin(Box::new(begin)), &patience)?;
        Ok(remote)
    }

    /// How far it comes within that time; `begun` is not waited for then.
    pub(crate) fn begins_within(&mut self, patience: Duration) -> Begun {
        self.worker.begins_within(patience)
    }

    /// Waits until the script first waits.
    pub(crate) fn begun(mut self) -> Result<Self, NotBegun> {
        match self.answer(Instant::now(), Self::hear) {
            Some(Reply::Refused(error)) => return Err(refused(&mut *self.worker, error)),
            reply => self.take_step(reply),
        }
        match (self.loss.take(), self.stop) {
            (Some(loss), _) => Err(NotBegun::Lost(loss)),
            (None, Some(stop)) if self.lost => Err(NotBegun::Stopped(stop)),
            _ => Ok(self),
        }
    }

    /// Sends a command and waits for what ends its step; none when the worker is lost, or the run is over.
    fn ask(&mut self, command: &Command) -> Option<Reply> {
        if self.lost || self.stop.is_some() {
            return None;
        }
        self.answer(Instant::now(), |remote| {
            let cancelled = Arc::clone(&remote.cancelled);
            let patience = remote.patience(&cancelled);
            remote.worker.send(command, &patience)?;
            remote.hear()
        })
    }

    fn answer(&mut self, begun: Instant, hear: impl FnOnce(&mut Self) -> Result<Reply, Lost>) -> Option<Reply> {
        let reply = hear(self);
        self.wall_left = self.wall_left.saturating_sub(begun.elapsed());
        // Many short steps may pass a limit that none of them passes, and the worker need not say so.
        self.check_waiting();
        reply.map_err(|lost| self.lose(lost)).ok()
    }

    /// Waits for what ends the step.
    fn hear(&mut self) -> Result<Reply, Lost> {
        let cancelled = Arc::clone(&self.cancelled);
        let patience = self.patience(&cancelled);
        loop {
            match self.worker.receive(&patience)? {
                Reply::Output(output) => self.take_output(output)?,
                Reply::Called { id, name, args } => self.take_call(id, name, args)?,
                reply => return Ok(reply),
            }
        }
    }

    /// What is left of the times now.
    fn patience<'a>(&self, cancelled: &'a AtomicBool) -> Patience<'a> {
        let until = self.wall_deadline.unwrap_or_else(|| Instant::now() + self.wall_left);
        Patience { until, cpu: self.cpu_left, cancelled }
    }

    fn lose(&mut self, lost: Lost) {
        self.lost = true;
        match lost {
            Lost::Died(failure) => self.loss = Some(failure),
            Lost::Overdue(stop) => self.stop = self.stop.or(Some(stop)),
        }
    }

    fn distrust(&mut self, what: &str) {
        if !self.lost {
            let lost = self.worker.distrust(what);
            self.lose(lost);
        }
    }

    fn unpack(&mut self, packed: &Packed) -> Result<Value, Lost> {
        unpack(packed, &self.limits).map_err(|_| self.worker.distrust("it sent a value that no marshaller makes"))
    }

    fn hold(&mut self, value: &Value) -> Result<(), Lost> {
        self.held = self.held.saturating_add(value.memory());
        if self.held > self.limits.memory_bytes.saturating_mul(HELD_FACTOR) {
            return Err(self.worker.distrust("it sent more than its script can have made"));
        }
        Ok(())
    }

    fn take_output(&mut self, output: Output) -> Result<(), Lost> {
        let lines = (self.console.len() + self.emitted.len()) as u64;
        let room = lines < self.limits.max_console_calls;
        match output {
            Output::Line { level, text, args } => {
                self.console_bytes = self.console_bytes.saturating_add(text.len() as u64);
                if !room || self.console_bytes > self.limits.max_console_bytes {
                    return Err(self.worker.distrust("it wrote more to the console than its limit allows"));
                }
                if self.on_event.is_some() {
                    let args = unpack_all(&args, &self.limits, text.len());
                    let args = args.map_err(|_| self.worker.distrust("it sent a value that no marshaller makes"))?;
                    self.tell(match level {
                        ConsoleLevel::Log => Event::Stdout { text: text.clone() },
                        _ => Event::Log { level, text: text.clone(), args },
                    });
                }
                self.console.push(ConsoleEntry { level, text });
            }
            Output::Emitted(packed) => {
                if !room {
                    return Err(self.worker.distrust("it emitted more than its limit allows"));
                }
                let value = self.unpack(&packed)?;
                self.hold(&value)?;
                if self.on_event.is_some() {
                    self.tell(Event::PartialResult { value: value.clone() });
                }
                self.emitted.push(value);
            }
        }
        Ok(())
    }

    fn tell(&self, event: Event) {
        if let Some(on_event) = &self.on_event {
            on_event(event);
        }
    }

    fn take_call(&mut self, id: u64, name: String, args: Result<Packed, MarshalError>) -> Result<(), Lost> {
        if id != self.calls_made + 1 || id > self.limits.max_tool_calls {
            return Err(self.worker.distrust("it made a call out of turn"));
        }
        self.calls_made = id;
        let args = match args {
            Ok(packed) => Ok(self.unpack(&packed)?),
            Err(error) => Err(self.checked(error)?),
        };
        if let Ok(args) = &args {
            self.hold(args)?;
        }
        self.hold(&Value::String(name.clone()))?;
        self.calls.push_back(GuestCall { id, name, args });
        Ok(())
    }

    fn checked(&mut self, error: MarshalError) -> Result<MarshalError, Lost> {
        let known = matches!(error.code, ErrorCode::SerializationError | ErrorCode::OutputTooLarge);
        if known && error.message.len() <= MAX_TEXT {
            return Ok(error);
        }
        Err(self.worker.distrust("it refused a value in a way that no marshaller does"))
    }

    fn take_step(&mut self, reply: Option<Reply>) {
        match reply {
            None => {}
            Some(Reply::Stepped(state)) => {
                let odd_timer = state.next_timer.is_some_and(|due| !due.is_finite() || due < 0.0);
                let odd_end = state.ended.is_some() && !state.settled;
                if odd_timer || odd_end || state.forecast.as_ref().is_some_and(|text| text.len() > MAX_TEXT) {
                    return self.distrust("its state makes no sense");
                }
                self.stop = self.stop.or(state.stop);
                self.state = *state;
            }
            Some(_) => self.distrust("it answered what was not asked"),
        }
    }

    fn thrown(&mut self, thrown: Thrown) -> Result<GuestError, Lost> {
        let Thrown { code, name, message, places, data } = thrown;
        if name.len() > MAX_TEXT || message.len() > MAX_TEXT {
            return Err(self.worker.distrust("it told of an error that no script makes"));
        }
        Ok(GuestError { code, name, message, places, data: self.unpack(&data)? })
    }

    fn ended(&mut self, ended: Ended) -> Result<Main, Lost> {
        Ok(match ended {
            Ended::Pending => Main::Pending,
            Ended::Returned(Ok(packed)) => Main::Returned(Ok(self.unpack(&packed)?)),
            Ended::Returned(Err(error)) => Main::Returned(Err(self.checked(error)?)),
            Ended::Threw(thrown) => Main::Threw(Box::new(self.thrown(thrown)?)),
            Ended::Stopped(stop) => Main::Stopped(stop),
            Ended::Broken => Main::Broken,
        })
    }

    /// How a run stands whose worker is gone: its loss is told apart.
    fn gone(&self) -> Main {
        self.stop.map_or(Main::Broken, Main::Stopped)
    }
}

impl Guest for Remote {
    fn settle(&mut self, id: u64, tool: &str, answer: &Result<Value, ToolFailure>, time: Time) {
        let answer = match answer {
            Ok(value) => Ok(pack(value)),
            Err(failure) => {
                Err(Failed { code: failure.code.clone(), message: failure.message.clone(), data: pack(&failure.data) })
            }
        };
        let reply = self.ask(&Command::Settle { id, tool: tool.to_owned(), answer, time });
        self.take_step(reply);
    }

    fn fire_timer(&mut self, time: Time) {
        let reply = self.ask(&Command::FireTimer(time));
        self.take_step(reply);
    }

    fn main(&mut self) -> Main {
        if self.state.broken {
            return Main::Broken;
        }
        if let Some(stop) = self.stop {
            return Main::Stopped(stop);
        }
        if !self.state.settled && !self.lost {
            return Main::Pending;
        }
        let ended = match self.state.ended.take() {
            Some(ended) => Some(ended),
            None => match self.ask(&Command::Main) {
                Some(Reply::Ended(ended)) => Some(ended),
                None => None,
                Some(_) => {
                    self.distrust("it answered what was not asked");
                    None
                }
            },
        };
        match ended.map(|ended| self.ended(ended)) {
            Some(Ok(main)) => main,
            Some(Err(lost)) => {
                self.lose(lost);
                self.gone()
            }
            None => self.gone(),
        }
    }

    fn has_ended(&self) -> bool {
        self.state.settled
    }

    fn unhandled(&mut self) -> Option<GuestError> {
        if !self.state.unhandled {
            return None;
        }
        let thrown = match self.ask(&Command::Unhandled)? {
            Reply::Unhandled(thrown) => thrown?,
            _ => {
                self.distrust("it answered what was not asked");
                return None;
            }
        };
        self.thrown(thrown).map_err(|lost| self.lose(lost)).ok()
    }

    fn next_call(&mut self) -> Option<GuestCall> {
        self.calls.pop_front()
    }

    fn next_timer(&self) -> Option<f64> {
        self.state.next_timer
    }

    fn check_waiting(&mut self) {
        if self.stop.is_some() {
            return;
        }
        let late = match self.wall_deadline {
            Some(deadline) => Instant::now() >= deadline,
            None => self.wall_left.is_zero(),
        };
        if late {
            self.stop = Some(Stop::Timeout);
        } else if self.cancelled.load(std::sync::atomic::Ordering::Relaxed) {
            self.stop = Some(Stop::Cancelled);
        }
    }

    fn stopped(&self) -> Option<Stop> {
        self.stop
    }

    fn is_over(&self) -> bool {
        self.stop.is_some() || self.lost || self.state.broken
    }

    fn take_loss(&mut self) -> Option<Box<Failure>> {
        self.loss.take()
    }

    fn take_forecast(&mut self) -> Option<String> {
        self.state.forecast.take()
    }

    fn resume(&mut self, cpu: Duration, wall: Duration) {
        self.state.cpu = cpu;
        self.cpu_left = Duration::from_millis(self.limits.cpu_ms).saturating_sub(cpu) + CPU_MARGIN;
        self.wall_left = Duration::from_millis(self.limits.timeout_ms).saturating_sub(wall);
        self.tell_worker(&Command::Resume { cpu, wall });
    }

    fn wall_deadline(&self) -> Option<Instant> {
        self.wall_deadline
    }

    fn end_at(&mut self, deadline: Option<Instant>) {
        self.wall_deadline = deadline;
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        self.tell_worker(&Command::EndIn(left));
    }

    fn wall_left(&self) -> Duration {
        self.wall_left
    }

    fn cpu_used(&self) -> Duration {
        self.state.cpu
    }

    fn turns(&self) -> u64 {
        self.state.turns
    }

    fn peak_memory(&self) -> u64 {
        self.state.peak_memory
    }

    fn calls_made(&self) -> u64 {
        self.calls_made
    }

    fn dropped_keys(&self) -> u32 {
        self.state.dropped_keys
    }

    fn take_console(&mut self) -> Vec<ConsoleEntry> {
        std::mem::take(&mut self.console)
    }

    fn take_emitted(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.emitted)
    }
}

impl Remote {
    /// Sends a command that is not answered.
    fn tell_worker(&mut self, command: &Command) {
        if self.lost {
            return;
        }
        let cancelled = Arc::clone(&self.cancelled);
        let patience = self.patience(&cancelled);
        if let Err(lost) = self.worker.send(command, &patience) {
            self.lose(lost);
        }
    }
}

#[cfg(test)]
mod tests {
    use enclave_contract::{
        Config, Isolation,
        frame::{Bounds, Lease, Workers},
    };

    use super::*;
    use crate::{Enclave, RunOptions, Step};

    /// A worker that says what it is told to say, whatever it is asked.
    #[derive(Clone, Debug)]
    struct Liar(VecDeque<Reply>);

    impl Workers for Liar {
        fn lease(&self, _: &Lease<'_>) -> Result<Box<dyn Worker>, Lost> {
            Ok(Box::new(self.clone()))
        }
    }

    impl Worker for Liar {
        fn bounds(&self) -> Bounds {
            Bounds { max_frame_bytes: 1 << 20, address_space: 1 << 30, cpu_seconds: 60 }
        }

        fn send(&mut self, _: &Command, _: &Patience<'_>) -> Result<(), Lost> {
            Ok(())
        }

        fn receive(&mut self, _: &Patience<'_>) -> Result<Reply, Lost> {
            self.0.pop_front().ok_or_else(|| self.distrust("it has no more to say"))
        }

        fn begins_within(&mut self, _: Duration) -> Begun {
            Begun::No
        }

        fn distrust(&mut self, what: &str) -> Lost {
            Lost::Died(Box::new(Failure::new(ErrorCode::WorkerLost, what)))
        }

        fn interrupter(&self) -> Arc<dyn Fn() + Send + Sync> {
            Arc::new(|| ())
        }
    }

    /// How a session ends whose worker says that it compiled the script, and then this.
    fn end(replies: Vec<Reply>) -> Result<Value, String> {
        end_with(replies, RunOptions::default())
    }

    fn end_with(replies: Vec<Reply>, options: RunOptions) -> Result<Value, String> {
        let config = Config { isolation: Some(Isolation::Process), any_tool: true, ..Config::default() };
        let mut said = VecDeque::from(replies);
        said.push_front(Reply::Compiled);
        let enclave = Enclave::isolated(config, Value::Null, Arc::new(Liar(said))).unwrap();
        let mut session = match enclave.start("return 1", options) {
            Ok(session) => session,
            Err(rejection) => return Err(rejection.to_string()),
        };
        match session.advance() {
            Step::Done(outcome) => outcome.result.map_err(|failure| failure.to_string()),
            Step::Waiting { calls, .. } => Err(format!("waits for {} calls", calls.len())),
        }
    }

    fn stepped(state: Stepped) -> Reply {
        Reply::Stepped(Box::new(state))
    }

    fn call(id: u64) -> Reply {
        Reply::Called { id, name: "echo".to_owned(), args: Ok(pack(&Value::Object(Vec::new()))) }
    }

    fn line(length: usize) -> Reply {
        Reply::Output(Output::Line { level: ConsoleLevel::Log, text: "x".repeat(length), args: Packed::default() })
    }

    fn returned(value: &Value) -> Reply {
        stepped(Stepped { settled: true, ended: Some(Ended::Returned(Ok(pack(value)))), ..Stepped::default() })
    }

    #[test]
    fn a_worker_that_keeps_to_the_protocol_is_believed() {
        assert_eq!(end(vec![returned(&Value::Number(7.0))]), Ok(Value::Number(7.0)));
        assert_eq!(end(vec![call(1), call(2), stepped(Stepped::default())]), Err("waits for 2 calls".to_owned()));
    }

    #[test]
    fn a_worker_that_lies_is_lost() {
        let deep = (0..60).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
        let thrown = |message: String| Thrown {
            code: ErrorCode::ExecutionError,
            name: "Error".to_owned(),
            message,
            places: Vec::new(),
            data: pack(&Value::Undefined),
        };
        let threw =
            |thrown| stepped(Stepped { settled: true, ended: Some(Ended::Threw(thrown)), ..Stepped::default() });
        let wrong_code = MarshalError { code: ErrorCode::Internal, message: String::new() };
        let cases = [
            vec![],
            vec![Reply::Ready],
            vec![Reply::Compiled],
            vec![Reply::Ended(Ended::Pending)],
            vec![call(2)],
            vec![call(1), call(1)],
            (1..=101).map(call).collect(),
            vec![Reply::Called { id: 1, name: "echo".to_owned(), args: Ok(Packed(vec![99])) }],
            vec![Reply::Called { id: 1, name: "echo".to_owned(), args: Err(wrong_code) }],
            vec![returned(&deep)],
            vec![returned(&Value::BigInt("1".repeat(39_458)))],
            vec![stepped(Stepped {
                settled: true,
                ended: Some(Ended::Returned(Ok(Packed::default()))),
                ..Stepped::default()
            })],
            vec![stepped(Stepped { ended: Some(Ended::Pending), ..Stepped::default() })],
            vec![stepped(Stepped { next_timer: Some(f64::NAN), ..Stepped::default() })],
            vec![stepped(Stepped { forecast: Some("x".repeat(MAX_TEXT + 1)), ..Stepped::default() })],
            vec![threw(thrown("x".repeat(MAX_TEXT + 1)))],
            (0..1_001).map(|_| line(1)).collect(),
            vec![line(2 << 20)],
            vec![Reply::Output(Output::Emitted(pack(&deep)))],
            vec![Reply::Refused(CompileError { code: ErrorCode::Timeout, message: String::new(), place: None })],
        ];
        for (index, replies) in cases.into_iter().enumerate() {
            let told = end(replies).unwrap_err();
            assert!(told.starts_with("WORKER_LOST"), "case {index}: {told}");
        }
    }

    #[test]
    fn what_a_line_brings_for_events_is_no_larger_than_its_text() {
        let line = |bytes: usize| {
            let args = Packed(
                [pack(&Value::String("x".repeat(bytes))), pack(&Value::Number(1.0))].map(|value| value.0).concat(),
            );
            Reply::Output(Output::Line { level: ConsoleLevel::Warn, text: "x".repeat(50), args })
        };
        let said = |bytes| {
            let options = RunOptions { events: Some(Arc::new(|_, _| ())), ..RunOptions::default() };
            let settled = Ended::Returned(Ok(pack(&Value::Null)));
            let ended = stepped(Stepped { settled: true, ended: Some(settled), ..Stepped::default() });
            end_with(vec![line(bytes), ended], options)
        };
        assert_eq!(said(50), Ok(Value::Null));
        assert!(said(1 << 20).unwrap_err().starts_with("WORKER_LOST"));
    }
}
