//! Terminals: colours, and the line that tells how far a run is. Elsewhere all is plain text.

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal, Write},
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use enclave_contract::{ConsoleLevel, Event};

use crate::text::{self, printable, shortened};

/// What is shown of a value that the script emits, in characters; all of it stands in the outcome.
const MAX_EMITTED: usize = 2_000;
/// How often the line of progress is drawn, and after what time for the first time.
const DRAW: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_millis(400);
/// Columns of a terminal that does not say how many it has.
const COLUMNS: usize = 80;
/// Tools that the line names.
const MAX_NAMED: usize = 3;
const SPINNER: [&str; 8] = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠧", "⠇", "⠏"];
/// Goes to the start of the line and clears it.
const CLEAR: &str = "\r\u{1b}[2K";

/// What people read on a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Terminal {
    /// Whether errors and the console go to one.
    progress: bool,
    /// Whether results, and errors, are coloured.
    out: bool,
    err: bool,
}

/// What is coloured, as its code.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Colour {
    Red = 31,
    Yellow = 33,
    Cyan = 36,
    Grey = 90,
}

impl Terminal {
    /// What this process's standard streams are. `NO_COLOR` and `TERM=dumb` are heeded.
    pub(crate) fn of_process() -> Self {
        let streams = (io::stdout().is_terminal(), io::stderr().is_terminal());
        Self::new(streams, |name| env::var_os(name))
    }

