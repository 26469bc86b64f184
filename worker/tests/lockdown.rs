//! Children of a real zygote try to escape; see `src/bin/enclave-worker-probe.rs` for what they try.

#![cfg(target_os = "linux")]

mod harness;

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use enclave_contract::frame::{FRAME_VERSION, Measure, Notice, Request};
use harness::{Answer, Host, NOBODY, ends, is_root, receive, spawn, watch};
use rustix::process::Signal;

/// What the filter answers with death.
const KILLED: &[&str] = &[
    "openat",
    "openat2",
    "maps",
    "statx",
    "getcwd",
    "chdir",
    "memfd_create",
    "memfd_secret",
    "open_by_handle_at",
    "name_to_handle_at",
    "socket",
    "socket_unix",
    "socketpair",
    "connect",
    "bind",
    "setsockopt",
    "getsockopt",
    "sendmsg",
    "recvmsg 0",
    "recvmsg 3",
    "out_of_band",
    "recv_out_of_band",
    "sendto_address",
    "sendfile",
    "splice",
    "writev",
    "pwrite64",
    "read 3",
    "close 1",
    "dup",
    "dup3",
    "fcntl_dup",
    "fcntl_own",
    "ioctl",
    "poll_many",
    "pidfd_open",
    "pidfd_getfd",
    "epoll_create1",
    "eventfd2",
    "signalfd4",
    "timerfd_create",
    "inotify_init1",
    "fanotify_init",
    "clone",
    "clone_thread",
    "clone3",
    "execve",
    "execveat",
    "wait4",
    "ptrace_traceme",
    "ptrace_attach",
    "ptrace_seize",
    "process_vm_readv",
    "process_vm_writev",
    "kcmp",
    "kill_zygote",
    "kill_all",
    "kill_group",
    "tkill",
    "tgkill",
    "sigqueue",
    "pidfd_send_signal",
    "getpid",
    "getppid",
    "setsid",
    "sched_setaffinity",
    "setpriority",
    "clock_of_zygote",
    "clock_settime",
    "io_uring_setup",
    "io_uring_enter",
    "io_setup",
    "bpf",
    "userfaultfd",
    "perf_event_open",
    "keyctl",
    "add_key",
    "request_key",
    "setns",
    "unshare",
    "mount",
    "umount2",
    "fsopen",
    "pivot_root",
    "chroot",
    "init_module",
    "reboot",
    "syslog",
    "uname",
    "shmget",
    "msgget",
    "mq_open",
    "personality",
    "membarrier",
    "rseq",
    "prctl_dumpable",
    "prctl_death_signal",
    "prctl_mm",
    "seccomp",
    "seccomp_notify",
    "landlock",
    "setuid",
    "setresuid",
    "setgroups",
    "capset",
    "ignore_signals",
    "block_signals",
    "limit_of_zygote",
    "raise_descriptors",
    "mmap_exec",
    "mmap_only_exec",
    "mmap_high_bits",
    "mmap_shared",
    "mmap_fixed",
    "mmap_descriptor",
    "mprotect_exec",
    "pkey_mprotect",
    "mprotect_code",
    "remap_file_pages",
    "mremap_fixed",
    "madvise_hwpoison",
    "madvise_dofork",
    "mlock",
    "futex_pi",
    "futex_requeue",
    "x32",
    "x32_write",
    "unknown",
    "abort",
    // The answer to memory that is refused is `abort`, whose signal is sent by a call that the filter does not allow.
    "allocate",
];

#[cfg(target_arch = "x86_64")]
const KILLED_HERE: &[&str] = &["open", "fork", "vfork", "modify_ldt", "arch_prctl", "int80"];
#[cfg(not(target_arch = "x86_64"))]
const KILLED_HERE: &[&str] = &[];

#[test]
fn attempts_kill_their_child_alone() {
    attempts_kill(&mut Host::new());
}

#[test]
fn attempts_kill_their_child_alone_where_the_host_is_not_root() {
    attempts_kill(&mut Host::of_user(NOBODY));
}

