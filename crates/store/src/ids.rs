//! How the ids of `rules` are stored: the marketplace's as text, our own as UUID.

use rules::ids::{
    AbsenceId, AccessId, AgentId, AttachmentId, BuyerId, CalendarDayId, ContentId, ConversationId,
    DeadlineId, DraftId, ErasureId, EventId, HoldId, InvitationId, JobId, LabelId, ListingId,
    MessageId, NoteId, OrderId, PasskeyId, PreparedFileId, QuickReplyId, ReplayId, ReviewId,
    RuleId, SellerId, SettingChangeId, StaffId, StrikeId, TokenId, ViewId,
};

crate::text_values!(SellerId, AgentId, BuyerId, ListingId, OrderId);
crate::uuid_values!(
    AbsenceId,
    AccessId,
    AttachmentId,
    CalendarDayId,
    ContentId,
    ConversationId,
    DeadlineId,
    DraftId,
    ErasureId,
    EventId,
    HoldId,
    InvitationId,
    JobId,
    LabelId,
    MessageId,
    NoteId,
    PasskeyId,
    PreparedFileId,
    QuickReplyId,
    ReplayId,
    ReviewId,
    RuleId,
    SettingChangeId,
    StaffId,
    StrikeId,
    TokenId,
    ViewId
);
