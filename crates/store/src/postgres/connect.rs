//! How to reach PostgreSQL: several hosts, TLS, and the bounds every connection gets.

use std::{path::Path, sync::Arc, time::Duration};

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::{
    Client, Config, Connection, Socket,
    config::{SslMode, TargetSessionAttrs},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{Cause, Limits, OpenError, PostgresOptions};

/// What a URL and its certificates come to.
#[derive(Clone)]
pub(crate) struct Target {
    config: Config,
    tls: MakeRustlsConnect,
}

impl Target {
    pub(crate) fn new(options: &PostgresOptions, limits: &Limits) -> Result<Self, OpenError> {
        let mut config: Config = options.url.parse().map_err(connect_error)?;
        let bound = Duration::from_millis(limits.connect_ms);
        config.connect_timeout(bound);
        config.tcp_user_timeout(bound);
        if config.get_application_name().is_none() {
            config.application_name("dopis");
        }
        // Of several hosts only the primary is of use: reads too are to see what was written just now.
        if config.get_hosts().len() > 1
            && config.get_target_session_attrs() == TargetSessionAttrs::Any
        {
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        // Authorities that are named are there to be checked, so that a plain connection would be a surprise.
        match (config.get_ssl_mode(), &options.ca_file) {
            (SslMode::Disable, Some(_)) => {
                let reason = "sslmode=disable and a file of authorities exclude each other";
                return Err(OpenError::Options(reason.into()));
            }
            (_, Some(_)) => {
                config.ssl_mode(SslMode::Require);
            }
            (_, None) => {}
        }
        Ok(Self {
            config,
            tls: MakeRustlsConnect::new(tls(options.ca_file.as_deref())?),
        })
    }

    /// One connection outside any pool, without bounds for its statements.
    pub(crate) async fn connect(&self) -> Result<Client, OpenError> {
        let (client, connection) = self
            .config
            .connect(self.tls.clone())
            .await
            .map_err(connect_error)?;
        #[expect(
            clippy::disallowed_methods,
            reason = "it ends with the client it drives, and its end is logged"
        )]
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a connection ended");
            }
        });
        Ok(client)
    }

    /// One connection that its owner drives, to hear notifications.
    pub(crate) async fn listening(
        &self,
    ) -> Result<
        (
            Client,
            Connection<Socket, impl AsyncRead + AsyncWrite + Unpin + use<>>,
        ),
        OpenError,
    > {
        let connecting = self.config.connect(self.tls.clone());
        connecting.await.map_err(connect_error)
    }

    pub(crate) fn pool(&self, size: usize, limits: &Limits) -> Result<Pool, OpenError> {
        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let manager = Manager::from_config(self.config.clone(), self.tls.clone(), recycling);
        let (wait, connect) = (
            Duration::from_millis(limits.wait_ms),
            Duration::from_millis(limits.connect_ms),
        );
        // Many people read at once, and no page is worth the start of other processes.
        let settings: Arc<str> = format!(
            "SET max_parallel_workers_per_gather = 0; \
             SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}",
            limits.statement_ms,
            limits.answer_ms.saturating_mul(2),
        )
        .into();
        let set = Hook::async_fn(move |client, _| {
            let settings = Arc::clone(&settings);
            Box::pin(async move {
                client
                    .batch_execute(&settings)
                    .await
                    .map_err(HookError::Backend)
            })
        });
        Pool::builder(manager)
            .max_size(size.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(wait))
            .create_timeout(Some(connect))
            .recycle_timeout(Some(connect))
            .post_create(set)
            .build()
            .map_err(connect_error)
    }
}

/// Checks the server's certificate and name against this file, or against the public authorities.
fn tls(ca_file: Option<&Path>) -> Result<ClientConfig, OpenError> {
    let mut roots = RootCertStore::empty();
    match ca_file {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => {
            let wrong = |error: &dyn std::error::Error| {
                OpenError::Options(format!(
                    "{} holds no usable certificate: {error}",
                    path.display()
                ))
            };
            for certificate in CertificateDer::pem_file_iter(path).map_err(|error| wrong(&error))? {
                let certificate = certificate.map_err(|error| wrong(&error))?;
                roots.add(certificate).map_err(|error| wrong(&error))?;
            }
            if roots.is_empty() {
                return Err(OpenError::Options(format!(
                    "{} holds no certificate",
                    path.display()
                )));
            }
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(connect_error)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn connect_error(error: impl std::error::Error + Send + Sync + 'static) -> OpenError {
    OpenError::Connect {
        source: Cause::new(error),
    }
}
