//! `dopis-verify proof`: that an entry is in the log.

use archive::policy::Policy;
use archive::proof::TlogProof;

use crate::outcome::{Checks, NotChecked};

pub(crate) fn check(
    file: &[u8],
    policy: &Policy,
    entry: Option<&[u8]>,
) -> Result<Checks, NotChecked> {
    let mut checks = Checks::default();
    let proof = match TlogProof::parse(file) {
        Ok(proof) => proof,
        Err(error) => {
            checks.fails(format_args!("proof: {error}"));
            return Ok(checks);
        }
    };
    match policy.open(proof.checkpoint.as_bytes()) {
        Ok(believed) => checks.holds(format_args!("checkpoint: {believed}")),
        Err(error) => {
            checks.fails(format_args!("checkpoint: {error}"));
            return Ok(checks);
        }
    }
    let Some(entry) = entry else {
        let why = "the checkpoint holds, but what the proof proves was not given: --entry FILE";
        return Err(NotChecked(why.to_owned()));
    };
    match proof.verify(policy, entry) {
        Ok(_) => checks.holds(format_args!(
            "entry: it is number {} of the log",
            proof.index
        )),
        Err(error) => checks.fails(format_args!("entry: {error}")),
    }
    Ok(checks)
}
