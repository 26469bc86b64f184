//! Whole runs of programs of the grammar.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| enclave_core::fuzzing::programs_end(bytes));
