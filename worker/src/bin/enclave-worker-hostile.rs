//! Zygotes and workers that do not keep to the protocol, each in the way that the program's own name says;
//! `tests/supervision.rs` makes links of such names. It holds nothing and is not shipped.

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs::File,
        io::{IoSlice, Read, Write},
        mem::MaybeUninit,
        os::fd::{AsFd, BorrowedFd, FromRawFd, OwnedFd},
        path::Path,
        process, thread,
        time::{Duration, Instant},
    };

    use enclave_contract::{
        ConsoleLevel, ErrorCode, Value,
        frame::{
            self, Command, CompileError, Ended, FRAME_VERSION, Measure, Notice, Output, Packed, Reply, Request,
            Stepped, Thrown,
        },
    };
    use enclave_sandbox::pack;
    use rustix::{
        net::{
            AddressFamily, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage, SendFlags, SocketFlags, SocketType,
            recv, sendmsg, socketpair,
        },
        process::{Pid, PidfdFlags, Signal, pidfd_open, set_parent_process_death_signal},
    };

    const EVER: Duration = Duration::from_secs(3_600);

    pub(super) fn main() {
        let name = std::env::args_os().next().expect("a program has a name");
        let name = Path::new(&name).file_name().and_then(|name| name.to_str()).expect("a name is text").to_owned();
        // SAFETY: the host gives this descriptor, and nothing else here has it.
        let control = unsafe { OwnedFd::from_raw_fd(3) };
        // SAFETY: children that nobody waits for leave no zombies then.
        unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
        if name != "silent" {
            let version = env!("CARGO_PKG_VERSION").to_owned();
            let seccomp = Measure {
                name: "seccomp".to_owned(),
                active: name != "degraded",
                mandatory: true,
                detail: "this system has nothing like it".to_owned(),
            };
            tell(&control, &Notice::Hello { frames: FRAME_VERSION, version, measures: vec![seccomp] }, &[]);
        }
        let mut requests = 0;
        let mut bytes = [0; 16];
        while let Ok((length @ 1.., _)) = recv(&control, &mut bytes, RecvFlags::empty()) {
            let Request { end, forks } = frame::decode(&bytes[..length]).expect("a request");
            if let Some(pid) = end {
                // SAFETY: a child of this process, or nobody.
                unsafe { libc::kill(pid.cast_signed(), libc::SIGKILL) };
            }
            for _ in 0..forks {
                answer(&control, &name, &mut requests);
            }
        }
    }

    fn answer(control: &OwnedFd, name: &str, requests: &mut u32) {
        *requests += 1;
        match name {
            "silent" | "deaf" => {}
            "dropped" => tell(control, &Notice::Forked { pid: 1 }, &[]),
            "failing" if requests.is_multiple_of(2) => {
                tell(control, &Notice::Failed { reason: "as asked".into() }, &[])
            }
            "failed" => tell(control, &Notice::Failed { reason: "as asked".into() }, &[]),
            _ => fork(control, name),
        }
    }

    fn tell(control: &OwnedFd, notice: &Notice, attached: &[BorrowedFd<'_>]) {
        let bytes = frame::encode(notice).expect("a notice");
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
        let mut ancillary = SendAncillaryBuffer::new(&mut space);
        assert!(attached.is_empty() || ancillary.push(SendAncillaryMessage::ScmRights(attached)));
        sendmsg(control, &[IoSlice::new(&bytes[4..])], &mut ancillary, SendFlags::NOSIGNAL).expect("the host listens");
    }

    fn fork(control: &OwnedFd, name: &str) {
        let (ours, its) =
            socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::empty(), None).expect("sockets");
        // SAFETY: this process has one thread.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            drop(ours);
            set_parent_process_death_signal(Some(Signal::KILL)).expect("a signal");
            let mut socket = File::from(its);
            say(&mut socket, &Reply::Ready);
            live(&mut socket, name);
            process::exit(0);
        }
        let pid = Pid::from_raw(pid).expect("a child");
        let pidfd = pidfd_open(pid, PidfdFlags::empty()).expect("the child lives");
        let forked = Notice::Forked { pid: pid.as_raw_pid().cast_unsigned() };
        tell(control, &forked, &[ours.as_fd(), pidfd.as_fd()]);
    }

    fn say(socket: &mut File, reply: &Reply) {
        write(socket, &frame::encode(reply).expect("a frame"));
    }

    fn write(socket: &mut File, bytes: &[u8]) {
        if socket.write_all(bytes).is_err() {
            process::exit(0);
        }
    }

    fn hear(socket: &mut File) -> Command {
        let mut length = [0; 4];
        if socket.read_exact(&mut length).is_err() {
            process::exit(0);
        }
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        socket.read_exact(&mut bytes).expect("a whole frame");
        frame::decode(&bytes).expect("a command")
    }

    fn line() -> Reply {
        Reply::Output(Output::Line { level: ConsoleLevel::Log, text: "x".to_owned(), args: Packed::default() })
    }

    /// Compiles whatever it is given, and then does as it is called.
    fn live(socket: &mut File, name: &str) {
        if name == "unread" {
            thread::sleep(EVER);
        }
        loop {
            match hear(socket) {
                Command::Compile { .. } if name == "slow-compiler" => {
                    thread::sleep(Duration::from_millis(250));
                    let message = "as asked".to_owned();
                    say(
                        socket,
                        &Reply::Refused(CompileError { code: ErrorCode::ValidationError, message, place: None }),
                    );
                }
                Command::Compile { .. } => say(socket, &Reply::Compiled),
                Command::Begin(_) if name == "unread-later" => {
                    say(socket, &Reply::Called { id: 1, name: "echo".into(), args: Ok(pack(&Value::Null)) });
                    say(socket, &Reply::Stepped(Box::default()));
                    thread::sleep(EVER);
                }
                Command::Begin(_) => break,
                Command::Resume { .. } | Command::EndIn(_) => {}
                _ => process::exit(1),
            }
        }
        match name {
            "asleep" => {}
            "timers" => loop {
                say(socket, &Reply::Stepped(Box::new(Stepped { next_timer: Some(0.0), ..Stepped::default() })));
                hear(socket);
            },
            "busy" => {
                for id in 1.. {
                    say(socket, &Reply::Called { id, name: "echo".into(), args: Ok(pack(&Value::Null)) });
                    say(socket, &Reply::Stepped(Box::default()));
                    let begun = Instant::now();
                    // Between two steps, when nobody waits for it.
                    while begun.elapsed() < Duration::from_millis(150) {
                        std::hint::spin_loop();
                    }
                    hear(socket);
                }
            }
            "behind" => {
                let stepped = frame::encode(&Reply::Stepped(Box::default())).expect("a frame");
                write(socket, &[&stepped[..], &[0]].concat());
            }
            "places" => {
                let thrown = Thrown {
                    code: ErrorCode::ExecutionError,
                    name: String::new(),
                    message: String::new(),
                    places: vec![(1, 1); 17],
                    data: Packed::default(),
                };
                let ended = Some(Ended::Threw(thrown));
                say(socket, &Reply::Stepped(Box::new(Stepped { settled: true, ended, ..Stepped::default() })));
            }
            "flood" => loop {
                say(socket, &line());
            },
            "lines" => loop {
                say(socket, &line());
                thread::sleep(Duration::from_millis(2));
            },
            "nonsense" => {
                write(socket, &[9, 0, 0, 0]);
                write(socket, &[0xff; 9]);
            }
            "long" => write(socket, &u32::MAX.to_le_bytes()),
            "drip" => {
                let text = "x".repeat(100_000);
                let stepped = Reply::Stepped(Box::new(Stepped { forecast: Some(text), ..Stepped::default() }));
                for byte in frame::encode(&stepped).expect("a frame") {
                    write(socket, &[byte]);
                    thread::sleep(Duration::from_millis(1));
                }
            }
            "stuck" | "eager" | "busy-after" => {
                let ended = Some(Ended::Returned(Ok(pack(&Value::Number(f64::from(process::id()))))));
                say(socket, &Reply::Stepped(Box::new(Stepped { settled: true, ended, ..Stepped::default() })));
                if name == "busy-after" {
                    loop {
                        std::hint::spin_loop();
                    }
                }
                assert_eq!(hear(socket), Command::Reset);
                if name == "eager" {
                    // In one write: the host could take it for ready between two.
                    let both = [Reply::Ready, Reply::Compiled].map(|reply| frame::encode(&reply).expect("a frame"));
                    write(socket, &both.concat());
                }
            }
            _ => process::exit(2),
        }
        thread::sleep(EVER);
    }
}
