sellers-title = Sellers
sellers-search = Name or id
sellers-none = There is no seller of this name or id.
sellers-percent = { $percent }%
sellers-share = Answers on time
sellers-share-none = Nothing was answered in the last 90 days.
sellers-share-hint = Messages that came in the last 90 days and were answered, or whose deadline has passed. The percentage is rounded down.
sellers-kept = { $count ->
    [one] { $count } answer on time
   *[other] { $count } answers on time
}
sellers-missed = { $count ->
    [one] { $count } missed deadline
   *[other] { $count } missed deadlines
}
sellers-no-absences = No absence is planned.
sellers-people = People
sellers-no-people = Nobody signs in for this seller.
sellers-role-owner = owner
sellers-role-agent = agent
sellers-role-read-only = only reads
sellers-inactive = has no access any more
sellers-calendar = Working hours
sellers-zone = Time zone
sellers-whole-day = all day
sellers-holidays = Holidays of the next six months
sellers-no-holidays = There are no holidays in this time.
sellers-calendar-history = Changes of the calendar
sellers-no-changes = The calendar has not changed yet.
sellers-withdrawn = Withdrawn
sellers-change-first = The seller was added
sellers-change-country = Country
sellers-change-region = Region
sellers-change-zone = Time zone
sellers-change-hours = New working hours
sellers-deadlines = Reply deadlines
sellers-outcomes = Deadlines by outcome
sellers-outcome-all = All
sellers-outcome-open = Open
sellers-outcome-kept = Kept
sellers-outcome-missed = Missed
sellers-outcome-waived = No reply needed
sellers-no-deadlines = There are no such deadlines.
sellers-received = Message received
sellers-settled = Settled
sellers-recomputed = How the deadline was computed again
sellers-was-kept = answered on time
sellers-was-missed = answered too late
sellers-was-waived = no reply needed
sellers-was-withdrawn = closed without an answer
sellers-stands = clock stopped
sellers-is-late = overdue
sellers-runs = running
sellers-conversations = Newest conversations
sellers-no-conversations = The seller has no conversations yet.
