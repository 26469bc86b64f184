//! Layers 0 to 2 on texts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| enclave_core::fuzzing::what_passes_is_clean(bytes));
