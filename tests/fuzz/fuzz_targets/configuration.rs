#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ascribe_fuzz_targets::configuration(bytes));
