//! What a witness signs with Ed25519: a checkpoint and when it saw it (tlog-cosignature § Ed25519 signed message).

/// Later times are no times (tlog-cosignature § Format).
const TIME_MAX_S: u64 = i64::MAX.unsigned_abs();

pub(crate) fn message(checkpoint: &str, time_s: u64) -> String {
    format!("cosignature/v1\ntime {time_s}\n{checkpoint}")
}

/// The time and the Ed25519 signature.
pub(crate) fn split(signature: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = signature.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    (time <= TIME_MAX_S).then_some((time, signature))
}

pub(crate) fn join(time_s: u64, signature: &[u8]) -> Vec<u8> {
    [time_s.to_be_bytes().as_slice(), signature].concat()
}
