//! What a host and a worker process say to each other, and what a sandbox tells whoever drives it.
//!
//! A frame is four bytes of length (little endian) and that many bytes of postcard. Nothing in a frame nests, so decoding
//! recurses no deeper than these types; values travel as `Packed` bytes, which the marshaller unpacks within the limits
//! of a value. The host treats every reply as hostile.

use std::{
    fmt,
    time::{Duration, Instant},
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, DeserializeOwned, SeqAccess, Visitor},
};

use crate::{ConsoleLevel, ErrorCode, Failure, Limits};

/// The version of the frames, part of the handshake with a worker.
pub const FRAME_VERSION: u32 = 3;

/// The most places that an error has.
const MAX_PLACES: usize = 16;

/// A value as bytes of the marshaller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed(#[serde(with = "serde_bytes")] pub Vec<u8>);

/// Why a run must end. Sticky: nothing that a script does can undo it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stop {
    /// `timeout_ms`
    Timeout,
    /// `cpu_ms`
    Cpu,
    /// `max_iterations`
    Iterations,
    /// `memory_bytes`
    Memory,
    /// `max_tool_calls`
    ToolCalls,
    /// `max_console_calls` or `max_console_bytes`
    Console,
    /// An integer of too many bits.
    BigInt,
    /// The host cancelled the run.
    Cancelled,
}

impl Stop {
    /// The code that the host sees.
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::Timeout => ErrorCode::Timeout,
            Self::Cpu => ErrorCode::CpuLimitExceeded,
            Self::Iterations => ErrorCode::MaxIterations,
            Self::Memory | Self::BigInt => ErrorCode::MemoryLimitExceeded,
            Self::ToolCalls => ErrorCode::MaxToolCalls,
            Self::Console => ErrorCode::ConsoleLimitExceeded,
            Self::Cancelled => ErrorCode::Cancelled,
        }
    }
}

/// Why a value cannot cross.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarshalError {
    /// `SERIALIZATION_ERROR` or `OUTPUT_TOO_LARGE`.
    pub code: ErrorCode,
    /// What is wrong, with the path.
    pub message: String,
}

/// Why the engine's compiler does not take code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompileError {
    /// `VALIDATION_ERROR`, or `INTERNAL` for a defect.
    pub code: ErrorCode,
    /// What the compiler says.
    pub message: String,
    /// Line and column of the compiled text, when the compiler named a place.
    pub place: Option<(u32, u32)>,
}

/// A time of the journal, in milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// What the script sees.
    pub shown: f64,
    /// By which its timers are due.
    pub real: f64,
}

/// What a host asks of a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Compile a script and keep it for `Begin`. Answered by `Compiled` or `Refused`.
    Compile {
        /// The generated code.
        source: String,
        /// What holds from here on.
        bounds: Bounds,
    },
    /// Furnish the engine and run the script up to where it first waits. Answered by `Stepped` or `Refused`.
    Begin(Box<Begin>),
    /// Give the script the answer to a call. Answered by `Stepped`.
    Settle {
        /// The call's id.
        id: u64,
        /// The tool, for messages.
        tool: String,
        /// The answer; a failure's data stands apart.
        answer: Result<Packed, Failed>,
        /// When.
        time: Time,
    },
    /// Fire the timer that is due first. Answered by `Stepped`.
    FireTimer(Time),
    /// Read how the main function stands. Answered by `Ended`.
    Main,
    /// Read the failure of a tool that nobody waited for. Answered by `Unhandled`.
    Unhandled,
    /// Go on with what is left of the times. Not answered.
    Resume {
        /// Time that the engine computed before.
        cpu: Duration,
        /// Time that counts against the wall-clock limit.
        wall: Duration,
    },
    /// The wall-clock time ends that long from now, waiting included. Not answered.
    EndIn(Option<Duration>),
    /// Drop what there is and be ready for another session of the same tenant. Answered by `Ready`.
    Reset,
}

/// What a session is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Begin {
    /// The limits of the run.
    pub limits: Limits,
    /// The generated code; absent when `Compile` had it.
    pub source: Option<String>,
    /// Where each tool stands below `tools`, with its name, sorted by place.
    pub tools: Vec<(Vec<String>, String)>,
    /// The frozen `context`.
    pub context: Packed,
    /// The seed of `Math.random`.
    pub seed: u64,
    /// The journal's start, in milliseconds since 1970 UTC.
    pub clock: f64,
    /// Whether the time that the session waits is not counted.
    pub manual: bool,
    /// How long ago the session started.
    pub elapsed: Duration,
    /// Whether lines of the console are wanted at once and as data.
    pub events: bool,
    /// What holds from here on.
    pub bounds: Bounds,
}

