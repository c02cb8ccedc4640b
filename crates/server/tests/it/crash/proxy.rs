//! The line between the service and its database, which can be cut.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

#[derive(Debug)]
pub(crate) struct Proxy {
    pub(crate) port: u16,
    is_whole: watch::Sender<bool>,
    /// Ends with the test.
    _serving: JoinSet<()>,
}

impl Proxy {
    pub(crate) async fn to(port: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (is_whole, line) = watch::channel(true);
        let mut serving = JoinSet::new();
        let own = listener.local_addr().unwrap().port();
        serving.spawn(serve(
            listener,
            SocketAddr::from(([127, 0, 0, 1], port)),
            line,
        ));
        Proxy {
            port: own,
            is_whole,
            _serving: serving,
        }
    }

    /// What is under way breaks off, and who comes is turned away.
    pub(crate) fn cut(&self) {
        self.is_whole.send_replace(false);
    }

    pub(crate) fn mend(&self) {
        self.is_whole.send_replace(true);
    }
}

async fn serve(listener: TcpListener, to: SocketAddr, line: watch::Receiver<bool>) {
    let mut carried = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted.unwrap();
                carried.spawn(carry(stream, to, line.clone()));
            }
            Some(_) = carried.join_next() => {}
        }
    }
}

async fn carry(mut near: TcpStream, to: SocketAddr, mut line: watch::Receiver<bool>) {
    if !*line.borrow() {
        return;
    }
    // Nobody may answer there either.
    let Ok(mut far) = TcpStream::connect(to).await else {
        return;
    };
    let _ = near.set_nodelay(true);
    let _ = far.set_nodelay(true);
    // An end that is no orderly one: nothing waits for what is still to be sent.
    near.set_zero_linger().unwrap();
    tokio::select! {
        _ = copy_bidirectional(&mut near, &mut far) => {}
        _ = line.wait_for(|is_whole| !is_whole) => {}
    }
}
