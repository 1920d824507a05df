//! The site while it is written: pages from memory, made when they are asked for, and told of every change.
//!
//! `watch` tells what changed, `engine` makes the next good state of it or says what is wrong, `live` makes files of that
//! state by their addresses; `desk` answers requests from them, `request` takes those apart, `connection` gives each its
//! time. What is not a page of the site is not there, and nothing is read for a request.
//!
//! The first state takes as long as all plans take to be read. Until then `waking` answers: `heads` lists the plans by the
//! first bytes of their files, `alone` makes one plan of its file, which is one of the list whatever a request says.

mod alone;
mod answer;
mod connection;
mod desk;
mod engine;
mod heads;
mod live;
mod progress;
mod request;
mod shelf;
mod waking;
mod watch;

pub use answer::Answer;
pub use desk::{Desk, State};
pub use engine::{Engine, Shown, Verdict};
pub use live::Live;
pub use progress::{Progress, Reading};
pub use request::{Hosts, Request, is_whole, parse};
pub use waking::{Waking, Woken};
pub use watch::Changes;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::diag::{Files, Report};
use watch::Watch;

/// Connections at the same time.
const MOST: usize = 1024;
/// Event streams at the same time.
const STREAMS: usize = 256;
/// Ports that are tried.
const PORTS: u16 = 50;
/// After a change that moved files, the folder is looked through once more when it is quiet: what was written into a
/// folder before it was watched was not told of.
const QUIET: Duration = Duration::from_millis(300);
/// How often it is told how many plans are read.
const TICK: Duration = Duration::from_millis(250);

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the project.
    pub root: PathBuf,
    /// The address to listen on; `None` for this computer alone.
    pub host: Option<IpAddr>,
    /// 0 for any.
    pub port: u16,
    /// Looks at the files from time to time, instead of being told.
    pub poll: bool,
    /// Known to nobody else.
    pub token: String,
}

