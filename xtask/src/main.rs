//! `cargo xtask generate [--check]`: everything that is written from the contract.
//! `cargo xtask worker --out FOLDER [--debug]`: the program that runs scripts apart from the host.

#[cfg(feature = "generate")]
mod generate;
mod worker;

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        #[cfg(feature = "generate")]
        ["generate"] => report(generate::write()),
        #[cfg(feature = "generate")]
        ["generate", "--check"] => report(generate::check()),
        ["worker", "--out", folder] => report(worker::build(Path::new(folder), "worker")),
        ["worker", "--out", folder, "--debug"] => report(worker::build(Path::new(folder), "dev")),
        _ => {
            eprintln!("usage: cargo xtask generate [--check]\n       cargo xtask worker --out FOLDER [--debug]");
            ExitCode::from(2)
        }
    }
}

fn report(result: Result<String, String>) -> ExitCode {
    match result {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(text) => {
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}
