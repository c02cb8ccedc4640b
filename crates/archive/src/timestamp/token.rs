//! Verifying a token: that an authority has signed these bytes at the time it states. Whether its certificate has
//! been revoked is not looked at, since that needs a network.

use std::time::Duration;

use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString};
use der::{Any, Decode, Encode, FixedTag};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA384, SHA512, digest};
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, UnixTime};
use webpki::{EndEntityCert, KeyUsage};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{ExtendedKeyUsage, SubjectKeyIdentifier};

use super::Authorities;
use super::asn1::{EssCertId, EssCertIdV2, SHA_256, SigningCertificate, TstInfo};
use super::response::spelled;

/// Those of authorities with their chains have some thousand bytes.
pub const TOKEN_BYTES_MAX: usize = 64 * 1024;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const TST_INFO: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
const EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37");
const SUBJECT_KEY_IDENTIFIER: ObjectIdentifier = oid("2.5.29.14");
const TIME_STAMPING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.8");
const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");

/// The same for the library that follows the chain: it takes the bytes of the identifier.
const TIME_STAMPING_BYTES: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];

/// Ed25519, ECDSA and RSA with at least 2,048 bits, none with SHA-1.
static ALGORITHMS: &[&dyn SignatureVerificationAlgorithm] = webpki::ALL_VERIFICATION_ALGS;

/// A token that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// As the authority states it, RFC 3339 in UTC.
    pub at: String,
    /// The same in whole seconds since 1970.
    pub at_s: u64,
    /// The subject of its certificate.
    pub authority: String,
    pub judged: Judged,
    nonce: Option<Vec<u8>>,
}

/// Whether it is known who the authority is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Its certificate leads to one that was given.
    Believed,
    /// None was given, so it may be anybody's.
    Not,
}

/// Why a token does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    #[error("it has more than {TOKEN_BYTES_MAX} bytes")]
    TooLong,
    #[error("it is no token of RFC 3161: {0}")]
    Form(&'static str),
    #[error("it is of something else")]
    OtherImprint,
    #[error("it is signed in a way that is not known here")]
    Algorithm,
    #[error("the certificate it is signed with is not in it")]
    NoCertificate,
    #[error("it names another certificate than the one it is signed with")]
    OtherCertificate,
    #[error("the certificate is not one for timestamps alone")]
    NotForTimestamps,
    #[error("the signature does not hold")]
    Signature,
    #[error("the certificate leads to none of those given: {0}")]
    Chain(String),
}

impl Stamped {
    /// Whether it answers the request with this nonce.
    pub fn answers(&self, nonce: u64) -> bool {
        self.nonce.as_ref() == Some(&spelled(nonce))
    }
}

/// That these bytes were stamped; with authorities, that one of them did it, at a time when its certificate held.
pub fn verify(
    token: &[u8],
    stamped: &[u8],
    believed: &Authorities,
) -> Result<Stamped, TimestampError> {
    if token.len() > TOKEN_BYTES_MAX {
        return Err(TimestampError::TooLong);
    }
    let signed = signed_data(token)?;
    let content = signed.encap_content_info.econtent.as_ref();
    let content = content.and_then(|content| content.decode_as::<OctetString>().ok());
    let content = content.ok_or(TimestampError::Form("its content"))?;
    let info = TstInfo::parse(content.as_bytes());
    let info = info.map_err(|_| TimestampError::Form("its TSTInfo"))?;
    let imprint = &info.imprint;
    if imprint.algorithm.oid != SHA_256
        || imprint.hash.as_bytes() != digest(&SHA256, stamped).as_ref()
    {
        return Err(TimestampError::OtherImprint);
    }
    let [signer] = signed.signer_infos.0.as_slice() else {
        return Err(TimestampError::Form("it has not one signature"));
    };
    let certificates = certificates(&signed);
    let own = certificates.iter().find(|found| is_of(signer, found));
    let own = own.ok_or(TimestampError::NoCertificate)?;
    let own_der = der_of(own)?;
    check_attributes(signer, content.as_bytes(), &own_der)?;
    check_usage(own)?;
    let end = EndEntityCert::try_from(&own_der).map_err(|_| TimestampError::NoCertificate)?;
    check_signature(signer, &end)?;
    let judged = match believed.is_empty() {
        true => Judged::Not,
        false => {
            let others = certificates.iter().filter(|other| *other != own);
            let others = others.map(der_of).collect::<Result<Vec<_>, _>>()?;
            follow(&end, &others, believed, info.time.seconds)?;
            Judged::Believed
        }
    };
    Ok(Stamped {
        at: info.time.text,
        at_s: info.time.seconds,
        authority: own.tbs_certificate.subject.to_string(),
        judged,
        nonce: info.nonce,
    })
}

