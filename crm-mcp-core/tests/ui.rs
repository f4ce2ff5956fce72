//! Each mistake with `#[tool]` and what the compiler says of it, in a file named by the mistake; and one file with
//! everything that is allowed.
//!
//! After a change of messages: `TRYBUILD=overwrite cargo test -p crm-mcp-core --test ui`, then read the difference.

use std::process::Command;

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
    } else {
        eprintln!("left out: the messages in tests/ui/rustc, which are those of {WORDED_BY}x");
    }
}
