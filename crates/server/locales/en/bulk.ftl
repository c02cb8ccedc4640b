bulk-title = Chosen conversations
bulk-choose = Choose
bulk-all = Choose all on this page
bulk-which-label = Label …
bulk-label = Put on
bulk-unlabel = Take off
bulk-read = Read
bulk-unread = Unread
bulk-close = Close
bulk-stale = It has changed meanwhile. Look at it and try again.
bulk-reply-owed = The buyer still waits for an answer, so it cannot be closed.
bulk-gone = There is no such conversation, or you may not see it.
bulk-refused = Its state does not allow this.
bulk-done-count =
    { $count ->
        [one] { $count } conversation has been changed.
       *[other] { $count } conversations have been changed.
    }
bulk-refused-count =
    { $count ->
        [one] { $count } conversation could not be changed.
       *[other] { $count } conversations could not be changed.
    }
