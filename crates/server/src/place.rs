//! The place in a list from which reading goes on, as addresses and cursors write it: the instant and id of the last row.

use jiff::Timestamp;
use uuid::Uuid;

use crate::error::ActionError;

/// The key of a page's last row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub at: Timestamp,
    pub id: Uuid,
}

impl Place {
    pub fn write(self) -> String {
        format!("{}.{}", self.at.as_microsecond(), self.id)
    }

    /// Reads it back; an empty text is the beginning.
    pub fn read(text: &str) -> Result<Option<Place>, ActionError> {
        if text.is_empty() {
            return Ok(None);
        }
        let place = text.split_once('.').and_then(|(micros, id)| {
            let at = Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
            Some(Place {
                at,
                id: id.parse().ok()?,
            })
        });
        place.map(Some).ok_or_else(|| {
            ActionError::invalid("invalid_cursor", "This is not the place of a page.")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_and_nothing_else_is() {
        let place = Place {
            at: Timestamp::from_microsecond(1_795_000_000_000_001).unwrap(),
            id: Uuid::from_u128(7),
        };
        assert_eq!(Place::read(&place.write()).unwrap(), Some(place));
        assert_eq!(Place::read("").unwrap(), None);
        for bad in ["x", "1", "1.", "1.x", "9999999999999999999.x"] {
            assert_eq!(
                Place::read(bad).unwrap_err().told().code,
                "invalid_cursor",
                "{bad}"
            );
        }
    }
}