/// What a worker may use, besides what its session's limits say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The longest frame that it may send.
    pub max_frame_bytes: u64,
    /// Address space that the process may have, all in all.
    pub address_space: u64,
    /// CPU time that the process may use in its whole life, in seconds.
    pub cpu_seconds: u64,
}

/// How a tool failed, with its data packed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failed {
    /// The code that the script sees.
    pub code: String,
    /// The message that the script sees.
    pub message: String,
    /// Data for the script.
    pub data: Packed,
}

/// What a worker tells its host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker waits for its first command.
    Ready,
    /// The script is compiled.
    Compiled,
    /// The engine's compiler does not take it.
    Refused(CompileError),
    /// Something that the script wrote or gave; comes before the reply that ends the step.
    Output(Output),
    /// A call that the script made; comes before the reply that ends the step.
    Called {
        /// Its id: one more than the last.
        id: u64,
        /// The tool that is asked for.
        name: String,
        /// Its arguments.
        args: Result<Packed, MarshalError>,
    },
    /// The step is over.
    Stepped(Box<Stepped>),
    /// How the main function stands.
    Ended(Ended),
    /// The failure of a tool that nobody waited for.
    Unhandled(Option<Thrown>),
}

/// What a script wrote or gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Output {
    /// A line of the console.
    Line {
        /// The method.
        level: ConsoleLevel,
        /// The arguments as text.
        text: String,
        /// The arguments as data, one behind the other, where events are wanted.
        args: Packed,
    },
    /// A value of `emit`.
    Emitted(Packed),
}

/// How the sandbox stands after a step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stepped {
    /// Why the run must end.
    pub stop: Option<Stop>,
    /// The builtin whose work would have outlasted the run.
    pub forecast: Option<String>,
    /// Whether a defect of ours ended the run.
    pub broken: bool,
    /// When the first timer is due, in the journal's time.
    pub next_timer: Option<f64>,
    /// Whether the main function has ended.
    pub settled: bool,
    /// How the main function ended, when nothing can change its value any more.
    pub ended: Option<Ended>,
    /// Whether a tool failed that nobody waits for.
    pub unhandled: bool,
    /// Time that the engine computed.
    pub cpu: Duration,
    /// Loop turns.
    pub turns: u64,
    /// The most memory that the engine held at once, in bytes.
    pub peak_memory: u64,
    /// Keys that the marshaller dropped.
    pub dropped_keys: u32,
}

/// How a script's main function stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ended {
    /// It waits.
    Pending,
    /// It returned; the value has crossed, or may not.
    Returned(Result<Packed, MarshalError>),
    /// It threw.
    Threw(Thrown),
    /// A limit ended the run.
    Stopped(Stop),
    /// A defect of ours.
    Broken,
}

/// What a script threw and did not catch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thrown {
    /// The code.
    pub code: ErrorCode,
    /// The error's name.
    pub name: String,
    /// Its message.
    pub message: String,
    /// Lines and columns of the generated code, innermost first; sixteen at most.
    #[serde(deserialize_with = "few")]
    pub places: Vec<(u32, u32)>,
    /// More about it.
    pub data: Packed,
}

/// A list that is no longer than an honest one: its items take four times the memory of their bytes.
fn few<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(u32, u32)>, D::Error> {
    struct Few;
    impl<'de> Visitor<'de> for Few {
        type Value = Vec<(u32, u32)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {MAX_PLACES} places")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
            let mut places = Vec::new();
            while let Some(place) = items.next_element()? {
                if places.len() == MAX_PLACES {
                    return Err(de::Error::custom(MAX_PLACES));
                }
                places.push(place);
            }
            Ok(places)
        }
    }
    deserializer.deserialize_seq(Few)
}

/// Bytes that are no frame of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no frame")]
pub struct FrameError;

/// A frame with its length in front.
///
/// # Errors
/// When it is longer than four bytes can say.
pub fn encode(frame: &impl Serialize) -> Result<Vec<u8>, FrameError> {
    let mut bytes = postcard::to_extend(frame, vec![0; 4]).map_err(|_| FrameError)?;
    let length = u32::try_from(bytes.len() - 4).map_err(|_| FrameError)?;
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    Ok(bytes)
}

/// A frame from its bytes, the length not among them. All of them must be the frame's.
///
/// # Errors
/// When they are not.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, FrameError> {
    match postcard::take_from_bytes(bytes) {
        Ok((frame, [])) => Ok(frame),
        _ => Err(FrameError),
    }
}