/// What Docker's default profile refuses, and what older versions of it do not know.
#[test]
fn attempts_kill_their_child_alone_in_a_container_too() {
    let namespaces = [
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_pivot_root,
        libc::SYS_fsopen,
        libc::SYS_fsconfig,
        libc::SYS_fsmount,
        libc::SYS_move_mount,
        libc::SYS_mount_setattr,
    ];
    let landlock = [libc::SYS_landlock_create_ruleset, libc::SYS_landlock_add_rule, libc::SYS_landlock_restrict_self];
    for (refused, error, inactive) in [
        (namespaces.to_vec(), libc::EPERM, &["namespaces", "empty_root"][..]),
        ([&namespaces[..], &landlock].concat(), libc::ENOSYS, &["namespaces", "empty_root", "landlock"]),
    ] {
        let mut host = Host::contained(&refused, error);
        let Notice::Hello { measures, .. } = &host.hello else { panic!("{:?}", host.hello) };
        let missing: Vec<&str> =
            measures.iter().filter(|measure| !measure.active).map(|measure| measure.name.as_str()).collect();
        assert_eq!(missing, inactive, "{measures:?}");
        attempts_kill(&mut host);
    }
}

fn attempts_kill(host: &mut Host) {
    let mut witness = host.fork();
    for attempt in KILLED.iter().chain(KILLED_HERE) {
        let mut child = host.fork();
        if *attempt == "allocate" {
            assert_eq!(child.ask("limited"), text("Ok(())"));
        }
        assert_eq!((*attempt, child.ask(attempt)), (*attempt, Answer::Gone));
        assert_eq!((*attempt, host.exited(&child)), (*attempt, (Some(libc::SIGSYS), None)));
    }
    assert_eq!(witness.ask("time"), text("true"));
}

#[test]
fn a_child_has_its_socket_and_no_other_descriptor() {
    let mut host = Host::new();
    assert_eq!(host.fork().ask("descriptors"), text("[0]"));
    for descriptor in 1..=1024 {
        let mut child = host.fork();
        assert_eq!(child.ask(&format!("write {descriptor}")), Answer::Gone);
        assert_eq!(host.exited(&child), (Some(libc::SIGSYS), None));
    }
}

#[test]
fn faults_kill_their_child_alone() {
    let mut host = Host::new();
    let mut witness = host.fork();
    for attempt in ["segfault", "jump_to_data", "overflow"] {
        let mut child = host.fork();
        assert_eq!((attempt, child.ask(attempt)), (attempt, Answer::Gone));
        assert_eq!((attempt, host.exited(&child)), (attempt, (Some(libc::SIGSEGV), None)));
    }
    let mut child = host.fork();
    assert_eq!(child.ask("panic"), Answer::Gone);
    assert_eq!(host.exited(&child), (None, Some(101)));
    assert_eq!(witness.ask("time"), text("true"));
}

#[test]
fn memory_ends_where_it_was_told_to() {
    let mut host = Host::new();
    let mut child = host.fork();
    assert_eq!(child.ask("limited"), text("Ok(())"));
    assert_eq!(child.ask("raise_memory"), text("errno 1"), "EPERM");
    assert_eq!(child.ask("exhaust"), text("errno 12"), "ENOMEM");
    assert_eq!(child.ask("time"), text("true"));
}

#[test]
fn cpu_time_ends_where_it_was_told_to() {
    let mut host = Host::new();
    let mut child = host.fork();
    assert_eq!(child.ask("limited"), text("Ok(())"));
    assert_eq!(child.ask("raise_cpu"), text("errno 1"), "EPERM");
    child.tell("spin");
    assert_eq!(host.exited(&child), (Some(libc::SIGKILL), None));
}

#[test]
fn a_child_that_computes_can_be_cancelled_and_killed() {
    let mut host = Host::new();
    let mut child = host.fork();
    child.tell("cancelled");
    child.signal(Signal::USR1);
    assert_eq!(child.answer(), text("cancelled"));
    child.tell("spin");
    child.signal(Signal::KILL);
    assert_eq!(host.exited(&child), (Some(libc::SIGKILL), None));
    assert_eq!(host.fork().ask("time"), text("true"));
}

