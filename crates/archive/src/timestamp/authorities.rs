//! The authorities whose timestamps a verifier believes, each by a certificate that was given for it.

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, TrustAnchor};

/// Certificates at which a chain may end; without any no timestamp is judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authorities(Vec<CertificateDer<'static>>);

/// Why a file gives no authorities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAuthority {
    #[error("no certificate is in it, neither as PEM nor as DER")]
    Form,
    #[error("certificate {0} in it cannot be read")]
    Certificate(usize),
}

impl Authorities {
    /// Certificates in PEM one after the other, or a single one in DER.
    pub fn parse(file: &[u8]) -> Result<Authorities, NoAuthority> {
        let pem: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(file).collect();
        let found = pem.map_err(|_| NoAuthority::Form)?;
        let found = match found.is_empty() {
            true => vec![CertificateDer::from(file.to_vec())],
            false => found,
        };
        for (number, certificate) in (1..).zip(&found) {
            if webpki::anchor_from_trusted_cert(certificate).is_err() {
                let is_pem = file.starts_with(b"-----");
                return Err(match is_pem || found.len() > 1 {
                    true => NoAuthority::Certificate(number),
                    false => NoAuthority::Form,
                });
            }
        }
        Ok(Authorities(found))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn anchors(&self) -> Vec<TrustAnchor<'_>> {
        let anchors = self.0.iter();
        // `parse` has read each of them.
        anchors
            .filter_map(|certificate| webpki::anchor_from_trusted_cert(certificate).ok())
            .collect()
    }
}
