//! Each mistake with `#[tool]` and what the compiler says of it, in a file named by the mistake; and one file with
//! everything that is allowed.
//!
//! After a change of messages: `TRYBUILD=overwrite cargo test -p crm-mcp-core --test ui`, then read the difference.

#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/fail/*.rs");
    cases.pass("tests/ui/pass/*.rs");
}