#[test]
fn a_child_ends_with_its_socket() {
    let mut host = Host::new();
    let child = host.fork();
    child.hang_up();
    assert_eq!(host.exited(&child), (None, Some(0)));
}

#[test]
fn no_variable_of_the_host_is_left_in_memory() {
    let mut host = Host::new();
    assert_eq!(host.fork().ask("environment"), text("0 variables, found=false"));
}

#[test]
fn the_greeting_tells_what_holds() {
    for mut host in [Host::new(), Host::of_user(NOBODY)] {
        let Notice::Hello { frames, version, measures } = &host.hello else { panic!("{:?}", host.hello) };
        assert_eq!((*frames, version.as_str()), (FRAME_VERSION, env!("CARGO_PKG_VERSION")));
        let names: Vec<&str> = measures.iter().map(|measure| measure.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "empty_environment",
                "namespaces",
                "empty_root",
                "unprivileged_user",
                "parent_death_signal",
                "non_dumpable",
                "no_new_privs",
                "capabilities",
                "landlock",
                "closed_descriptors",
                "rlimits",
                "seccomp",
            ]
        );
        let mandatory: Vec<&Measure> = measures.iter().filter(|measure| measure.mandatory).collect();
        assert!(mandatory.iter().all(|measure| measure.active && measure.name == "seccomp") && mandatory.len() == 1);
        let measures = measures.clone();
        let holds = |name| measures.iter().any(|measure: &Measure| measure.name == name && measure.active);

        let (zygote, child) = (host.process.id(), host.fork());
        for pid in [zygote, child.pid] {
            assert_eq!(holds("unprivileged_user"), !status(pid, "Uid").split('\t').any(|user| user == "0"));
            assert_eq!(
                holds("capabilities"),
                ["CapPrm", "CapEff", "CapInh"]
                    .iter()
                    .all(|set| { status(pid, set).trim_start_matches('0').is_empty() })
            );
            assert_eq!(holds("no_new_privs"), status(pid, "NoNewPrivs") == "1");
            assert_eq!(status(pid, "Threads"), "1");
            // Of a process that cannot be dumped, root alone sees more.
            let root = fs::read_dir(format!("/proc/{pid}/root/")).map(Iterator::count);
            if is_root() {
                let ours = |space| fs::read_link(format!("/proc/self/ns/{space}")).expect("it is there");
                let its = |space| fs::read_link(format!("/proc/{pid}/ns/{space}")).expect("root may look");
                assert!(
                    ["mnt", "net", "ipc", "uts"].iter().all(|space| holds("namespaces") == (ours(space) != its(space)))
                );
                assert_eq!(holds("empty_root"), root.expect("root may look") == 0);
            } else {
                assert!(holds("non_dumpable") && root.is_err());
            }
        }
        let limits = fs::read_to_string(format!("/proc/{}/limits", child.pid)).expect("everybody may read it");
        for (limit, to) in [
            ("open files", 1),
            ("processes", 0),
            ("file size", 0),
            ("locked memory", 0),
            ("core file", 0),
            ("stack", 8 << 20),
        ] {
            let line =
                limits.lines().find(|line| line.starts_with(&format!("Max {limit}"))).expect("the kernel has it");
            let numbers = line.split_whitespace().filter_map(|word| word.parse::<u64>().ok());
            assert_eq!((limit, numbers.collect()), (limit, vec![to, to]));
        }
        assert_eq!((status(zygote, "Seccomp"), status(child.pid, "Seccomp")), ("2".to_owned(), "2".to_owned()));
    }
}

/// A line of what the kernel tells everybody about a process.
fn status(pid: u32, field: &str) -> String {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("the process lives");
    let mut fields = status.lines().filter_map(|line| line.split_once(':'));
    fields.find(|(name, _)| *name == field).expect("the kernel tells it").1.trim().to_owned()
}

#[test]
fn no_zombie_is_left() {
    let mut host = Host::new();
    let children: Vec<_> = (0..32).map(|_| host.fork()).collect();
    for child in &children {
        child.hang_up();
    }
    for child in &children {
        assert_eq!(host.exited(child), (None, Some(0)));
    }
    assert_eq!(children_of(host.process.id()), Vec::<u32>::new());
}