/// Why a session has no worker, or no longer.
#[derive(Clone, Debug, PartialEq)]
pub enum Lost {
    /// None could be had; or it died, or was killed since it did not keep to the protocol, which is `WORKER_LOST`.
    Died(Box<Failure>),
    /// A limit passed or the host cancelled the run, while it waited for a worker or since its worker did not stop.
    Overdue(Stop),
}

/// How long a worker may take for a step: to read the command, and to answer it. It is killed when it goes on for more
/// than a moment past that.
#[derive(Clone, Copy, Debug)]
pub struct Patience<'a> {
    /// When its time is over.
    pub until: Instant,
    /// CPU time that it has, from `Compile`, `Begin` or `Resume` on, whichever came last.
    pub cpu: Duration,
    /// Whether the host cancelled the run.
    pub cancelled: &'a std::sync::atomic::AtomicBool,
}

/// How far a script came that was begun, for a host whose thread is not to stand still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It has not begun, or its first step is not over.
    No,
    /// Its first step is over. What the host says to it next may take as long as any step.
    Step,
    /// It is over, with its value: its worker is asked nothing more.
    Run,
}

/// What a worker is wanted for.
#[derive(Clone, Copy, Debug)]
pub struct Lease<'a> {
    /// Whose session it is.
    pub tenant: Option<&'a str>,
    /// Its limits.
    pub limits: &'a Limits,
    /// When its time is over, waiting for a worker included.
    pub until: Instant,
    /// Whether the host cancelled the run, which ends the waiting for a worker.
    pub cancelled: &'a std::sync::atomic::AtomicBool,
}

/// Where sandboxes run outside of the host's process.
pub trait Workers: fmt::Debug + Send + Sync {
    /// A worker that nobody else has and that waits for its first command; waits for one when all are taken.
    ///
    /// # Errors
    /// `Overdue` when the session's time is over or the run is cancelled before; a failure with `QUEUE_FULL`,
    /// `QUEUE_TIMEOUT`, or `WORKER_LOST` when none can be started.
    fn lease(&self, lease: &Lease<'_>) -> Result<Box<dyn Worker>, Lost>;

    /// Says that somebody comes for a worker soon, so that one is on its way where none waits.
    fn expect(&self) {}
}

/// A worker process that one session has. Dropping it ends the process, or gives it back where it may serve again.
pub trait Worker: fmt::Debug + Send {
    /// What it may use.
    fn bounds(&self) -> Bounds;

    /// Sends a command.
    ///
    /// # Errors
    /// When the worker is lost; it is dead then, as one is that does not read.
    fn send(&mut self, command: &Command, patience: &Patience<'_>) -> Result<(), Lost>;

    /// Waits for the next reply.
    ///
    /// # Errors
    /// When the worker is lost; it is dead then.
    fn receive(&mut self, patience: &Patience<'_>) -> Result<Reply, Lost>;

    /// Waits at most that long for the end of the step, without taking anything from what came.
    fn begins_within(&mut self, patience: Duration) -> Begun;

    /// Kills a worker whose replies make no sense.
    fn distrust(&mut self, what: &str) -> Lost;

    /// Has the script look at once whether it is cancelled, from any thread.
    fn interrupter(&self) -> std::sync::Arc<dyn Fn() + Send + Sync>;
}

/// What the host asks of the zygote, each as one message of its control socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// A child that is of no more use, by its process id. The zygote kills it.
    pub end: Option<u32>,
    /// How many children it is to fork, after that.
    pub forks: u32,
}

/// What the zygote tells the host, each as one message of its control socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// It is ready. The first message.
    Hello {
        /// `FRAME_VERSION`.
        frames: u32,
        /// The version of the crate.
        version: String,
        /// What holds its children.
        measures: Vec<Measure>,
    },
    /// A child waits, locked down. Comes with two descriptors: its socket and its pidfd.
    Forked {
        /// Its process id.
        pid: u32,
    },
    /// A child could not be forked, or not be locked down.
    Failed {
        /// Why.
        reason: String,
    },
    /// A child is gone.
    Exited {
        /// Its process id.
        pid: u32,
        /// The signal that ended it.
        signal: Option<u32>,
        /// Or its exit code.
        code: Option<u32>,
    },
}

/// One measure of the lockdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its name, such as `seccomp`.
    pub name: String,
    /// Whether it holds the workers here.
    pub active: bool,
    /// Whether `isolation="process"` is refused without it.
    pub mandatory: bool,
    /// What it does, or why it is not active.
    pub detail: String,
}
