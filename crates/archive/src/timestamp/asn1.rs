//! The structures of RFC 3161 and RFC 5035 in DER. Those of CMS are the library's.

use der::asn1::{Int, ObjectIdentifier, OctetString};
use der::{Any, DateTime, Decode, Encode, FixedTag, Sequence, Tag, Tagged};

pub(super) const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct Algorithm {
    pub(super) oid: ObjectIdentifier,
    #[asn1(optional = "true")]
    pub(super) parameters: Option<Any>,
}

/// What is stamped, as a hash.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct MessageImprint {
    pub(super) algorithm: Algorithm,
    pub(super) hash: OctetString,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct TimeStampReq {
    pub(super) version: u8,
    pub(super) imprint: MessageImprint,
    pub(super) nonce: Int,
    pub(super) cert_req: bool,
}

/// The certificate that the signer says it signs with (RFC 5035 §4).
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct EssCertIdV2 {
    /// SHA-256 if absent.
    #[asn1(optional = "true")]
    pub(super) algorithm: Option<Algorithm>,
    pub(super) hash: OctetString,
    #[asn1(optional = "true")]
    pub(super) issuer_serial: Option<Any>,
}

/// The same of RFC 2634 §5.4.1, by SHA-1.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct EssCertId {
    pub(super) hash: OctetString,
    #[asn1(optional = "true")]
    pub(super) issuer_serial: Option<Any>,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct SigningCertificate<T>
where
    T: for<'a> Decode<'a> + Encode + FixedTag,
{
    pub(super) certificates: Vec<T>,
    #[asn1(optional = "true")]
    pub(super) policies: Option<Any>,
}

/// What of `TSTInfo` a verifier needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TstInfo {
    pub(super) imprint: MessageImprint,
    pub(super) time: GeneralTime,
    pub(super) nonce: Option<Vec<u8>>,
}

/// Why bytes are none of these structures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it cannot be read as DER")]
pub(super) struct NotDer;

impl From<der::Error> for NotDer {
    fn from(_: der::Error) -> NotDer {
        NotDer
    }
}

impl TstInfo {
    /// Its members in their order; those between time and nonce may be absent, what follows the nonce is not looked at.
    pub(super) fn parse(bytes: &[u8]) -> Result<TstInfo, NotDer> {
        let members = Vec::<Any>::from_der(bytes)?;
        let [version, _policy, imprint, _serial, time, rest @ ..] = members.as_slice() else {
            return Err(NotDer);
        };
        if version.decode_as::<u8>()? != 1 {
            return Err(NotDer);
        }
        let mut nonces = rest.iter().filter(|member| member.tag() == Tag::Integer);
        let nonce = nonces.next().map(|nonce| nonce.value().to_vec());
        if nonces.next().is_some() {
            return Err(NotDer);
        }
        Ok(TstInfo {
            imprint: imprint.decode_as()?,
            time: GeneralTime::parse(time).ok_or(NotDer)?,
            nonce,
        })
    }
}

/// A GeneralizedTime in UTC, with parts of a second where the authority states them, which the library refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GeneralTime {
    pub(super) seconds: u64,
    /// RFC 3339.
    pub(super) text: String,
}

impl GeneralTime {
    fn parse(value: &Any) -> Option<GeneralTime> {
        let text = str::from_utf8(value.value()).ok()?.strip_suffix('Z')?;
        let (whole, parts) = match text.split_once('.') {
            Some((whole, parts)) => (whole, Some(parts)),
            None => (text, None),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_parts =
            |parts: &str| (1..=9).contains(&parts.len()) && digits(parts) && !parts.ends_with('0');
        let is_time = value.tag() == Tag::GeneralizedTime
            && whole.len() == 14
            && digits(whole)
            && parts.is_none_or(is_parts);
        if !is_time {
            return None;
        }
        let number = |from: usize, to: usize| whole[from..to].parse::<u16>().ok();
        let small = |at: usize| number(at, at + 2).and_then(|number| u8::try_from(number).ok());
        let civil = DateTime::new(
            number(0, 4)?,
            small(4)?,
            small(6)?,
            small(8)?,
            small(10)?,
            small(12)?,
        );
        let civil = civil.ok()?;
        let parts = parts.map(|parts| format!(".{parts}")).unwrap_or_default();
        let told = civil.to_string();
        Some(GeneralTime {
            seconds: civil.unix_duration().as_secs(),
            text: format!("{}{parts}Z", told.trim_end_matches('Z')),
        })
    }
}
