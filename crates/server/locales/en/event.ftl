event-assigned = Assigned
event-unassigned = No longer assigned
event-closed = Closed
event-reopened = Reopened
event-no-reply-needed = Marked as no reply needed
event-objected = The buyer objects: a reply is needed, the clock runs again
event-taken-over = Taken over by the marketplace
event-handed-back = Handed back to the seller
event-due-soon = The reply deadline is near
event-overdue = The reply deadline has passed
event-answered-on-time = Answered on time
event-answered-late = Answered late
event-deadline-recomputed = Deadline recomputed after a change of the calendar
event-read-by-staff = Read by the marketplace
event-escalated = The buyer asked the marketplace for help
event-assigned-by-rule = Assigned
event-rule = by the rule “{ $name }”
event-rule-gone = by a rule that is gone
event-assigned-to-deputy = Given to the deputy
event-deputy-of = standing in for { $name }, who is away
event-assigned-back = Assigned again after the absence
event-marketplace-looked = The marketplace looked at the conversation
event-marketplace-looked-approved = The marketplace looked at the conversation with a special approval
event-looks-until = { $count ->
    [one] { $count } look, the last { $at }
   *[other] { $count } looks, the last { $at }
}
event-read-by-staff-approved = Read by the marketplace with a special approval
