//! Frames in, layer 4, frames out.

use std::{
    fmt::Debug,
    fs::File,
    io::{self, BufReader, Read, Write},
    mem,
    os::fd::{AsRawFd, OwnedFd},
    process::exit,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::Ordering},
    time::{Duration, Instant},
};

use enclave_contract::{
    ErrorCode, Event, Language, Limits, ToolFailure, Value,
    frame::{
        self, Begin, Bounds, Command, CompileError, Ended, MarshalError, Output, Packed, Reply, Stepped, Thrown, Time,
    },
};
use enclave_sandbox::{
    Bytecode, COMPILER_MEMORY, Cancelled, Compiler, EventSink, Furnishing, GuestError, Main, Sandbox, Warm, pack,
    pack_all, unpack_trusted,
};

use crate::lockdown::{CANCELLED, lower_limits};

/// The exit code of a worker whose host is gone or speaks another language.
const EXIT_NO_HOST: i32 = 0;
/// The exit code of a worker that cannot go on.
const EXIT_DEFECT: i32 = 70;

/// Commands shorter than this are read at once, in bytes. Each child has that much memory for it.
const READ_BYTES: usize = 4 << 10;
/// Replies that wait to be written are written at this size, in bytes.
const FLUSH_BYTES: usize = 64 << 10;
/// Lines of the console are written at once, but not more often than this.
const FLUSH_EVERY: Duration = Duration::from_millis(1);
/// Address space that compiling a script may take, the program's own included.
const COMPILING_SPACE: u64 = 2 * COMPILER_MEMORY;
/// What a frame takes besides its value, at most.
const FRAME_HEAD: u64 = 4 << 10;

/// A script that meets every piece of our own guest code, so that each is compiled before the first fork.
const WARMING: &str = "(function () { return async function () {
    const seen = ['union', 'toLocaleString', 'localeCompare', 'TextEncoder', 'TextDecoder', 'structuredClone', 'URL',
        'Uint8Array', 'Float64Array'];
    // The C library reads the time zone's file when it is first asked for a local time.
    seen.push(new Date('2020-02-03T04:05').toString(), Date.parse('Feb 3 2020 04:05'), new Date(2020, 1, 3).getHours());
    return seen.join();
}; })";

/// A script such as many are.
const SESSION: &str = "(function () { return async function () {
    const rows = [1, 2, 3].map((id) => ({ id, text: 'row ' + id }));
    console.log(rows.length);
    return JSON.stringify(rows);
}; })";

/// What a session begins with: an engine with our guest code inside, and one that compiles.
pub struct Engines {
    warm: Warm,
    compiler: Compiler,
}

impl Engines {
    fn new(cancelled: Cancelled) -> Result<Self, String> {
        let warm = Warm::new(cancelled).map_err(|stop| unmade(&stop))?;
        Ok(Self { warm, compiler: Compiler::new().map_err(|error| unmade(&error))? })
    }
}

/// What every child begins with. Called in the zygote, before anything is locked.
///
/// # Errors
/// When there is no memory for it.
pub fn warm() -> Result<Engines, String> {
    if !matches!(rehearse(Engines::new(Cancelled::default())?, WARMING)?, Main::Returned(Ok(Value::String(_)))) {
        return Err(unmade(&"a script does not run"));
    }
    Engines::new(Cancelled::Process(&CANCELLED))
}

/// Runs the generated code of a script that calls nothing, with nothing around the engine.
///
/// # Errors
/// When there is no memory for it, or the engine does not take it.
pub fn rehearse(engines: Engines, script: &str) -> Result<Main, String> {
    Ok(rehearsed(engines, script)?.main())
}

fn rehearsed(engines: Engines, script: &str) -> Result<Sandbox, String> {
    let furnishing = Furnishing {
        limits: &Limits::of(Default::default(), Language::Javascript),
        script,
        tools: &[],
        context: &Value::Date(0.0),
        seed: 0,
        clock: 0.0,
        manual: true,
        started: Instant::now(),
        on_event: None,
    };
    let bytecode = engines.compiler.compile(script).map_err(|error| unmade(&error))?;
    let mut sandbox = engines.warm.furnish(furnishing).map_err(|stop| unmade(&stop))?;
    sandbox.start(&bytecode);
    Ok(sandbox)
}

/// Does about what a short session does, which ends by a kill: nothing is freed.
pub fn rehearse_session(engines: Engines) {
    // Whether it works, `warm` has seen.
    if let Ok(mut sandbox) = rehearsed(engines, SESSION) {
        let _ = sandbox.main();
        mem::forget(sandbox);
    }
}

fn unmade(why: &dyn Debug) -> String {
    format!("the engine cannot be made: {why:?}")
}

