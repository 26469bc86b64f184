//! Whole runs of texts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| enclave_core::fuzzing::runs_end(bytes));
