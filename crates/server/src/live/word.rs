//! What nodes tell each other: one line of ids, read with suspicion.

use rules::conversation::PresenceState;
use rules::ids::{AgentId, ConversationId, SellerId, StaffId};

use super::presence::{Beat, Who};
use crate::app::App;

/// Events have got positions.
pub const PLACED: &str = "placed";
/// Events wait for positions, and the teller does not hold the lease.
pub const WANTED: &str = "wanted";

const PRESENCE: &str = "presence";
/// The state of somebody who has gone.
const GONE: &str = "gone";

/// Notes somebody's presence here, and tells the other nodes, also what is no news: it holds only for a while.
pub fn tell_presence(app: &App, beat: &Beat) {
    app.live.note(beat, app.now());
    app.db.tell(&write(beat));
}

/// `presence SELLER CONVERSATION agent|staff ID looking|writing|gone`
fn write(beat: &Beat) -> String {
    let (kind, id) = match &beat.who {
        Who::Agent(agent) => ("agent", agent.to_string()),
        Who::Staff(staff) => ("staff", staff.to_string()),
    };
    let state = beat.state.map_or(GONE, PresenceState::code);
    let (seller, conversation) = (&beat.seller, beat.conversation);
    format!("{PRESENCE} {seller} {conversation} {kind} {id} {state}")
}

/// A word about presence; `None` for any other.
pub(super) fn read(word: &str) -> Option<Beat> {
    let mut parts = word.strip_prefix(PRESENCE)?.split_whitespace();
    let seller = SellerId::parse(parts.next()?).ok()?;
    let conversation: ConversationId = parts.next()?.parse().ok()?;
    let (kind, id) = (parts.next()?, parts.next()?);
    let who = match kind {
        "agent" => Who::Agent(AgentId::parse(id).ok()?),
        "staff" => Who::Staff(id.parse::<StaffId>().ok()?),
        _ => return None,
    };
    let state = match parts.next()? {
        GONE => None,
        code => Some(PresenceState::from_code(code)?),
    };
    Some(Beat {
        seller,
        conversation,
        who,
        state,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_about_presence_is_read_as_it_was_written() {
        for state in [
            Some(PresenceState::Looking),
            Some(PresenceState::Writing),
            None,
        ] {
            let beat = Beat {
                seller: SellerId::parse("nova").unwrap(),
                conversation: "019a0000-0000-7000-8000-000000000000".parse().unwrap(),
                who: Who::Agent(AgentId::parse("ana").unwrap()),
                state,
            };
            assert_eq!(read(&write(&beat)), Some(beat));
        }
    }

    #[test]
    fn nonsense_is_no_word() {
        for word in [
            "",
            "placed",
            "presence",
            "presence nova x agent ana looking",
        ] {
            assert_eq!(read(word), None, "{word}");
        }
        let strange = "presence nova 019a0000-0000-7000-8000-000000000000 agent ana singing";
        assert_eq!(read(strange), None);
    }
}