/// What a person is told while the server runs.
pub enum Said<'a> {
    /// The plans are listed and can be opened; this many of them are read. Said first before the first one is.
    Reading(Reading),
    /// The state of the plans, first and after every change.
    Plans { report: &'a Report, files: &'a Files, plans: usize },
    /// Files are looked at from time to time, and why.
    Polls(&'a str),
    /// Changes are not noticed, and why.
    Blind(&'a str),
}

/// Hears what is said.
pub type Say = dyn Fn(Said<'_>) + Send + Sync;

/// A server that has its port and does nothing yet.
pub struct Server {
    options: Options,
    listeners: Vec<TcpListener>,
    /// Where it is reached.
    pub addresses: Vec<SocketAddr>,
}

impl Server {
    /// Takes the port, or the next one that is free.
    pub fn bind(options: Options) -> io::Result<Server> {
        let hosts: Vec<IpAddr> = match options.host {
            Some(host) => vec![host],
            None => vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
        };
        let mut last = io::Error::from(io::ErrorKind::AddrInUse);
        let next = |more: u16| if options.port == 0 { Some(0) } else { options.port.checked_add(more) };
        for port in (0..PORTS).map_while(next) {
            match bind(&hosts, port) {
                Ok(listeners) => {
                    let addresses =
                        listeners.iter().map(TcpListener::local_addr).collect::<io::Result<_>>()?;
                    return Ok(Server { options, listeners, addresses });
                }
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Serves until the process ends.
    pub fn run(self, say: Arc<Say>) -> io::Result<()> {
        let mut engine = Engine::new(&self.options.root);
        let hosts = Hosts::of(&self.addresses);
        let desk = Arc::new(Desk::new(hosts, self.options.token.clone(), engine.shown()));
        let told = Arc::clone(&desk);
        let options = self.options.clone();
        std::thread::Builder::new().name("plans".to_owned()).spawn(move || {
            let mut keep = || keep(&mut engine, &options, &told, &*say);
            // Threads of its own: pages are made beside it, and do not wait behind all plans for a free one.
            match rayon::ThreadPoolBuilder::new().build() {
                Ok(own) => own.install(keep),
                Err(_) => keep(),
            }
        })?;
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(4).build()?;
        runtime.block_on(accept(self.listeners, desk))
    }
}

/// One listener an address. Where this computer knows no IPv6, it is done without.
fn bind(hosts: &[IpAddr], port: u16) -> io::Result<Vec<TcpListener>> {
    let mut listeners: Vec<TcpListener> = Vec::new();
    for host in hosts {
        // Asked for any port, the second address takes that of the first.
        let port =
            listeners.first().and_then(|first| first.local_addr().ok()).map_or(port, |first| first.port());
        match TcpListener::bind((*host, port)) {
            Ok(listener) => {
                listener.set_nonblocking(true)?;
                listeners.push(listener);
            }
            Err(error) if listeners.is_empty() || error.kind() == io::ErrorKind::AddrInUse => {
                return Err(error);
            }
            Err(_) => {}
        }
    }
    Ok(listeners)
}

async fn accept(listeners: Vec<TcpListener>, desk: Arc<Desk>) -> io::Result<()> {
    let open = Arc::new(tokio::sync::Semaphore::new(MOST));
    let streams = Arc::new(tokio::sync::Semaphore::new(STREAMS));
    let mut loops = tokio::task::JoinSet::new();
    for listener in listeners {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let (desk, open, streams) = (Arc::clone(&desk), Arc::clone(&open), Arc::clone(&streams));
        loops.spawn(async move {
            loop {
                // Without room for one more, the next one waits outside until the time of another one is up.
                let Ok(permit) = Arc::clone(&open).acquire_owned().await else { return };
                match listener.accept().await {
                    Ok((stream, _)) => {
                        let (desk, streams) = (Arc::clone(&desk), Arc::clone(&streams));
                        tokio::spawn(async move {
                            connection::serve(stream, desk, streams).await;
                            drop(permit);
                        });
                    }
                    // Out of file handles: some are free again soon.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        });
    }
    while loops.join_next().await.is_some() {}
    Ok(())
}

/// Reads all plans for the first time, and tells how far it is.
fn read_all(engine: &mut Engine, (desk, say): (&Desk, &Say), read: &(dyn Fn(&mut Engine) + Sync)) {
    let progress = engine.progress();
    desk.read_so_far(progress.now());
    say(Said::Reading(progress.now()));
    let over = Mutex::new(false);
    let ended = Condvar::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let going = |over: &mut bool| !*over;
            let mut is_over = over.lock().unwrap_or_else(PoisonError::into_inner);
            while !*is_over {
                let waited = ended.wait_timeout_while(is_over, TICK, going);
                is_over = waited.unwrap_or_else(PoisonError::into_inner).0;
                if !*is_over {
                    desk.read_so_far(progress.now());
                    say(Said::Reading(progress.now()));
                }
            }
        });
        read(engine);
        *over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        ended.notify_all();
    });
}

/// Keeps the state that is shown up to date with the files, for ever.
fn keep(engine: &mut Engine, options: &Options, desk: &Desk, say: &Say) {
    let root = options.root.canonicalize().unwrap_or_else(|_| options.root.clone());
    let update = |engine: &mut Engine, changes: &Changes| {
        let (before, was) = (desk.told().state, desk.problems());
        let verdict = engine.update(changes);
        let is_broken = verdict.report.has_errors();
        let problems = if is_broken { desk::printed(&verdict.report, verdict.files) } else { String::new() };
        let looked = verdict.looked;
        if verdict.is_new || problems != was || before == State::Reading {
            desk.quote(verdict.layout_files);
            desk.tell(if is_broken { State::Broken } else { State::Fine }, problems);
            say(Said::Plans { report: &verdict.report, files: verdict.files, plans: verdict.plans });
        }
        looked
    };
    // Watched first: what changes while the plans are read is told of.
    let waking = engine.wake();
    let watch = Watch::begin(&root, engine.source_dir(), options.poll);
    desk.wake(waking);
    read_all(engine, (desk, say), &|engine| {
        update(engine, &Changes::everything());
    });
    let mut watch = match watch {
        Ok(watch) => watch,
        Err(error) => return say(Said::Blind(&error.to_string())),
    };
    watch.plans_in(engine.source_dir());
    let mut polls = false;
    let mut look_again = true;
    loop {
        if let Some(why) = watch.polls.as_deref().filter(|_| !polls) {
            say(Said::Polls(why));
            polls = true;
        }
        let patience = if look_again { QUIET } else { Duration::from_secs(3600) };
        match watch.next(patience) {
            Some(changes) => {
                look_again |= update(engine, &changes);
                watch.plans_in(engine.source_dir());
            }
            None if look_again => {
                look_again = false;
                let folder = engine.source_dir().to_owned();
                update(engine, &Changes { paths: [folder].into(), all: false });
            }
            None => {}
        }
    }
}
