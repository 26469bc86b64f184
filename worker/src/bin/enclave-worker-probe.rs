//! A worker whose children try to escape, by the attempt that they are asked for; `tests/lockdown.rs` asks. It is not
//! shipped.

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    linux::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        ffi::c_long,
        fs::File,
        hint::black_box,
        io::{self, Read, Write},
        mem,
        os::fd::OwnedFd,
        process,
        process::ExitCode,
        ptr,
        sync::atomic::Ordering,
    };

    use enclave_worker::{
        lockdown::{CANCELLED, lower_limits},
        zygote,
    };

    /// What `limited` leaves.
    const ADDRESS_SPACE: u64 = 256 << 20;
    const CPU_SECONDS: u64 = 1;
    const PAGE: usize = 4096;

    pub(super) fn main() -> ExitCode {
        zygote::run(warm, |_| (), serve)
    }

    /// The zygote's own id.
    fn warm() -> Result<i64, String> {
        Ok(process::id().into())
    }

    fn serve(socket: OwnedFd, zygote: i64) -> ! {
        let mut socket = File::from(socket);
        loop {
            let mut length = [0; 4];
            if socket.read_exact(&mut length).is_err() {
                process::exit(0);
            }
            let mut name = vec![0; u32::from_le_bytes(length) as usize];
            socket.read_exact(&mut name).expect("a name follows its length");
            let answer = answer(str::from_utf8(&name).expect("names are text"), zygote);
            let length = u32::try_from(answer.len()).expect("answers are short");
            socket.write_all(&length.to_le_bytes()).expect("the host listens");
            socket.write_all(answer.as_bytes()).expect("the host listens");
        }
    }

    fn answer(name: &str, zygote: i64) -> String {
        match name {
            "descriptors" => format!("{:?}", (0..4096).filter(|descriptor| is_open(*descriptor)).collect::<Vec<i32>>()),
            "environment" => environment(),
            "limited" => {
                format!("{:?}", lower_limits(ADDRESS_SPACE, CPU_SECONDS).map_err(|error| error.raw_os_error()))
            }
            "cancelled" => {
                while !CANCELLED.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
                "cancelled".to_owned()
            }
            "time" => format!("{}", std::time::SystemTime::now().elapsed().is_ok()),
            "panic" => panic!("as asked"),
            _ => match attempt(name, zygote) {
                result @ ..0 => format!("errno {}", -result),
                result => format!("value {result}"),
            },
        }
    }

    /// `poll` says so of any number.
    fn is_open(descriptor: i32) -> bool {
        let mut polled = libc::pollfd { fd: descriptor, events: 0, revents: 0 };
        // SAFETY: one structure is given.
        unsafe { libc::poll(&raw mut polled, 1, 0) };
        polled.revents & libc::POLLNVAL == 0
    }

    /// How many variables there are, and whether the strings below the program's name hold the one that the test set.
    fn environment() -> String {
        const SEARCHED: usize = 16 << 10;
        // SAFETY: the kernel puts the name right behind the strings of the environment, which the test made long.
        let strings = unsafe {
            let name = libc::getauxval(libc::AT_EXECFN) as *const u8;
            std::slice::from_raw_parts(name.sub(SEARCHED), SEARCHED)
        };
        let found = strings.windows(8).any(|window| window == b"xxxxxxxx");
        format!("{} variables, found={found}", std::env::vars_os().count())
    }

    macro_rules! call {
        ($number:expr $(, $argument:expr)*) => {{
            // SAFETY: the arguments are valid where the kernel reads or writes memory; nothing else holds.
            let result: c_long = unsafe { libc::syscall($number $(, $argument)*) };
            if result == -1 { -i64::from(io::Error::last_os_error().raw_os_error().unwrap_or(0)) } else { result }
        }};
    }

    /// Makes the attempt. What the kernel returned, an error as its negative number.
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn attempt(name: &str, zygote: i64) -> i64 {
        let none = ptr::null_mut::<u8>();
        let zero = [0_u64; 32];
        let passwd = c"/etc/passwd".as_ptr();
        let mut buffer = [0_u8; 256];
        let (bytes, room) = (buffer.as_mut_ptr(), buffer.len());
        match name.split_once(' ').unwrap_or((name, "0")) {
            // Files.
            #[cfg(target_arch = "x86_64")]
            ("open", _) => call!(libc::SYS_open, passwd, libc::O_RDONLY),
            ("openat", _) => call!(libc::SYS_openat, libc::AT_FDCWD, passwd, libc::O_RDONLY),
            ("openat2", _) => call!(libc::SYS_openat2, libc::AT_FDCWD, passwd, zero.as_ptr(), 24),
            ("maps", _) => call!(libc::SYS_openat, libc::AT_FDCWD, c"/proc/self/maps".as_ptr(), libc::O_RDONLY),
            ("statx", _) => call!(libc::SYS_statx, libc::AT_FDCWD, passwd, 0, 0, bytes),
            ("getcwd", _) => call!(libc::SYS_getcwd, bytes, room),
            ("chdir", _) => call!(libc::SYS_chdir, c"/".as_ptr()),
            ("memfd_create", _) => call!(libc::SYS_memfd_create, c"x".as_ptr(), 0),
            ("memfd_secret", _) => call!(libc::SYS_memfd_secret, 0),
            ("open_by_handle_at", _) => call!(libc::SYS_open_by_handle_at, 0, bytes, 0),
            ("name_to_handle_at", _) => call!(libc::SYS_name_to_handle_at, 0, passwd, bytes, bytes, 0),
            // Sockets.
            ("socket", _) => call!(libc::SYS_socket, libc::AF_INET, libc::SOCK_STREAM, 0),
            ("socket_unix", _) => call!(libc::SYS_socket, libc::AF_UNIX, libc::SOCK_STREAM, 0),
            ("socketpair", _) => call!(libc::SYS_socketpair, libc::AF_UNIX, libc::SOCK_STREAM, 0, bytes),
            ("connect", _) => call!(libc::SYS_connect, 0, bytes, 16),
            ("bind", _) => call!(libc::SYS_bind, 0, bytes, 16),
            ("setsockopt", _) => call!(libc::SYS_setsockopt, 0, libc::SOL_SOCKET, libc::SO_RCVBUF, bytes, 4),
            ("getsockopt", _) => call!(libc::SYS_getsockopt, 0, libc::SOL_SOCKET, libc::SO_PEERCRED, bytes, bytes),
            ("sendmsg", _) => call!(libc::SYS_sendmsg, 0, zero.as_ptr(), 0),
            ("recvmsg", descriptor) => call!(libc::SYS_recvmsg, number(descriptor), zero.as_ptr(), 0),
            ("out_of_band", _) => call!(libc::SYS_sendto, 0, bytes, 1, libc::MSG_OOB, none, 0),
            ("recv_out_of_band", _) => call!(libc::SYS_recvfrom, 0, bytes, 1, libc::MSG_OOB, none, none),
            ("sendto_address", _) => call!(libc::SYS_sendto, 0, bytes, 1, 0, bytes, 16),
            ("sendfile", _) => call!(libc::SYS_sendfile, 0, 0, none, 1),
            ("splice", _) => call!(libc::SYS_splice, 0, none, 0, none, 1, 0),
            // Descriptors.
            ("write", descriptor) => call!(libc::SYS_write, number(descriptor), bytes, 1),
            ("read", descriptor) => call!(libc::SYS_read, number(descriptor), bytes, 1),
            ("writev", _) => call!(libc::SYS_writev, 1, bytes, 1),
            ("pwrite64", _) => call!(libc::SYS_pwrite64, 1, bytes, 1, 0),
            ("close", descriptor) => call!(libc::SYS_close, number(descriptor)),
            ("dup", _) => call!(libc::SYS_dup, 0),
            ("dup3", _) => call!(libc::SYS_dup3, 0, 1, 0),
            ("fcntl_dup", _) => call!(libc::SYS_fcntl, 0, libc::F_DUPFD, 1),
            ("fcntl_own", _) => call!(libc::SYS_fcntl, 0, libc::F_SETOWN, zygote),
            ("ioctl", _) => call!(libc::SYS_ioctl, 0, libc::FIOASYNC, bytes),
            ("poll_many", _) => call!(libc::SYS_ppoll, bytes, 2, zero.as_ptr(), none, 0),
            ("pidfd_open", _) => call!(libc::SYS_pidfd_open, zygote, 0),
            ("pidfd_getfd", _) => call!(libc::SYS_pidfd_getfd, 0, 3, 0),
            ("epoll_create1", _) => call!(libc::SYS_epoll_create1, 0),
            ("eventfd2", _) => call!(libc::SYS_eventfd2, 0, 0),
            ("signalfd4", _) => call!(libc::SYS_signalfd4, -1, bytes, 8, 0),
            ("timerfd_create", _) => call!(libc::SYS_timerfd_create, 0, 0),
            ("inotify_init1", _) => call!(libc::SYS_inotify_init1, 0),
            ("fanotify_init", _) => call!(libc::SYS_fanotify_init, 0, 0),
            // Processes.
            #[cfg(target_arch = "x86_64")]
            ("fork", _) => call!(libc::SYS_fork),
            #[cfg(target_arch = "x86_64")]
            ("vfork", _) => call!(libc::SYS_vfork),
            ("clone", _) => call!(libc::SYS_clone, libc::SIGCHLD, none, none, none, none),
            ("clone_thread", _) => {
                let flags = libc::CLONE_VM | libc::CLONE_THREAD | libc::CLONE_SIGHAND;
                call!(libc::SYS_clone, flags, bytes, none, none, none)
            }
            ("clone3", _) => call!(libc::SYS_clone3, zero.as_ptr(), 64),
            ("execve", _) => call!(libc::SYS_execve, c"/bin/sh".as_ptr(), zero.as_ptr(), zero.as_ptr()),
            ("execveat", _) => call!(libc::SYS_execveat, 0, c"".as_ptr(), zero.as_ptr(), zero.as_ptr(), 0x1000),
            ("wait4", _) => call!(libc::SYS_wait4, -1, none, 0, none),
            ("ptrace_traceme", _) => call!(libc::SYS_ptrace, libc::PTRACE_TRACEME, 0, none, none),
            ("ptrace_attach", _) => call!(libc::SYS_ptrace, libc::PTRACE_ATTACH, zygote, none, none),
            ("ptrace_seize", _) => call!(libc::SYS_ptrace, libc::PTRACE_SEIZE, zygote, none, none),
            ("process_vm_readv", _) => call!(libc::SYS_process_vm_readv, zygote, zero.as_ptr(), 1, zero.as_ptr(), 1, 0),
            ("process_vm_writev", _) => {
                call!(libc::SYS_process_vm_writev, zygote, zero.as_ptr(), 1, zero.as_ptr(), 1, 0)
            }
            ("kcmp", _) => call!(libc::SYS_kcmp, zygote, zygote, 0, 0, 0),
            ("kill_zygote", _) => call!(libc::SYS_kill, zygote, libc::SIGKILL),
            ("kill_all", _) => call!(libc::SYS_kill, -1, libc::SIGKILL),
            ("kill_group", _) => call!(libc::SYS_kill, 0, libc::SIGKILL),
            ("tkill", _) => call!(libc::SYS_tkill, zygote, libc::SIGKILL),
            ("tgkill", _) => call!(libc::SYS_tgkill, zygote, zygote, libc::SIGKILL),
            ("sigqueue", _) => call!(libc::SYS_rt_sigqueueinfo, zygote, libc::SIGKILL, zero.as_ptr()),
            ("pidfd_send_signal", _) => call!(libc::SYS_pidfd_send_signal, 0, libc::SIGKILL, none, 0),
            ("getpid", _) => call!(libc::SYS_getpid),
            ("getppid", _) => call!(libc::SYS_getppid),
            ("setsid", _) => call!(libc::SYS_setsid),
            ("sched_setaffinity", _) => call!(libc::SYS_sched_setaffinity, 0, 8, zero.as_ptr()),
            ("setpriority", _) => call!(libc::SYS_setpriority, 0, 0, 0),
            ("clock_of_zygote", _) => call!(libc::SYS_clock_gettime, !zygote << 3 | 2, bytes),
            ("clock_settime", _) => call!(libc::SYS_clock_settime, 0, zero.as_ptr()),
            // The kernel.
            ("io_uring_setup", _) => call!(libc::SYS_io_uring_setup, 1, zero.as_ptr()),
            ("io_uring_enter", _) => call!(libc::SYS_io_uring_enter, 0, 1, 1, 0, none, 0),
            ("io_setup", _) => call!(libc::SYS_io_setup, 1, zero.as_ptr()),
            ("bpf", _) => call!(libc::SYS_bpf, 0, zero.as_ptr(), 64),
            ("userfaultfd", _) => call!(libc::SYS_userfaultfd, 1),
            ("perf_event_open", _) => call!(libc::SYS_perf_event_open, zero.as_ptr(), 0, -1, -1, 0),
            ("keyctl", _) => call!(libc::SYS_keyctl, 0, -3, 1),
            ("add_key", _) => call!(libc::SYS_add_key, c"user".as_ptr(), c"x".as_ptr(), bytes, 1, -3),
            ("request_key", _) => call!(libc::SYS_request_key, c"user".as_ptr(), c"x".as_ptr(), none, -3),
            ("setns", _) => call!(libc::SYS_setns, 0, 0),
            ("unshare", _) => call!(libc::SYS_unshare, libc::CLONE_NEWUSER),
            ("mount", _) => call!(libc::SYS_mount, none, c"/".as_ptr(), c"proc".as_ptr(), 0, none),
            ("umount2", _) => call!(libc::SYS_umount2, c"/".as_ptr(), libc::MNT_DETACH),
            ("fsopen", _) => call!(libc::SYS_fsopen, c"tmpfs".as_ptr(), 0),
            ("pivot_root", _) => call!(libc::SYS_pivot_root, c".".as_ptr(), c".".as_ptr()),
            ("chroot", _) => call!(libc::SYS_chroot, c"/".as_ptr()),
            ("init_module", _) => call!(libc::SYS_init_module, bytes, 1, c"".as_ptr()),
            ("reboot", _) => call!(libc::SYS_reboot, 0, 0, 0, none),
            ("syslog", _) => call!(libc::SYS_syslog, 3, bytes, room),
            ("uname", _) => call!(libc::SYS_uname, bytes),
            ("shmget", _) => call!(libc::SYS_shmget, 0, PAGE, 0o1600),
            ("msgget", _) => call!(libc::SYS_msgget, 0, 0o1600),
            ("mq_open", _) => call!(libc::SYS_mq_open, c"x".as_ptr(), 0o100, 0o600, none),
            ("personality", _) => call!(libc::SYS_personality, 0x0040_0000),
            #[cfg(target_arch = "x86_64")]
            ("modify_ldt", _) => modify_ldt(),
            #[cfg(target_arch = "x86_64")]
            ("arch_prctl", _) => arch_prctl(),
            ("membarrier", _) => call!(libc::SYS_membarrier, 1, 0, 0),
            ("rseq", _) => call!(libc::SYS_rseq, zero.as_ptr(), 32, 0, 0),
            // Undoing the lockdown.
            ("prctl_dumpable", _) => call!(libc::SYS_prctl, libc::PR_SET_DUMPABLE, 1, 0, 0, 0),
            ("prctl_death_signal", _) => call!(libc::SYS_prctl, libc::PR_SET_PDEATHSIG, 0, 0, 0, 0),
            ("prctl_mm", _) => call!(libc::SYS_prctl, libc::PR_SET_MM, 1, 0, 0, 0),
            ("seccomp", _) => call!(libc::SYS_seccomp, 1, 0, bytes),
            ("seccomp_notify", _) => call!(libc::SYS_seccomp, 1, libc::SECCOMP_FILTER_FLAG_NEW_LISTENER, bytes),
            ("landlock", _) => call!(libc::SYS_landlock_create_ruleset, none, 0, 1),
            ("setuid", _) => call!(libc::SYS_setuid, 0),
            ("setresuid", _) => call!(libc::SYS_setresuid, 0, 0, 0),
            ("setgroups", _) => call!(libc::SYS_setgroups, 0, none),
            ("capset", _) => call!(libc::SYS_capset, zero.as_ptr(), zero.as_ptr()),
            ("ignore_signals", _) => call!(libc::SYS_rt_sigaction, libc::SIGTERM, zero.as_ptr(), none, 8),
            ("block_signals", _) => call!(libc::SYS_rt_sigprocmask, 0, zero.as_ptr(), none, 8),
            ("limit_of_zygote", _) => call!(libc::SYS_prlimit64, zygote, libc::RLIMIT_AS, zero.as_ptr(), none),
            ("raise_descriptors", _) => {
                call!(libc::SYS_prlimit64, 0, libc::RLIMIT_NOFILE, [64_u64, 64].as_ptr(), none)
            }
            ("raise_memory", _) => {
                call!(libc::SYS_prlimit64, 0, libc::RLIMIT_AS, [libc::RLIM_INFINITY; 2].as_ptr(), none)
            }
            ("raise_cpu", _) => {
                call!(libc::SYS_prlimit64, 0, libc::RLIMIT_CPU, [libc::RLIM_INFINITY; 2].as_ptr(), none)
            }
            // Memory that runs.
            ("mmap_data", _) => map(libc::PROT_READ | libc::PROT_WRITE, PRIVATE),
            ("mmap_exec", _) => map(libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC, PRIVATE),
            ("mmap_only_exec", _) => map(libc::PROT_EXEC, PRIVATE),
            ("mmap_high_bits", _) => {
                let protection = i64::from(libc::PROT_EXEC) | 1 << 40;
                call!(libc::SYS_mmap, none, PAGE, protection, PRIVATE, -1, 0)
            }
            ("mmap_shared", _) => map(libc::PROT_READ, libc::MAP_SHARED | libc::MAP_ANONYMOUS),
            ("mmap_fixed", _) => map(libc::PROT_READ, PRIVATE | libc::MAP_FIXED),
            ("mmap_descriptor", _) => map(libc::PROT_READ, libc::MAP_PRIVATE),
            ("mprotect_exec", _) => {
                let page = map(libc::PROT_READ | libc::PROT_WRITE, PRIVATE);
                call!(libc::SYS_mprotect, page, PAGE, libc::PROT_READ | libc::PROT_EXEC)
            }
            ("pkey_mprotect", _) => {
                let page = map(libc::PROT_READ | libc::PROT_WRITE, PRIVATE);
                call!(libc::SYS_pkey_mprotect, page, PAGE, libc::PROT_READ | libc::PROT_EXEC, -1)
            }
            ("mprotect_code", _) => {
                let code = attempt as *const () as usize & !(PAGE - 1);
                call!(libc::SYS_mprotect, code, PAGE, libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC)
            }
            ("remap_file_pages", _) => call!(libc::SYS_remap_file_pages, none, 0, 0, 0, 0),
            ("mremap_fixed", _) => {
                call!(libc::SYS_mremap, none, PAGE, PAGE, libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED, none)
            }
            ("madvise_hwpoison", _) => call!(libc::SYS_madvise, none, PAGE, libc::MADV_HWPOISON),
            ("madvise_dofork", _) => call!(libc::SYS_madvise, none, PAGE, libc::MADV_DOFORK),
            ("mlock", _) => call!(libc::SYS_mlock, bytes, 1),
            ("futex_pi", _) => call!(libc::SYS_futex, zero.as_ptr(), libc::FUTEX_LOCK_PI, 0, none),
            ("futex_requeue", _) => call!(libc::SYS_futex, zero.as_ptr(), libc::FUTEX_CMP_REQUEUE, 0, none),
            // Other tables of system calls.
            #[cfg(target_arch = "x86_64")]
            ("int80", _) => int80(),
            ("x32", _) => call!(0x4000_0000 + libc::SYS_getpid),
            ("x32_write", _) => call!(0x4000_0000 + libc::SYS_write, 1, bytes, 1),
            ("unknown", _) => call!(9999),
            ("negative", _) => call!(-1),
            // Dying.
            ("exhaust", _) => loop {
                let result = map(libc::PROT_READ | libc::PROT_WRITE, PRIVATE);
                if result < 0 {
                    break result;
                }
            },
            ("allocate", _) => {
                let mut held: Vec<Vec<u8>> = Vec::new();
                loop {
                    held.push(black_box(vec![1; 1 << 20]));
                }
            }
            ("spin", _) => loop {
                std::hint::spin_loop();
            },
            ("overflow", _) => overflow(1),
            ("abort", _) => process::abort(),
            // SAFETY: none; it must kill.
            ("segfault", _) => unsafe { ptr::read_volatile(ptr::without_provenance::<u8>(8)).into() },
            // SAFETY: none; it must kill.
            ("jump_to_data", _) => unsafe {
                buffer[0] = 0xc3;
                mem::transmute::<*const u8, extern "C" fn() -> i64>(black_box(buffer.as_ptr()))()
            },
            (unknown, _) => panic!("no attempt is called {unknown}"),
        }
    }

    const PRIVATE: i32 = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;

    fn map(protection: i32, flags: i32) -> i64 {
        call!(libc::SYS_mmap, ptr::null_mut::<u8>(), PAGE << 8, protection, flags, -1, 0)
    }

    fn number(text: &str) -> i64 {
        text.parse().expect("a descriptor's number follows")
    }

    #[cfg(target_arch = "x86_64")]
    fn modify_ldt() -> i64 {
        call!(libc::SYS_modify_ldt, 0, ptr::null_mut::<u8>(), 0)
    }

    #[cfg(target_arch = "x86_64")]
    fn arch_prctl() -> i64 {
        call!(libc::SYS_arch_prctl, 0x1003, ptr::null_mut::<u8>())
    }

    /// `getpid` of the 32-bit table, where 20 is its number; 20 is `writev` in the other.
    #[cfg(target_arch = "x86_64")]
    fn int80() -> i64 {
        let result: i64;
        // SAFETY: the call takes no arguments and changes no memory.
        unsafe { std::arch::asm!("int 0x80", inlateout("rax") 20_i64 => result) };
        result
    }

    #[expect(unconditional_recursion, reason = "it must overflow the stack")]
    fn overflow(depth: i64) -> i64 {
        let frame = black_box([depth; 512]);
        overflow(depth + 1) + frame[0]
    }
}
