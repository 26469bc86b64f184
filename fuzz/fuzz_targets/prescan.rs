//! Layer 0 on texts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| enclave_core::fuzzing::prescan_bounds_the_tree(bytes));
