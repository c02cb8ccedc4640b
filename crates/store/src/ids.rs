//! How the ids of `rules` are stored: the marketplace's as text, our own as UUID.

use rules::ids::{
    AgentId, BuyerId, CalendarDayId, ContentId, ConversationId, DeadlineId, DraftId, EventId,
    JobId, ListingId, MessageId, NoteId, OrderId, QuickReplyId, SellerId, SettingChangeId, StaffId,
    TokenId,
};

crate::text_values!(SellerId, AgentId, BuyerId, ListingId, OrderId);
crate::uuid_values!(
    CalendarDayId,
    ContentId,
    ConversationId,
    DeadlineId,
    DraftId,
    EventId,
    JobId,
    MessageId,
    NoteId,
    SettingChangeId,
    QuickReplyId,
    StaffId,
    TokenId,
);