    fn new((out, err): (bool, bool), variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let dumb = variable("TERM").is_some_and(|term| term == "dumb");
        let colours = !dumb && variable("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { progress: err && !dumb, out: out && colours, err: err && colours }
    }

    /// The same without the line of progress.
    pub(crate) fn without_progress(self) -> Self {
        Self { progress: false, ..self }
    }

    /// A report on the results' side.
    pub(crate) fn report(self, text: &str) -> String {
        let mark = |line: &str| {
            let colour = match line.trim_start() {
                start if start.starts_with("error[") => Colour::Red,
                start if start.starts_with("warning[") => Colour::Yellow,
                start if start.starts_with("help:") => Colour::Cyan,
                _ => return line.to_owned(),
            };
            let indent = line.len() - line.trim_start().len();
            let end = line.find(": ").unwrap_or(line.len());
            let (before, word) = line.split_at(end).0.split_at(indent);
            format!("{before}{}{}", paint(word, colour), line.get(end..).unwrap_or_default())
        };
        if self.out { text.lines().map(mark).collect::<Vec<_>>().join("\n") } else { text.to_owned() }
    }

    /// A text on the errors' side.
    fn err(self, text: &str, colour: Colour) -> String {
        if self.err {
            text.lines().map(|line| paint(line, colour)).collect::<Vec<_>>().join("\n")
        } else {
            text.to_owned()
        }
    }

    /// Why a run failed.
    pub(crate) fn failure(self, text: &str) -> String {
        match text.split_once('\n') {
            Some((first, rest)) => format!("{}\n{rest}", self.err(first, Colour::Red)),
            None => self.err(text, Colour::Red),
        }
    }
}

fn paint(text: &str, colour: Colour) -> String {
    format!("\u{1b}[{}m{text}\u{1b}[0m", colour as u8)
}

/// What happens while a command runs.
#[derive(Debug)]
pub(crate) enum Heard {
    /// Something in the session.
    Event(Event),
    /// A line of a server: its name and the text, which is printable.
    Line(String, String),
}

/// Shows what happens until nobody tells more. What cannot be written is told at the end: the run goes on where nobody
/// reads its console.
pub(crate) fn follow(heard: &Receiver<Heard>, terminal: Terminal, err: &mut dyn Write) -> io::Result<()> {
    let mut progress = Progress { started: Instant::now(), calls: 0, open: Vec::new(), drawn: false, turns: 0 };
    let mut written = Ok(());
    loop {
        let next = if terminal.progress {
            heard.recv_timeout(DRAW)
        } else {
            heard.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        let shown = match next {
            Ok(heard) => {
                progress.note(&heard);
                let lines = lines(&heard, terminal);
                if lines.is_empty() { Ok(()) } else { progress.clear(err).and_then(|()| writeln!(err, "{lines}")) }
            }
            Err(RecvTimeoutError::Timeout) => progress.draw(terminal, err),
            Err(RecvTimeoutError::Disconnected) => return written.and(progress.clear(err)),
        };
        written = written.and(shown);
    }
}

/// What is shown; nothing for what is not.
fn lines(heard: &Heard, terminal: Terminal) -> String {
    match heard {
        Heard::Event(Event::Stdout { text }) => text::console_line(ConsoleLevel::Log, text),
        Heard::Event(Event::Log { level, text, .. }) => {
            let line = text::console_line(*level, text);
            match level {
                ConsoleLevel::Error => terminal.err(&line, Colour::Red),
                ConsoleLevel::Warn => terminal.err(&line, Colour::Yellow),
                _ => line,
            }
        }
        Heard::Event(Event::PartialResult { value }) => {
            terminal.err(&format!("[emit] {}", text::value(value, MAX_EMITTED)), Colour::Cyan)
        }
        Heard::Event(_) => String::new(),
        Heard::Line(server, text) => terminal.err(&format!("[{}] {text}", printable(server)), Colour::Grey),
    }
}

/// How far a run is.
struct Progress {
    started: Instant,
    calls: u32,
    /// The calls that wait, by id.
    open: Vec<(u64, String)>,
    drawn: bool,
    turns: usize,
}

impl Progress {
    fn note(&mut self, heard: &Heard) {
        match heard {
            Heard::Event(Event::ToolCall(call)) => {
                self.calls += 1;
                self.open.push((call.id, shortened(&printable(&call.name), 40)));
            }
            Heard::Event(Event::ToolResultApplied { id, .. }) => self.open.retain(|(open, _)| open != id),
            _ => {}
        }
    }

    fn draw(&mut self, terminal: Terminal, err: &mut dyn Write) -> io::Result<()> {
        if self.started.elapsed() < PATIENCE {
            return Ok(());
        }
        self.turns += 1;
        self.drawn = true;
        let line = shortened(&self.line(), columns().saturating_sub(2));
        write!(err, "{CLEAR}{}", terminal.err(&line, Colour::Grey))?;
        err.flush()
    }

    fn line(&self) -> String {
        let spinner = SPINNER.get(self.turns % SPINNER.len()).copied().unwrap_or_default();
        let mut line = format!("{spinner} {:.1} s", self.started.elapsed().as_secs_f64());
        if self.calls > 0 {
            line += &format!(", {} call{}", self.calls, if self.calls == 1 { "" } else { "s" });
        }
        if !self.open.is_empty() {
            let named: Vec<&str> = self.open.iter().take(MAX_NAMED).map(|(_, name)| name.as_str()).collect();
            line += &format!(", waiting for {}", named.join(", "));
            if self.open.len() > MAX_NAMED {
                line += &format!(" and {} more", self.open.len() - MAX_NAMED);
            }
        }
        line
    }

    fn clear(&mut self, err: &mut dyn Write) -> io::Result<()> {
        if std::mem::take(&mut self.drawn) { write!(err, "{CLEAR}") } else { Ok(()) }
    }
}

/// How wide the terminal is.
fn columns() -> usize {
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(io::stderr())
        && size.ws_col > 0
    {
        return size.ws_col.into();
    }
    COLUMNS
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use enclave_contract::{Call, CallKind, Value};

    use super::*;

    #[test]
    fn colours_and_progress_are_for_terminals_that_want_them() {
        let none = |_: &str| None;
        let set = |name: &'static str, value: &'static str| move |asked: &str| (asked == name).then(|| value.into());
        let (both, neither) = ((true, true), (false, false));
        let all = Terminal { progress: true, out: true, err: true };
        assert_eq!(Terminal::new(both, none), all);
        assert_eq!(Terminal::new(both, set("NO_COLOR", "")), all);
        assert_eq!(Terminal::new(both, set("NO_COLOR", "1")), Terminal { progress: true, out: false, err: false });
        assert_eq!(Terminal::new(both, set("TERM", "dumb")), Terminal::default());
        assert_eq!(Terminal::new(neither, none), Terminal::default());
        assert_eq!(Terminal::new((false, true), none), Terminal { out: false, ..all });
    }

    #[test]
    fn a_terminal_gets_colours_and_others_do_not() {
        let text = "error[NO_EVAL] at 1:2: found: that\n  eval(1)\n  help: write it";
        assert_eq!(Terminal::default().report(text), text);
        assert_eq!(
            Terminal { out: true, ..Terminal::default() }.report(text),
            "\u{1b}[31merror[NO_EVAL] at 1:2\u{1b}[0m: found: that\n  eval(1)\n  \u{1b}[36mhelp\u{1b}[0m: write it"
        );
        let err = Terminal { err: true, ..Terminal::default() };
        assert_eq!(err.failure("TIMEOUT: late\n  help: x"), "\u{1b}[31mTIMEOUT: late\u{1b}[0m\n  help: x");
    }

    /// A terminal that says when it is drawn on.
    struct Drawn(Vec<u8>, Option<Sender<()>>);

    impl Write for Drawn {
        fn write(&mut self, text: &[u8]) -> io::Result<usize> {
            self.0.extend_from_slice(text);
            Ok(text.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.1.take();
            Ok(())
        }
    }

    #[test]
    fn the_line_of_progress_is_gone_before_others_are_written() {
        let (send, receive) = channel();
        let call = Call { id: 1, name: "users:list".into(), args: Value::Undefined, kind: CallKind::Tool };
        send.send(Heard::Event(Event::ToolCall(call))).unwrap();
        let (drawn, waiting) = channel();
        let teller = std::thread::spawn(move || {
            assert!(waiting.recv().is_err());
            send.send(Heard::Line("tools.py".into(), "hi".into())).unwrap();
        });
        let mut written = Drawn(Vec::new(), Some(drawn));
        follow(&receive, Terminal { progress: true, ..Terminal::default() }, &mut written).unwrap();
        teller.join().unwrap();
        let written = String::from_utf8(written.0).unwrap();
        let (drawn, rest) = written.rsplit_once(CLEAR).unwrap();
        assert_eq!(rest, "[tools.py] hi\n");
        assert!(drawn.starts_with(CLEAR) && drawn.ends_with(" s, 1 call, waiting for users:list"), "{drawn:?}");
    }
}
