//! How the ids of `rules` are stored: the marketplace's as text, our own as UUID.

use rules::ids::{
    AgentId, BuyerId, CalendarDayId, ContentId, ConversationId, DeadlineId, EventId, JobId,
    ListingId, MessageId, NoteId, OrderId, SellerId, SettingChangeId, StaffId, TokenId,
};

crate::text_values!(SellerId, AgentId, BuyerId, ListingId, OrderId);
crate::uuid_values!(
    CalendarDayId,
    ContentId,
    ConversationId,
    DeadlineId,
    EventId,
    JobId,
    MessageId,
    NoteId,
    SettingChangeId,
    StaffId,
    TokenId,
);