#[test]
fn a_zygote_whose_host_closes_ends_its_children() {
    let mut host = Host::new();
    let mut children = [host.fork(), host.fork()];
    children[0].tell("spin");
    assert_eq!(host.close(), Some(0));
    assert!(children.iter().all(|child| !lives(child.pid)));
}

#[test]
fn a_zygote_ends_the_child_that_it_is_told_to_and_no_other_process() {
    let mut host = Host::new();
    let (mut busy, mut idle) = (host.fork(), host.fork());
    let mut stranger = Command::new("sleep").arg("60").spawn().expect("a process");
    busy.tell("spin");
    host.ask(Request { end: Some(stranger.id()), forks: 0 });
    host.ask(Request { end: Some(busy.pid), forks: 0 });
    assert_eq!(host.exited(&busy), (Some(libc::SIGKILL), None));
    host.ask(Request { end: Some(busy.pid), forks: 0 });
    assert_eq!(idle.ask("time"), Answer::Text("true".to_owned()));
    assert_eq!(stranger.try_wait().expect("a child"), None);
    stranger.kill().and_then(|()| stranger.wait()).expect("it lives");
}

#[test]
fn a_zygote_takes_nothing_but_requests() {
    let mut host = Host::new();
    let child = host.fork();
    host.send(&[2]);
    assert_eq!(host.receive().0, Notice::Failed { reason: "the host sent what is no request".to_owned() });
    assert_eq!(host.close(), Some(1));
    assert!(!lives(child.pid));
}

#[test]
fn a_killed_zygote_takes_its_children_along() {
    let mut host = Host::new();
    let mut children = [host.fork(), host.fork()];
    children[0].tell("spin");
    let watched = children.each_ref().map(|child| watch(child.pid));
    host.process.kill().expect("the zygote lives");
    assert!(watched.iter().all(ends));
}

/// The host is this test, executed once more.
#[test]
fn a_killed_host_leaves_nothing() {
    const ROLE: &str = "ENCLAVE_WORKER_TEST_HOST";
    if env::var_os(ROLE).is_some() {
        let mut host = Host::new();
        let mut children = [host.fork(), host.fork(), host.fork()];
        children[0].tell("spin");
        eprintln!("{} {} {} {}", host.process.id(), children[0].pid, children[1].pid, children[2].pid);
        thread::sleep(Duration::from_secs(60));
        return;
    }
    let mut host = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", "a_killed_host_leaves_nothing", "--nocapture"])
        .env(ROLE, "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("this program starts");
    let mut line = String::new();
    BufReader::new(host.stderr.take().expect("it is a pipe")).read_line(&mut line).expect("a line");
    let pids: Vec<u32> = line.split_whitespace().map(|pid| pid.parse().expect("a process")).collect();
    assert_eq!(pids.len(), 4, "{line}");
    let watched: Vec<_> = pids.iter().map(|pid| watch(*pid)).collect();
    host.kill().expect("the host lives");
    host.wait().expect("the host is a child");
    assert!(watched.iter().all(ends));
    assert!(pids[1..].iter().all(|child| !lives(*child)), "the zygote has taken note of its children");
}

#[test]
fn a_zygote_of_nobody_does_not_start() {
    let mut alone = Command::new(env!("CARGO_BIN_EXE_enclave-worker-probe"));
    assert_eq!(alone.stderr(Stdio::null()).status().expect("the probe starts").code(), Some(2));

    let mut command = Command::new(env!("CARGO_BIN_EXE_enclave-worker-probe"));
    command.args(["zygote", "1"]);
    let (mut process, control) = spawn(command);
    let reason = "the host has ended, or it is not the parent".to_owned();
    assert_eq!(receive(&control).map(|(notice, _)| notice), Some(Notice::Failed { reason }));
    assert_eq!(process.wait().expect("a child").code(), Some(1));
}

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

fn lives(pid: u32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}

/// The processes whose parent that is, dead ones included.
fn children_of(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").expect("/proc is there").filter_map(Result::ok);
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid: &u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // The fourth field; the second one may hold spaces and ends with the last bracket.
        let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        rest.split_whitespace().nth(1) == Some(&parent.to_string())
    })
    .collect()
}