fn signed_data(token: &[u8]) -> Result<SignedData, TimestampError> {
    let form = |what: &'static str| move |_: der::Error| TimestampError::Form(what);
    let outer = ContentInfo::from_der(token).map_err(form("its DER"))?;
    if outer.content_type != SIGNED_DATA {
        return Err(TimestampError::Form("it is not signed"));
    }
    let signed: SignedData = outer.content.decode_as().map_err(form("its signed data"))?;
    match signed.encap_content_info.econtent_type == TST_INFO {
        true => Ok(signed),
        false => Err(TimestampError::Form("what is signed is no TSTInfo")),
    }
}

fn certificates(signed: &SignedData) -> Vec<Certificate> {
    let all = signed.certificates.iter().flat_map(|set| set.0.iter());
    let known = all.filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        CertificateChoices::Other(_) => None,
    });
    known.collect()
}

fn is_of(signer: &SignerInfo, certificate: &Certificate) -> bool {
    let inner = &certificate.tbs_certificate;
    match &signer.sid {
        SignerIdentifier::IssuerAndSerialNumber(id) => {
            id.issuer == inner.issuer && id.serial_number == inner.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            let found = extension(certificate, SUBJECT_KEY_IDENTIFIER);
            let found = found.and_then(|(_, value)| SubjectKeyIdentifier::from_der(value).ok());
            found.as_ref() == Some(id)
        }
    }
}

/// Whether an extension is critical, and what it says.
fn extension(certificate: &Certificate, oid: ObjectIdentifier) -> Option<(bool, &[u8])> {
    let all = certificate.tbs_certificate.extensions.iter().flatten();
    let mut found = all.filter(|extension| extension.extn_id == oid);
    found
        .next()
        .map(|extension| (extension.critical, extension.extn_value.as_bytes()))
}

fn der_of(certificate: &Certificate) -> Result<CertificateDer<'static>, TimestampError> {
    let der = certificate.to_der();
    der.map(CertificateDer::from)
        .map_err(|_| TimestampError::Form("a certificate"))
}

/// That what is signed is this content, and names this certificate (RFC 3161 §2.4.2, RFC 5816).
fn check_attributes(signer: &SignerInfo, content: &[u8], own: &[u8]) -> Result<(), TimestampError> {
    let algorithm = hash_of(signer.digest_alg.oid).ok_or(TimestampError::Algorithm)?;
    let kind: ObjectIdentifier = attribute(signer, CONTENT_TYPE)?;
    let said: OctetString = attribute(signer, MESSAGE_DIGEST)?;
    if kind != TST_INFO || said.as_bytes() != digest(algorithm, content).as_ref() {
        return Err(TimestampError::Signature);
    }
    let by_second = attribute::<SigningCertificate<EssCertIdV2>>(signer, SIGNING_CERTIFICATE_V2);
    let (algorithm, hash) = match by_second {
        Ok(named) => {
            let [first, ..] = named.certificates.as_slice() else {
                return Err(TimestampError::OtherCertificate);
            };
            let said = first.algorithm.as_ref().map_or(SHA_256, |said| said.oid);
            let algorithm = hash_of(said).ok_or(TimestampError::Algorithm)?;
            (algorithm, first.hash.clone())
        }
        // The first version knows SHA-1 only. It names a certificate whose key has to sign all the same.
        Err(_) => {
            let named: SigningCertificate<EssCertId> = attribute(signer, SIGNING_CERTIFICATE)?;
            let first = named.certificates.first();
            let first = first.ok_or(TimestampError::OtherCertificate)?;
            (&SHA1_FOR_LEGACY_USE_ONLY, first.hash.clone())
        }
    };
    match digest(algorithm, own).as_ref() == hash.as_bytes() {
        true => Ok(()),
        false => Err(TimestampError::OtherCertificate),
    }
}

