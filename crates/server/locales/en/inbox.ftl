inbox-title = Conversations with buyers
inbox-tabs = Lists of conversations
inbox-tab-needs-reply = Needs reply
inbox-tab-overdue = Overdue
inbox-tab-waiting = Waiting for buyer
inbox-tab-closed = Closed
inbox-tab-all = All
inbox-find = Find
inbox-find-what = Order or buyer’s name
inbox-filter = Filter
inbox-filter-agent = Assigned to
inbox-filter-any-agent = anyone
inbox-filter-from = From date
inbox-filter-to = To date
inbox-filter-apply = Show
inbox-filter-clear = Clear
inbox-assignee = Assigned to:
inbox-empty-needs-reply = Nobody is waiting for a reply. Well done!
inbox-empty-overdue = No reply is overdue.
inbox-empty-waiting = No conversation is waiting for a buyer.
inbox-empty-closed = There are no closed conversations yet.
inbox-empty-all = There are no conversations yet. When a buyer writes to you, the conversation appears here.
inbox-empty-filtered = No conversation matches the filter.
inbox-pager = Pages of the list
inbox-newest = Back to the start
inbox-older = Next page
inbox-tab-count =
    { $count ->
        [one] { $count } conversation
       *[other] { $count } conversations
    }
inbox-unread = Unread
inbox-views = Saved lists
inbox-views-keep = Manage lists
inbox-labels = Labels:
inbox-labels-title = Labels
inbox-filter-label = Label
inbox-filter-any-label = any
inbox-filter-unread = only unread
inbox-unread-count =
    { $count ->
        [one] { $count } unread conversation
       *[other] { $count } unread conversations
    }
