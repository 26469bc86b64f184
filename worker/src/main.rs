//! `enclave-worker`: started by Enclave alone; see `zygote.rs`.

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
compile_error!("process isolation needs Linux or macOS; build without the crate `enclave-worker` here");

use std::{
    fs::File,
    io::{Read, Write},
    os::fd::OwnedFd,
    process::{ExitCode, exit},
};

use enclave_contract::frame::{self, Reply};
use enclave_worker::zygote;

fn main() -> ExitCode {
    zygote::run(|| Ok(()), serve)
}

fn serve(socket: OwnedFd, (): ()) -> ! {
    let mut socket = File::from(socket);
    loop {
        let mut length = [0; 4];
        if socket.read_exact(&mut length).is_err() {
            exit(0);
        }
        let mut frame = vec![0; u32::from_le_bytes(length) as usize];
        if socket.read_exact(&mut frame).is_err() {
            exit(0);
        }
        let Ok(reply) = frame::encode(&Reply::Ready) else { exit(1) };
        if socket.write_all(&reply).is_err() {
            exit(0);
        }
    }
}
