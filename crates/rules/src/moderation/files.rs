//! What the other side does not see of the files that go with a message.

use super::{Hidden, Judged, Measure};
use crate::contact::{Finding, Place};
use crate::conversation::AuthorKind;

/// The passages of this file's name that the other side does not see.
pub fn hidden_in_name(judged: &[Judged], file: usize) -> Hidden {
    masked(judged, Place::FileName(file))
}

/// Whether the other side may not open this file, because of what is in the image that it is.
pub fn is_withheld(judged: &[Judged], file: usize) -> bool {
    let places = [Place::Code(file), Place::Picture(file)];
    places
        .into_iter()
        .any(|place| !masked(judged, place).is_empty())
}

/// Whether nothing is done because of it, whatever the policy: what a buyer photographs is what it complains of,
/// and labels and boxes have codes on them. Its sender is told all the same.
pub fn is_evidence(author: AuthorKind, finding: &Finding) -> bool {
    author == AuthorKind::Buyer && finding.place.is_in_image()
}

fn masked(judged: &[Judged], place: Place) -> Hidden {
    let masked = judged
        .iter()
        .filter(|judged| judged.measure == Measure::Mask && judged.finding.place == place);
    masked.map(|judged| judged.finding.span).collect()
}
