//! The marshaller both ways.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| enclave_core::fuzzing::values_come_back(bytes));
