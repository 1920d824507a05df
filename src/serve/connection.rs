//! One connection: one request, one answer, each within a time. Nobody is waited for.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::answer::{Answer, head};
use super::desk::Desk;
use super::request::{is_whole, parse};

/// Time for a request to come, and for an answer to go.
const PATIENCE: Duration = Duration::from_secs(5);
/// Time in which what is still being sent is taken and thrown away, so that the answer is read.
const LINGER: Duration = Duration::from_millis(800);
/// Bytes that are thrown away at most.
const THROWN: usize = 4 * 1024 * 1024;
/// How often an open event stream says that it is there.
const BEAT: Duration = Duration::from_secs(10);

/// Answers one connection.
pub async fn serve(mut stream: TcpStream, desk: Arc<Desk>, streams: Arc<tokio::sync::Semaphore>) {
    let _ = stream.set_nodelay(true);
    let head = match timeout(PATIENCE, read_head(&mut stream)).await {
        Ok(Ok(head)) => head,
        Ok(Err(Some(status))) => return send(stream, Answer::refused(status), false).await,
        Ok(Err(None)) => return,
        Err(_) => return send(stream, Answer::refused(408), false).await,
    };
    let request = match parse(&head, &desk.hosts) {
        Ok(request) => request,
        Err(status) => return send(stream, Answer::refused(status), false).await,
    };
    match desk.asks_for_events(&request) {
        Some(false) => return send(stream, Answer::refused(403), false).await,
        Some(true) => {
            let Ok(_permit) = streams.try_acquire_owned() else {
                return send(stream, Answer::refused(503), false).await;
            };
            return events(stream, &desk).await;
        }
        None => {}
    }
    let is_head = request.is_head;
    let made = tokio::task::spawn_blocking(move || desk.answer(&request)).await;
    send(stream, made.unwrap_or_else(|_| Answer::refused(500)), is_head).await;
}

/// The bytes up to the blank line; the status of a refusal; or nothing, where nobody is there any more.
async fn read_head(stream: &mut TcpStream) -> Result<Vec<u8>, Option<u16>> {
    let mut begun: Vec<u8> = Vec::with_capacity(1024);
    let mut piece = [0_u8; 4096];
    loop {
        let count = stream.read(&mut piece).await.map_err(|_| None)?;
        if count == 0 {
            return Err((!begun.is_empty()).then_some(400));
        }
        let from = begun.len().saturating_sub(3);
        begun.extend_from_slice(&piece[..count]);
        if is_whole(&begun, from).map_err(Some)? {
            return Ok(begun);
        }
    }
}

async fn send(mut stream: TcpStream, answer: Answer, is_head: bool) {
    let bytes = answer.bytes(is_head);
    if !matches!(timeout(PATIENCE, stream.write_all(&bytes)).await, Ok(Ok(()))) {
        return;
    }
    let _ = stream.shutdown().await;
    let rest = async {
        let mut piece = [0_u8; 16 * 1024];
        let mut thrown = 0;
        while let Ok(count) = stream.read(&mut piece).await {
            thrown += count;
            if count == 0 || thrown > THROWN {
                break;
            }
        }
    };
    let _ = timeout(LINGER, rest).await;
}

/// Tells of each state, until the page is gone.
async fn events(mut stream: TcpStream, desk: &Desk) {
    let mut told = desk.listen();
    let mut bytes = head(200, "text/event-stream; charset=utf-8");
    bytes.extend_from_slice(b"\r\nretry: 500\n\n");
    let mut piece = [0_u8; 512];
    loop {
        let now = *told.borrow_and_update();
        bytes.extend_from_slice(format!("data: {}\n\n", now.line()).as_bytes());
        if !matches!(timeout(PATIENCE, stream.write_all(&bytes)).await, Ok(Ok(()))) {
            return;
        }
        bytes.clear();
        loop {
            tokio::select! {
                changed = told.changed() => match changed {
                    Ok(()) => break,
                    Err(_) => return,
                },
                read = stream.read(&mut piece) => match read {
                    // The stream takes no commands: who sends any is left.
                    Ok(_) | Err(_) => return,
                },
                () = tokio::time::sleep(BEAT) => {
                    if !matches!(timeout(PATIENCE, stream.write_all(b": here\n\n")).await, Ok(Ok(()))) {
                        return;
                    }
                }
            }
        }
    }
}
