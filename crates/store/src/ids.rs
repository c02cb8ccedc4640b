//! How the ids of `rules` are stored: the marketplace's as text, our own as UUID.

use rules::ids::{
    AbsenceId, AgentId, AttachmentId, BuyerId, CalendarDayId, ContentId, ConversationId,
    DeadlineId, DraftId, EventId, JobId, LabelId, ListingId, MessageId, NoteId, OrderId,
    QuickReplyId, RuleId, SellerId, SettingChangeId, StaffId, TokenId, ViewId,
};

crate::text_values!(SellerId, AgentId, BuyerId, ListingId, OrderId);
crate::uuid_values!(
    AbsenceId,
    AttachmentId,
    CalendarDayId,
    ContentId,
    ConversationId,
    DeadlineId,
    DraftId,
    EventId,
    JobId,
    LabelId,
    MessageId,
    NoteId,
    SettingChangeId,
    QuickReplyId,
    RuleId,
    StaffId,
    TokenId,
    ViewId,
);
