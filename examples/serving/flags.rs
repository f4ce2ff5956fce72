//! The command line: how flags are read, and how what is wrong with them is said.

use std::{
    env,
    ffi::OsStr,
    net::{Ipv4Addr, SocketAddr},
};

use clap::{Arg, Command, CommandFactory, FromArgMatches, error::ErrorKind};

/// The flags of the command line, and of the variables that stand for some of them.
pub(crate) fn read<T: CommandFactory + FromArgMatches>() -> Result<T, clap::Error> {
    let mut command = T::command();
    if let Some(variable) = empty_variable(&command) {
        let what = format!("{variable} is set to nothing; give it a value, or unset it");
        return Err(command.error(ErrorKind::InvalidValue, what));
    }
    let mut matches = command.try_get_matches_from_mut(env::args_os())?;
    T::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// A variable that is set to nothing. Taken for one that is not set it would open what it was to narrow: every scope,
/// every tool, the demo data instead of a CRM.
fn empty_variable(command: &Command) -> Option<String> {
    let variables = command.get_arguments().filter_map(Arg::get_env);
    let empty = |name: &&OsStr| env::var_os(name).is_some_and(|value| value.is_empty());
    variables.into_iter().find(empty).map(|name| name.to_string_lossy().into_owned())
}

/// Clap's report in one line: what is wrong and what was probably meant, without the usage that follows.
pub(crate) fn one_line(error: &clap::Error) -> String {
    let report = error.to_string();
    let lines =
        report.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:")).filter(|line| !line.is_empty());
    let lines = lines.map(|line| line.trim_start_matches("error: ").trim_start_matches("tip: "));
    let what = lines.filter(|line| !line.starts_with("For more information")).collect::<Vec<_>>().join("; ");
    format!("{}; see --help", what.replace(":; ", ": "))
}

/// The address that `--listen` names: `127.0.0.1:8000`, `localhost:8000`, or a port alone, which is one of this machine.
pub fn address(text: &str) -> Result<SocketAddr, String> {
    let local = text.strip_prefix("localhost:").unwrap_or(text).parse::<u16>();
    let address = local.map(|port| (Ipv4Addr::LOCALHOST, port).into()).or_else(|_| text.parse());
    address
        .map_err(|_| "name an IP address and a port: `127.0.0.1:8000`, or `0.0.0.0:8000` for every network".to_owned())
}
