//! `dopis-verify receipt`: that what a receipt shows is what the log holds.

use archive::policy::Policy;
use archive::receipt::Receipt;

use crate::outcome::Checks;

pub(crate) fn check(file: &[u8], policy: &Policy) -> Checks {
    let mut checks = Checks::default();
    let receipt = match Receipt::parse(file) {
        Ok(receipt) => receipt,
        Err(error) => {
            checks.fails(format_args!("receipt: {error}"));
            return checks;
        }
    };
    let leaf = receipt.leaf();
    checks.holds(format_args!(
        "receipt: {} {} of {}",
        leaf.kind, leaf.id, leaf.actor.kind
    ));
    for (id, opened) in receipt.opened() {
        match opened {
            Ok(bytes) => checks.holds(format_args!(
                "content {id}: its {bytes} bytes are those of the leaf"
            )),
            Err(error) => checks.fails(format_args!("content {id}: {error}")),
        }
    }
    for id in receipt.hidden() {
        checks.tells(format_args!(
            "content {id}: the leaf committed to it, the receipt does not show it"
        ));
    }
    match receipt.verify(policy) {
        Ok(believed) => {
            checks.holds(format_args!("checkpoint: {believed}"));
            checks.holds(format_args!(
                "entry: it is number {} of the log",
                receipt.index()
            ));
        }
        Err(error) => checks.fails(format_args!("entry: {error}")),
    }
    checks
}
