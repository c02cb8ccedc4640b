mention-title = Mentions
mention-empty = Nobody has mentioned you yet. In a private note you mention a colleague with @.
mention-read-all = Mark all as read
mention-new = new
mention-by = { $agent } mentions you
mention-hint = Mention a colleague with @.
mention-unread =
    { $count ->
        [one] { $count } unread mention
       *[other] { $count } unread mentions
    }
