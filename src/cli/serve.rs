//! `tminus serve`: the site in a browser while the plans are written.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::report;
use crate::diag::Severity;
use crate::serve::{Options, Said, Server};

/// What was typed behind `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Folder of the project: where book.toml is.
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Port; the next free one is taken where somebody has it.
    #[arg(short, long, default_value_t = 3917)]
    port: u16,
    /// Address to listen on, instead of this computer alone.
    #[arg(long, value_name = "ADDRESS")]
    host: Option<IpAddr>,
    /// Lets other computers read the plans, where `--host` is an address that they reach.
    #[arg(long)]
    allow_remote: bool,
    /// Looks at the files twice a second, for folders of which the system tells no changes.
    #[arg(long)]
    poll: bool,
}

/// Serves until it is stopped. Exit code: 2 for an address that is not allowed, 3 where no port is free.
pub fn run(args: &ServeArgs) -> ExitCode {
    if let Some(host) = args.host.filter(|host| !host.is_loopback()) {
        if !args.allow_remote {
            eprintln!("error: {host} is reached by other computers, and plans hold what they must not read");
            eprintln!("help: with `--allow-remote` they may read all of it, unprotected");
            return ExitCode::from(2);
        }
        eprintln!("warning: whoever reaches {host} reads all plans: there is no password and no encryption");
    }
    if !args.dir.is_dir() {
        eprintln!("error: there is no folder `{}`", args.dir.display());
        return ExitCode::from(2);
    }
    match serve(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot serve: {error}");
            ExitCode::from(3)
        }
    }
}

fn serve(args: &ServeArgs) -> io::Result<()> {
    let options = Options {
        root: args.dir.clone(),
        host: args.host,
        port: args.port,
        poll: args.poll,
        token: token()?,
    };
    let server = Server::bind(options)?;
    let port = server.addresses.first().map_or(args.port, SocketAddr::port);
    if args.port != 0 && port != args.port {
        eprintln!("port {} is taken; this is {port}", args.port);
    }
    for address in server.addresses.iter().filter(|address| address.is_ipv4() || args.host.is_some()) {
        println!("http://{address}/");
    }
    server.run(Arc::new(say))
}

/// Sixteen bytes that nobody can guess.
fn token() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(crate::ledger::hex(&bytes))
}

/// Errors are printed whenever they change; what is not wrong is seen in the browser.
fn say(said: Said<'_>) {
    match said {
        Said::Reading(reading) => report::over(&format!("reading plans: {}", reading.words())),
        Said::Plans { report, files, plans } => {
            report::over("");
            let mut errors = report.clone();
            errors.diagnostics.retain(|d| d.severity == Severity::Error);
            report::print(&errors, files, report::Format::People);
            let warnings = report.count(Severity::Warning);
            match errors.has_errors() {
                true => eprintln!("the pages stay as they were"),
                false => report::say(&format!("{plans} plans, {warnings} warnings")),
            }
        }
        Said::Polls(why) => eprintln!("changes are looked for twice a second: {why}"),
        Said::Blind(why) => eprintln!("warning: changes are not noticed, start again to see them: {why}"),
    }
}