/// The one value of a signed attribute that is there once.
fn attribute<T: for<'a> Decode<'a> + FixedTag>(
    signer: &SignerInfo,
    oid: ObjectIdentifier,
) -> Result<T, TimestampError> {
    let missing = || TimestampError::Form("a signed attribute");
    let all = signer.signed_attrs.iter().flat_map(|set| set.iter());
    let mut found = all.filter(|attribute| attribute.oid == oid);
    let (Some(first), None) = (found.next(), found.next()) else {
        return Err(missing());
    };
    let [value] = first.values.as_slice() else {
        return Err(missing());
    };
    let bytes = Any::to_der(value).map_err(|_| missing())?;
    T::from_der(&bytes).map_err(|_| missing())
}

/// For timestamps and nothing else, and not to be ignored (RFC 3161 §2.3).
fn check_usage(certificate: &Certificate) -> Result<(), TimestampError> {
    let usage = extension(certificate, EXTENDED_KEY_USAGE);
    let is_alone = usage.is_some_and(|(critical, value)| {
        let uses = ExtendedKeyUsage::from_der(value).map(|usage| usage.0);
        critical && uses.is_ok_and(|uses| uses == [TIME_STAMPING])
    });
    match is_alone {
        true => Ok(()),
        false => Err(TimestampError::NotForTimestamps),
    }
}

fn check_signature(signer: &SignerInfo, own: &EndEntityCert<'_>) -> Result<(), TimestampError> {
    let known = algorithms(signer.signature_algorithm.oid, signer.digest_alg.oid);
    if known.is_empty() {
        return Err(TimestampError::Algorithm);
    }
    let attributes = signer.signed_attrs.as_ref();
    let attributes = attributes.and_then(|set| set.to_der().ok());
    let attributes = attributes.ok_or(TimestampError::Form("its signed attributes"))?;
    let signature = signer.signature.as_bytes();
    let mut known = known.iter();
    match known.any(|known| own.verify_signature(*known, &attributes, signature).is_ok()) {
        true => Ok(()),
        false => Err(TimestampError::Signature),
    }
}

fn hash_of(oid: ObjectIdentifier) -> Option<&'static ring::digest::Algorithm> {
    match oid {
        SHA_256 => Some(&SHA256),
        SHA_384 => Some(&SHA384),
        SHA_512 => Some(&SHA512),
        _ => None,
    }
}

/// What a signature of this name may be, by the key that it is made with.
fn algorithms(
    signature: ObjectIdentifier,
    hash: ObjectIdentifier,
) -> Vec<&'static dyn SignatureVerificationAlgorithm> {
    use webpki::ring as by;
    // RSA may be named with its hash or, as CMS also allows, without.
    const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
    const RSA_256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
    const RSA_384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
    const RSA_512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
    const ECDSA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
    const ECDSA_384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
    const ED25519: ObjectIdentifier = oid("1.3.101.112");
    match (signature, hash) {
        (RSA | RSA_256, SHA_256) => vec![by::RSA_PKCS1_2048_8192_SHA256],
        (RSA | RSA_384, SHA_384) => vec![by::RSA_PKCS1_2048_8192_SHA384],
        (RSA | RSA_512, SHA_512) => vec![by::RSA_PKCS1_2048_8192_SHA512],
        (ECDSA_256, SHA_256) => vec![by::ECDSA_P256_SHA256, by::ECDSA_P384_SHA256],
        (ECDSA_384, SHA_384) => vec![by::ECDSA_P256_SHA384, by::ECDSA_P384_SHA384],
        (ED25519, _) => vec![by::ED25519],
        _ => Vec::new(),
    }
}

/// That the certificate was one of the authority's at that time. The further ones in a chain need not say what they
/// are for; if they do, it has to be timestamps.
fn follow(
    own: &EndEntityCert<'_>,
    others: &[CertificateDer<'static>],
    believed: &Authorities,
    at_s: u64,
) -> Result<(), TimestampError> {
    let anchors = believed.anchors();
    let at = UnixTime::since_unix_epoch(Duration::from_secs(at_s));
    let usage = KeyUsage::required_if_present(TIME_STAMPING_BYTES);
    let path = own.verify_for_usage(ALGORITHMS, &anchors, others, at, usage, None, None);
    path.map(|_| ())
        .map_err(|error| TimestampError::Chain(error.to_string()))
}
