//! Nobody brings back what was erased.

use rules::ids::BuyerId;
use store::Tx;

use crate::error::ActionError;

/// Refuses what would make an erased buyer known again, and what nobody would read.
pub async fn refuse_erased(tx: &Tx, buyer: &BuyerId) -> Result<(), ActionError> {
    match store::erasures::approved_of(tx, buyer).await? {
        None => Ok(()),
        Some(_) => Err(ActionError::conflict(
            "buyer_erased",
            "This buyer has been erased: nobody reads what is written, and it is not taken in again. A person who comes back gets a new id.",
        )),
    }
}
