//! Asking an authority for a timestamp, and taking the token out of what it answers.

use der::asn1::{Int, OctetString};
use der::{Any, Decode, Encode, Tag, Tagged};
use sha2::{Digest, Sha256};

use super::asn1::{Algorithm, MessageImprint, NotDer, SHA_256, TimeStampReq};

/// Why an answer has no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    #[error("the answer is no TimeStampResp")]
    Form,
    #[error("the authority refuses, with the status {0}")]
    Refused(u64),
}

impl From<NotDer> for AnswerError {
    fn from(_: NotDer) -> AnswerError {
        AnswerError::Form
    }
}

impl From<der::Error> for AnswerError {
    fn from(_: der::Error) -> AnswerError {
        AnswerError::Form
    }
}

/// The `TimeStampReq` for these bytes, asking for the authority's certificates. The nonce is not negative, so that it
/// has one spelling.
pub fn request(stamped: &[u8], nonce: u64) -> Option<Vec<u8>> {
    let request = TimeStampReq {
        version: 1,
        imprint: MessageImprint {
            algorithm: Algorithm {
                oid: SHA_256,
                parameters: Some(Any::null()),
            },
            hash: OctetString::new(Sha256::digest(stamped).as_slice()).ok()?,
        },
        nonce: Int::new(&spelled(nonce)).ok()?,
        cert_req: true,
    };
    request.to_der().ok()
}

/// The bytes of an INTEGER that is not negative.
pub(super) fn spelled(number: u64) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let start = bytes.iter().take_while(|byte| **byte == 0).count().min(7);
    let mut spelled = Vec::new();
    if bytes[start] >= 0x80 {
        spelled.push(0);
    }
    spelled.extend(&bytes[start..]);
    spelled
}

/// The token of a `TimeStampResp` that grants one; nothing of it is verified.
pub fn token_of(answer: &[u8]) -> Result<Vec<u8>, AnswerError> {
    let members = Vec::<Any>::from_der(answer)?;
    let [status, token @ ..] = members.as_slice() else {
        return Err(AnswerError::Form);
    };
    if status.tag() != Tag::Sequence {
        return Err(AnswerError::Form);
    }
    let status = Vec::<Any>::from_der(&status.to_der()?)?;
    let code = status.first().ok_or(AnswerError::Form)?;
    let code: u64 = code.decode_as()?;
    match (code, token) {
        // 0 is granted, 1 is granted with changes, which the verifier looks at.
        (0 | 1, [token]) => Ok(token.to_der()?),
        (0 | 1, _) => Err(AnswerError::Form),
        (refused, _) => Err(AnswerError::Refused(refused)),
    }
}
