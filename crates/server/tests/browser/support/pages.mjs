// Every page of the service: who asks for what, under the name of its picture. `{id}` and the like are filled in from the story.

export const pages = {
  nobody: {
    "sign-in": "/sign-in",
    "enter-refused": "/enter?token=no-token",
    "not-signed-in": "/conversations",
    "not-found": "/no-such-page",
  },
  halfSignedIn: { "sign-in-second-factor": "/sign-in/second-factor" },
  agent: {
    inbox: "/",
    "inbox-overdue": "/conversations?tab=overdue",
    "inbox-waiting": "/conversations?tab=waiting",
    "inbox-closed": "/conversations?tab=closed",
    "inbox-filtered": "/conversations?tab=all&find={buyer}&from=2026-01-01",
    "agent-thread": "/conversations/{id}",
    "agent-thread-waived": "/conversations/{waived}",
    "agent-thread-taken-over": "/conversations/{takenOver}",
    "agent-thread-called": "/conversations/{called}",
    "agent-ask": "/ask?order={otherOrder}",
    mentions: "/mentions",
    keys: "/keys",
    labels: "/labels",
    views: "/views",
    "quick-replies": "/quick-replies",
    "quick-reply-new": "/quick-replies/new",
    "quick-reply": "/quick-replies/{quickReply}",
    figures: "/figures",
    "figure-questions": "{questions}",
    "agent-absences": "/absences",
    "agent-rules": "/rules",
    "agent-account": "/account",
    "agent-forbidden": "/staff",
  },
  owner: {
    people: "/people",
    absences: "/absences",
    absence: "/absences/{absence}",
    rules: "/rules?try=yes",
    "rule-new": "/rules/new",
    rule: "/rules/{rule}",
  },
  stranger: {
    "agent-sign-in": "/conversations",
    invitation: "/invitation/{invitation}",
    "invitation-gone": "/invitation/no-such-invitation",
  },
  reader: { "reader-inbox": "/conversations?tab=all", "reader-thread": "/conversations/{id}" },
  buyer: {
    "buyer-home": "/conversations",
    "buyer-thread": "/conversations/{id}",
    "buyer-ask-listing": "/ask?seller={seller}&listing={listing}",
  },
  buyerAsks: { "buyer-empty": "/", "buyer-ask-order": "/ask?seller={seller}&order={askedOrder}" },
  buyerWaived: { "buyer-thread-waived": "/conversations/{waived}" },
  buyerTakenOver: { "buyer-thread-taken-over": "/conversations/{takenOver}" },
  buyerCalls: { "buyer-thread-called": "/conversations/{called}" },
  buyerWaits: { "buyer-thread-overdue": "/conversations/{overdue}" },
  moderator: {
    "staff-home": "/staff",
    "staff-found": "/staff?q={order}",
    "staff-nothing": "/staff?q=none",
    "staff-waiting": "/staff?part=waiting",
    "staff-calls": "/staff/escalations",
    "staff-sellers": "/staff/sellers",
    "staff-seller": "/staff/sellers/{seller}",
    "staff-figures": "/figures?seller={seller}",
    "staff-settings": "/staff/settings",
    "staff-setting": "/staff/settings/reply_minutes",
    "staff-reason": "/conversations/{waived}",
    "staff-absences": "/staff/absences",
    "staff-thread": "/conversations/{id}",
    "staff-thread-taken-over": "/conversations/{takenOver}",
    "staff-account": "/account",
    "staff-second-factor": "/account/second-factor",
  },
  administrator: {
    calendar: "/staff/calendar",
    "staff-readings": "/staff/readings",
    "staff-setting-form": "/staff/settings/reply_minutes",
    "staff-people": "/staff/people",
    "staff-account-protected": "/account",
  },
  auditor: {
    "auditor-home": "/staff",
    "auditor-readings": "/staff/readings?conversation={id}",
    "auditor-seller": "/staff/sellers/{seller}",
  },
};

/** What is refused, or is over, and with what status. */
export const refused = { "enter-refused": 401, "not-signed-in": 401, "not-found": 404, "agent-forbidden": 403, "invitation-gone": 404 };

/** What is fetched by pages and is none: files, and what scripts listen to. */
export const parts = [
  "/embed.js", "/palette", "/staff/readings.csv",
  "/assets/{}", "/conversations/{}/attachments/{}", "/conversations/{}/attachments/{}/thumbnail", "/live", "/presence",
];
