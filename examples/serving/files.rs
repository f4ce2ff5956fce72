//! How many files the process may have open, and so how many connections.

/// A server serves at most so many connections, unless it is told otherwise: idle, they cost some 140 MB.
const CONNECTIONS: usize = 10_000;

/// So many files on a system that does not say.
const USUAL: u64 = 1024;

/// How many files the process may have open. What the system allows is often more than it gives at first, for programs
/// whose files must have small numbers; this program takes it all.
fn open_files() -> usize {
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(USUAL);
    usize::try_from(files).unwrap_or(usize::MAX)
}

/// The most connections that there can be. Each takes a file, and its request may take another: to the vendor, or for the
/// data.
fn most() -> usize {
    (open_files() / 2).max(1)
}

/// How many connections a server serves that is not told: 10,000, or half as many as files may be open.
pub fn connections() -> usize {
    CONNECTIONS.min(most())
}

/// The number that `--connections` names.
pub fn number_of_connections(text: &str) -> Result<usize, String> {
    let most = most();
    match text.parse() {
        Ok(0) | Err(_) => Err("name a number of connections, 1 or more".to_owned()),
        Ok(number) if number > most => Err(format!(
            "this process may have {} files open, and a connection takes up to two; name at most {most}, or raise the \
             limit with `ulimit -n`",
            open_files()
        )),
        Ok(number) => Ok(number),
    }
}
