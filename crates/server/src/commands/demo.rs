//! `dopis demo`: a marketplace that does not exist, on an embedded database that goes when the command ends.

use std::future::IntoFuture as _;
use std::io::{self, Write};

use tokio::net::TcpListener;

use super::open::{CommandError, open};
use super::serve::{Stop, serve};
use crate::app::App;
use crate::config::{Config, HandOffAlgorithm, SecondFactor};
use crate::demo;
use crate::random::Random;
use crate::routes;

/// Ports that are tried after the wanted one.
const PORTS_TRIED: u16 = 100;

/// Builds the marketplace, prints a link for each role and serves until a signal ends it.
pub(super) async fn run(port: u16) -> Result<(), CommandError> {
    let stop = Stop::listen()?;
    let folder = tempfile::tempdir()?;
    let (listener, port) = listen(port).await?;
    let mut config = Config::default();
    config.server.listen = format!("127.0.0.1:{port}");
    config.server.public_url = format!("http://localhost:{port}");
    config.database.url = format!("sqlite:{}", folder.path().join("dopis.db").display());
    config.attachments.storage = format!("file:{}", folder.path().join("files").display());
    config.hand_off.algorithm = HandOffAlgorithm::Hs256;
    config.hand_off.secret = Random::System
        .secret()
        .map_err(crate::error::ActionError::from)?;
    config.sign_in.agents_with_password = true;
    config.sign_in.staff_second_factor = SecondFactor::Optional;
    config.sign_in.secret_key = Random::System
        .secret()
        .map_err(crate::error::ActionError::from)?;
    config.log.filter = "warn".into();
    let public_url = config.server.public_url.clone();
    let app = App::new(open(&config).await?, config)?;
    let people = demo::load(&app).await?;
    let router = routes::router(app.clone()).merge(demo::router(&app, people));
    let (storefront_listener, storefront_port) = listen(port.saturating_add(1)).await?;
    tell(&mut io::stdout(), &public_url, storefront_port)?;
    let storefront = axum::serve(storefront_listener, demo::storefront(&app));
    tokio::select! {
        served = serve(app, router, listener, stop) => served,
        ended = storefront.into_future() => ended.map_err(CommandError::from),
    }
}

/// The wanted port, or the next one that is free.
async fn listen(port: u16) -> io::Result<(TcpListener, u16)> {
    let mut taken = None;
    for port in port..=port.saturating_add(PORTS_TRIED) {
        match TcpListener::bind(("127.0.0.1", port)).await {
            Ok(listener) => {
                let port = listener.local_addr()?.port();
                return Ok((listener, port));
            }
            Err(error) => taken = Some(error),
        }
    }
    Err(taken.unwrap_or_else(|| io::Error::from(io::ErrorKind::AddrInUse)))
}

fn tell(out: &mut impl Write, public_url: &str, storefront_port: u16) -> io::Result<()> {
    writeln!(
        out,
        "A demonstration marketplace; nobody in it exists, and nothing in it is kept."
    )?;
    writeln!(
        out,
        "Open one of these links, each in a browser profile or private window of its own:"
    )?;
    for (role, whom) in demo::LINKS {
        writeln!(out, "  {whom:<22}{public_url}/demo/enter/{role}")?;
    }
    // By another name than the service's, so that browsers take it for another site.
    writeln!(
        out,
        "And a page of the marketplace itself, which leads here:"
    )?;
    writeln!(
        out,
        "  {:<22}http://127.0.0.1:{storefront_port}/",
        "a marketplace"
    )?;
    writeln!(out, "Ctrl-C ends it.")?;
    out.flush()
}
