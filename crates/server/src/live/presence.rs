//! Who is at a conversation at present: kept in memory, for as long as it is heard of, and never written down.

use std::collections::HashMap;

use jiff::Timestamp;
use rules::conversation::{PRESENCE_HOLDS, PresenceState};
use rules::ids::{AgentId, ConversationId, SellerId, StaffId};

/// Somebody of the seller or of the marketplace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    Agent(AgentId),
    Staff(StaffId),
}

/// Somebody's page says that it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beat {
    pub seller: SellerId,
    pub conversation: ConversationId,
    pub who: Who,
    /// `None` for one that goes.
    pub state: Option<PresenceState>,
}

/// Somebody who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub who: Who,
    pub state: PresenceState,
    until: Timestamp,
}

#[derive(Debug, Default)]
pub(super) struct Presences(HashMap<ConversationId, (SellerId, Vec<Present>)>);

impl Presences {
    /// Takes a beat; true if it changed what others see.
    pub(super) fn note(&mut self, beat: &Beat, now: Timestamp) -> bool {
        let (_, present) = self
            .0
            .entry(beat.conversation)
            .or_insert_with(|| (beat.seller.clone(), Vec::new()));
        let before = present.iter().position(|other| other.who == beat.who);
        let news = match (before, beat.state) {
            (Some(at), None) => {
                present.remove(at);
                true
            }
            (None, None) => false,
            (at, Some(state)) => {
                let until = now.saturating_add(PRESENCE_HOLDS).unwrap_or(Timestamp::MAX);
                let who = beat.who.clone();
                let new = Present { who, state, until };
                match at.and_then(|at| present.get_mut(at)) {
                    Some(old) => {
                        let changed = old.state != state || old.until <= now;
                        *old = new;
                        changed
                    }
                    None => {
                        present.push(new);
                        true
                    }
                }
            }
        };
        if present.is_empty() {
            self.0.remove(&beat.conversation);
        }
        news
    }

    pub(super) fn of(&self, conversation: ConversationId, now: Timestamp) -> Vec<Present> {
        let present = self.0.get(&conversation).map(|(_, present)| present);
        let here = present.into_iter().flatten().filter(|one| one.until > now);
        here.cloned().collect()
    }

    pub(super) fn of_seller(
        &self,
        seller: &SellerId,
        now: Timestamp,
    ) -> Vec<(ConversationId, Present)> {
        let own = self.0.iter().filter(|(_, (of, _))| of == seller);
        let mut found: Vec<(ConversationId, Present)> = own
            .flat_map(|(id, (_, present))| present.iter().map(|one| (*id, one.clone())))
            .filter(|(_, one)| one.until > now)
            .collect();
        found.sort_by_key(|(id, _)| *id);
        found
    }

    /// Drops those whose time is over; says where.
    pub(super) fn forget_absent(&mut self, now: Timestamp) -> Vec<(SellerId, ConversationId)> {
        let mut left = Vec::new();
        self.0.retain(|id, (seller, present)| {
            let before = present.len();
            present.retain(|one| one.until > now);
            if present.len() < before {
                left.push((seller.clone(), *id));
            }
            !present.is_empty()
        });
        left
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn beat(agent: &str, state: Option<PresenceState>) -> Beat {
        Beat {
            seller: SellerId::parse("nova").unwrap(),
            conversation: ConversationId(uuid::Uuid::nil()),
            who: Who::Agent(AgentId::parse(agent).unwrap()),
            state,
        }
    }

    #[test]
    fn only_what_changes_is_news() {
        let (mut presences, now) = (Presences::default(), Timestamp::UNIX_EPOCH);
        let looking = Some(PresenceState::Looking);
        assert!(presences.note(&beat("ana", looking), now));
        assert!(!presences.note(&beat("ana", looking), now));
        assert!(presences.note(&beat("bor", looking), now));
        assert!(presences.note(&beat("ana", Some(PresenceState::Writing)), now));
        assert!(presences.note(&beat("ana", None), now));
        assert!(!presences.note(&beat("ana", None), now));
        assert_eq!(
            presences.of(ConversationId(uuid::Uuid::nil()), now).len(),
            1
        );
    }

    #[test]
    fn who_is_not_heard_of_is_gone() {
        let (mut presences, now) = (Presences::default(), Timestamp::UNIX_EPOCH);
        presences.note(&beat("ana", Some(PresenceState::Looking)), now);
        let later = now + PRESENCE_HOLDS;
        assert!(
            presences
                .of_seller(&SellerId::parse("nova").unwrap(), later)
                .is_empty()
        );
        assert!(
            presences
                .forget_absent(later - SignedDuration::from_secs(1))
                .is_empty()
        );
        assert_eq!(presences.forget_absent(later).len(), 1);
        assert!(presences.forget_absent(later).is_empty());
    }
}
