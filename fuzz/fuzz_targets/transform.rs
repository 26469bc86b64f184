//! The transform on programs of the grammar, against the engine.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| enclave_core::fuzzing::programs_keep_their_meaning(bytes));
