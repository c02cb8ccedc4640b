//! A server of the test's own on this machine, with one route.

use axum::Router;
use axum::routing::MethodRouter;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// Ends with its test.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) url: String,
    _task: JoinSet<()>,
}

pub(super) async fn serve(path: &str, route: MethodRouter) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route(path, route);
    let mut task = JoinSet::new();
    task.spawn(async move { axum::serve(listener, router).await.unwrap() });
    Served { url, _task: task }
}
