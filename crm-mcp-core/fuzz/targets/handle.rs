//! Any bytes as a message, in every framing.
#![no_main]

use crm_mcp_fuzz::subject;

libfuzzer_sys::fuzz_target!(|message: &[u8]| subject::check(message));