/// Serves one host until it is gone.
pub fn serve(socket: OwnedFd, engines: Engines) -> ! {
    let socket = Arc::new(File::from(socket));
    let out = Arc::new(Mutex::new(Out { socket: Arc::clone(&socket), waiting: Vec::new(), written: Instant::now() }));
    let Engines { warm, compiler } = engines;
    let mut server = Server {
        out,
        warm: Some(warm),
        compiler: Some(compiler),
        bytecode: None,
        sandbox: None,
        max_frame_bytes: u64::MAX,
    };
    let mut socket = BufReader::with_capacity(READ_BYTES, Patient(&socket));
    let mut bytes = Vec::new();
    loop {
        let mut length = [0; 4];
        if socket.read_exact(&mut length).is_err() {
            exit(EXIT_NO_HOST);
        }
        bytes.clear();
        let length = u64::from(u32::from_le_bytes(length));
        if (&mut socket).take(length).read_to_end(&mut bytes).is_err() || bytes.len() as u64 != length {
            exit(EXIT_NO_HOST);
        }
        let Ok(command) = frame::decode(&bytes) else { exit(EXIT_DEFECT) };
        server.obey(command);
        server.out().flush();
    }
}

/// A socket that is waited for before it is read. A read that waits would be woken for nothing when the host takes what it
/// was sent.
struct Patient<'a>(&'a File);

impl Read for Patient<'_> {
    #[expect(unsafe_code, reason = "the safe function makes another system call than the filter allows")]
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut socket = libc::pollfd { fd: self.0.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one structure, which lives through the call. What comes of it, the read says.
        unsafe { libc::poll(&raw mut socket, 1, -1) };
        self.0.read(bytes)
    }
}

/// Replies on their way.
struct Out {
    socket: Arc<File>,
    waiting: Vec<u8>,
    written: Instant,
}

impl Out {
    fn push(&mut self, reply: &Reply) {
        let Ok(frame) = frame::encode(reply) else { exit(EXIT_DEFECT) };
        self.waiting.extend_from_slice(&frame);
        if self.waiting.len() > FLUSH_BYTES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.waiting.is_empty() && (&*self.socket).write_all(&self.waiting).is_err() {
            exit(EXIT_NO_HOST);
        }
        self.waiting.clear();
        self.waiting.shrink_to(FLUSH_BYTES * 2);
        self.written = Instant::now();
    }
}

struct Server {
    out: Arc<Mutex<Out>>,
    /// The engine that the next session gets.
    warm: Option<Warm>,
    /// The engine that compiles its script.
    compiler: Option<Compiler>,
    /// The script that was compiled for it.
    bytecode: Option<(String, Bytecode)>,
    sandbox: Option<Sandbox>,
    max_frame_bytes: u64,
}

