//! Each mistake with `#[tool]` and what the compiler says of it, in a file named by the mistake; and one file with
//! everything that is allowed.
//!
//! After a change of messages: `TRYBUILD=overwrite cargo test -p crm-mcp-core --test ui`, then read the difference.

use std::{env, process::Command};

/// The compiler whose own words are written down in `ui/rustc`; others word their part differently.
const WORDED_BY: &str = "rustc 1.95.";

#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/fail/*.rs");
    let version = Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    if version.starts_with(WORDED_BY.as_bytes()) {
        cases.compile_fail("tests/ui/rustc/*.rs");
    } else if env::var_os("CI").is_some() {
        panic!(
            "the messages in tests/ui/rustc are those of {WORDED_BY}x, and this is {}. Run this test with {WORDED_BY}x, or \
             write the messages of this compiler down: change `WORDED_BY`, then run the command at the top of this file",
            String::from_utf8_lossy(&version).trim()
        );
    } else {
        eprintln!("left out: the messages in tests/ui/rustc, which are those of {WORDED_BY}x");
    }
}
