inbox-title = Conversations with buyers
inbox-tabs = Lists of conversations
inbox-tab-needs-reply = Needs reply
inbox-tab-overdue = Overdue
inbox-tab-waiting = Waiting for buyer
inbox-tab-closed = Closed
inbox-tab-all = All
inbox-filter = Filter
inbox-filter-order = Order
inbox-filter-buyer = Buyer
inbox-filter-agent = Assigned to
inbox-filter-any-agent = anyone
inbox-filter-from = From date
inbox-filter-to = To date
inbox-filter-apply = Show
inbox-filter-clear = Clear filter
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
