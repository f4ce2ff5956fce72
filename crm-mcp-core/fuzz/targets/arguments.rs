//! Any text as the arguments of each tool.
#![no_main]

use crm_mcp_core::{CallError, ErrorCode};
use crm_mcp_fuzz::subject;

libfuzzer_sys::fuzz_target!(|arguments: &str| {
    for tool in ["echo", "bound"] {
        match subject::call(tool, arguments) {
            Ok(_) => {}
            Err(CallError::Tool(error)) => {
                assert_eq!(error.code(), ErrorCode::InvalidArguments, "{error}");
                assert!((1..=20).contains(&error.faults().len()), "{error}");
                assert!(error.to_string().len() < 20_000, "{error}");
            }
            Err(error) => panic!("{error}"),
        }
    }
});
