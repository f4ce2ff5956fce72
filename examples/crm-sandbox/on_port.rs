//! A sandbox on a port, whichever CRM's it is.

use std::net::SocketAddr;

use crm_mcp_tools::sandbox::SandboxError;
use serving::{Listening, ServedSandbox};

use crate::{Failure, Options};

/// A sandbox that can be served on a port.
pub(crate) trait OnPort: ServedSandbox {
    type Quirk: Copy + 'static;

    /// The name of its CRM in flags.
    const CRM: &'static str;
    /// What can be switched on, by its name in flags.
    const QUIRKS: &'static [(&'static str, Self::Quirk)];

    /// The same sandbox with a quirk.
    fn with(self, quirk: Self::Quirk) -> Self;

    /// What a client needs to know to use it, a line each: a word and what it stands for.
    fn needed(address: SocketAddr) -> Vec<(&'static str, String)>;

    /// A request that works.
    fn example(address: SocketAddr) -> String;
}

/// Serves a sandbox as the options say.
pub(crate) async fn serve<S: OnPort>(options: &Options) -> Result<(), Failure> {
    let sandbox = sandbox::<S>(options).await?;
    let sandbox = quirks::<S>(options)?.into_iter().fold(sandbox, S::with);
    let listening = Listening::on(options.listen).await?.within(options.limits());
    introduce::<S>(listening.address(), options);
    let served = listening.serve(sandbox.router()).await;
    sandbox.close().await;
    Ok(served?)
}

async fn sandbox<S: OnPort>(options: &Options) -> Result<S, SandboxError> {
    S::begin(options.data.as_deref(), options.clock()).await
}

/// The quirks that are named. One that only another CRM has is an error.
fn quirks<S: OnPort>(options: &Options) -> Result<Vec<S::Quirk>, Failure> {
    let named = options.quirks.iter().map(|name| {
        let known = S::QUIRKS.iter().find(|(known, _)| known == name).map(|(_, quirk)| *quirk);
        known.ok_or_else(|| {
            let there_are: Vec<_> = S::QUIRKS.iter().map(|(name, _)| *name).collect();
            format!("--quirk {name} is not one of {}; there are {}", S::CRM, there_are.join(", ")).into()
        })
    });
    named.collect()
}

fn introduce<S: OnPort>(address: SocketAddr, options: &Options) {
    if !address.ip().is_loopback() {
        tracing::warn!(
            "the sandbox listens on {address}: everyone who reaches this machine can read and change its data with the \
             tokens that it prints. To keep it to this machine, listen on 127.0.0.1"
        );
    }
    let data = options.data.as_ref().map_or("in memory".into(), |file| file.display().to_string());
    let lines = [("Sandbox CRM", format!("http://{address}"))].into_iter().chain(S::needed(address));
    for (word, what) in lines.chain([("Data", data)]) {
        println!("{word:<13} {what}");
    }
    println!("\n{}", S::example(address));
}
