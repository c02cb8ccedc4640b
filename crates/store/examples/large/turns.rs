//! Whose conversations are read over HTTP.

use serde_json::json;

use crate::Failure;
use crate::data::{LONG_EACH, Plan};

/// Prints all long conversations of the largest seller or of the others, and the sellers: the conversation at index i
/// is of the seller at i modulo their number.
pub(crate) fn print(plan: &Plan, is_largest: bool) -> Result<(), Failure> {
    let (mut sellers, mut conversations) = (Vec::new(), Vec::new());
    let first = if is_largest { 0 } else { 1 };
    for (index, number) in (first..plan.conversations)
        .step_by(usize::try_from(LONG_EACH)?)
        .enumerate()
    {
        let seller = plan.seller_of(number)?;
        if sellers.first() != Some(&seller) && sellers.len() == index {
            sellers.push(seller);
        } else if sellers.get(index % sellers.len()) != Some(&seller) {
            return Err(
                format!("conversation {number} is not of the seller whose turn it is").into(),
            );
        }
        conversations.push(plan.id_of(number)?);
    }
    println!(
        "{}",
        json!({ "sellers": sellers, "conversations": conversations })
    );
    Ok(())
}