impl Server {
    fn out(&self) -> MutexGuard<'_, Out> {
        self.out.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reply(&self, reply: &Reply) {
        self.out().push(reply);
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Compile { source, bounds } => match self.compiled(&source, bounds) {
                Ok(bytecode) => {
                    self.bytecode = Some((source, bytecode));
                    self.reply(&Reply::Compiled);
                }
                Err(error) => self.reply(&Reply::Refused(error)),
            },
            Command::Begin(begin) => self.begin(*begin),
            Command::Settle { id, tool, answer, time } => {
                let answer = match answer {
                    Ok(packed) => Ok(trusted(&packed)),
                    Err(failed) => {
                        Err(ToolFailure { code: failed.code, message: failed.message, data: trusted(&failed.data) })
                    }
                };
                self.step(time, |sandbox| sandbox.settle(id, &tool, &answer));
            }
            Command::FireTimer(time) => self.step(time, Sandbox::fire_timer),
            Command::Main => {
                let max = self.max_frame_bytes;
                let ended = ended(self.sandbox().main(), max);
                self.reply(&Reply::Ended(ended));
            }
            Command::Unhandled => {
                let thrown = self.sandbox().unhandled().map(thrown);
                self.reply(&Reply::Unhandled(thrown));
            }
            Command::Resume { cpu, wall } => self.sandbox().resume(cpu, wall),
            Command::EndIn(left) => {
                let deadline = left.and_then(|left| Instant::now().checked_add(left));
                self.sandbox().end_at(deadline);
            }
            Command::Reset => {
                self.sandbox = None;
                self.bytecode = None;
                CANCELLED.store(false, Ordering::SeqCst);
                let Ok(Engines { warm, compiler }) = Engines::new(Cancelled::Process(&CANCELLED)) else {
                    exit(EXIT_DEFECT)
                };
                (self.warm, self.compiler) = (Some(warm), Some(compiler));
                self.reply(&Reply::Ready);
            }
        }
    }

    /// Compiles a script within what the compiler may need, which may be more than its session has.
    fn compiled(&mut self, source: &str, bounds: Bounds) -> Result<Bytecode, CompileError> {
        lower(bounds.address_space.max(COMPILING_SPACE), bounds);
        self.compiler.take().map_or_else(Compiler::new, Ok)?.compile(source)
    }

    fn sandbox(&mut self) -> &mut Sandbox {
        let Some(sandbox) = &mut self.sandbox else { exit(EXIT_DEFECT) };
        sandbox
    }

    fn begin(&mut self, begin: Begin) {
        let (script, bytecode) = match (begin.source, self.bytecode.take()) {
            (Some(source), _) => match self.compiled(&source, begin.bounds) {
                Ok(bytecode) => (source, bytecode),
                Err(error) => return self.reply(&Reply::Refused(error)),
            },
            (None, Some(compiled)) => compiled,
            (None, None) => exit(EXIT_DEFECT),
        };
        let Some(warm) = self.warm.take() else { exit(EXIT_DEFECT) };
        lower(begin.bounds.address_space, begin.bounds);
        self.max_frame_bytes = begin.bounds.max_frame_bytes;
        let now = Instant::now();
        let furnishing = Furnishing {
            limits: &begin.limits,
            script: &script,
            tools: &begin.tools,
            context: &trusted(&begin.context),
            seed: begin.seed,
            clock: begin.clock,
            manual: begin.manual,
            started: now.checked_sub(begin.elapsed).unwrap_or(now),
            on_event: begin.events.then(|| self.events()),
        };
        match warm.furnish(furnishing) {
            Ok(mut sandbox) => {
                sandbox.start(&bytecode);
                self.sandbox = Some(sandbox);
                self.stepped();
            }
            Err(stop) => self.reply(&Reply::Stepped(Box::new(Stepped { stop: Some(stop), ..Stepped::default() }))),
        }
    }

    /// Sends what the script writes while it computes.
    fn events(&self) -> EventSink {
        let out = Arc::clone(&self.out);
        Box::new(move |event| {
            let output = match event {
                Event::Stdout { text } => {
                    Output::Line { level: enclave_contract::ConsoleLevel::Log, text, args: Packed::default() }
                }
                Event::Log { level, text, args } => Output::Line { level, text, args: pack_all(&args) },
                Event::PartialResult { value } => Output::Emitted(pack(&value)),
                _ => return,
            };
            let mut out = out.lock().unwrap_or_else(PoisonError::into_inner);
            out.push(&Reply::Output(output));
            if out.written.elapsed() >= FLUSH_EVERY {
                out.flush();
            }
        })
    }

    fn step(&mut self, time: Time, run: impl FnOnce(&mut Sandbox)) {
        let sandbox = self.sandbox();
        sandbox.set_clock(time.shown, time.real);
        run(sandbox);
        self.stepped();
    }

    /// Tells what the script did, and how it stands.
    fn stepped(&mut self) {
        let max = self.max_frame_bytes;
        let Some(sandbox) = &mut self.sandbox else { exit(EXIT_DEFECT) };
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        let (console, emitted) = (sandbox.take_console(), sandbox.take_emitted());
        if !sandbox.tells() {
            for entry in console {
                out.push(&Reply::Output(Output::Line {
                    level: entry.level,
                    text: entry.text,
                    args: Packed::default(),
                }));
            }
            for value in &emitted {
                out.push(&Reply::Output(Output::Emitted(pack(value))));
            }
        }
        while let Some(call) = sandbox.next_call() {
            let args = call.args.and_then(|args| within(&args, max));
            out.push(&Reply::Called { id: call.id, name: call.name, args });
        }
        let state = Stepped {
            settled: sandbox.has_ended(),
            ended: sandbox.is_final().then(|| ended(sandbox.main(), max)),
            stop: sandbox.stopped(),
            forecast: sandbox.take_forecast(),
            broken: sandbox.is_broken(),
            next_timer: sandbox.next_timer(),
            unhandled: sandbox.has_unhandled(),
            cpu: sandbox.cpu_used(),
            turns: sandbox.turns(),
            peak_memory: sandbox.peak_memory(),
            dropped_keys: sandbox.dropped_keys(),
        };
        out.push(&Reply::Stepped(Box::new(state)));
    }
}

fn lower(address_space: u64, bounds: Bounds) {
    if lower_limits(address_space, bounds.cpu_seconds).is_err() {
        exit(EXIT_DEFECT);
    }
}

/// A value that the host packed.
fn trusted(packed: &Packed) -> Value {
    match unpack_trusted(packed) {
        Ok(value) => value,
        Err(_) => exit(EXIT_DEFECT),
    }
}

/// A value packed, when a frame has room for it.
fn within(value: &Value, max_frame_bytes: u64) -> Result<Packed, MarshalError> {
    let packed = pack(value);
    if packed.0.len() as u64 + FRAME_HEAD <= max_frame_bytes {
        return Ok(packed);
    }
    let message = format!("the value exceeds `max_frame_bytes` ({max_frame_bytes})");
    Err(MarshalError { code: ErrorCode::OutputTooLarge, message })
}

fn ended(main: Main, max_frame_bytes: u64) -> Ended {
    match main {
        Main::Pending => Ended::Pending,
        Main::Returned(value) => Ended::Returned(value.and_then(|value| within(&value, max_frame_bytes))),
        Main::Threw(error) => Ended::Threw(thrown(*error)),
        Main::Stopped(stop) => Ended::Stopped(stop),
        Main::Broken => Ended::Broken,
    }
}

fn thrown(error: GuestError) -> Thrown {
    let GuestError { code, name, message, places, data } = error;
    Thrown { code, name, message, places, data: pack(&data) }
}
