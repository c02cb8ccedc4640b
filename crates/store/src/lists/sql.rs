//! The statements of the lists, put together of the parts that they share when the crate is compiled.
//! `STATEMENTS` names each as it is sent, so that a test can hold it against both databases.

/// What a row is read from; `read` in `entry.rs` knows the order. `$unread` says when somebody has something to read.
macro_rules! rows {
    ($unread:expr, $from:expr, $($rest:expr),+) => {
        concat!(
            // The first word stands apart, so that the test of literals does not take a part for a statement.
            "SELECT",
            " c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
             c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
             c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm, c.last_sequence, \
             CASE WHEN ", $unread, " THEN 1 ELSE 0 END, t.hidden FROM ", $from,
            " LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
             LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
             LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id ",
            $($rest),+
        )
    };
}

/// `rules::inbox::is_unread` for an agent, in SQL.
macro_rules! unread_by_agent {
    () => {
        "(r.kept_unread = 1 OR c.state = 'open' AND c.last_author IN ('buyer', 'staff') \
         AND (r.read_up_to IS NULL OR r.read_up_to < c.last_sequence))"
    };
}

/// The same for the buyer.
macro_rules! unread_by_buyer {
    () => {
        "(c.state = 'open' AND c.last_author <> 'buyer' AND (r.read_up_to IS NULL OR r.read_up_to < c.last_sequence))"
    };
}

/// A seller's conversations with the read marks of the agent ?12.
macro_rules! of_agent {
    () => {
        "conversations c LEFT JOIN read_marks r ON r.seller_id = c.seller_id \
         AND r.conversation_id = c.conversation_id AND r.reader_kind = 'agent' AND r.reader_id = ?12"
    };
}

/// The conversations of the buyer ?1 with its own read marks.
macro_rules! of_buyer {
    () => {
        "buyer_conversations b \
         JOIN conversations c ON c.seller_id = b.seller_id AND c.conversation_id = b.conversation_id \
         LEFT JOIN read_marks r ON r.seller_id = c.seller_id AND r.conversation_id = c.conversation_id \
         AND r.reader_kind = 'buyer' AND r.reader_id = b.buyer_id"
    };
}

/// What a filter narrows to, from ?2 to ?11; each value has one that narrows nothing.
///
/// Each `CASE` hides what it holds from PostgreSQL's guesses: it plans before it knows the values, would take every
/// condition that narrows nothing to leave one row in two hundred, and would then rather sort all that a large seller
/// has than walk the index that is in order.
macro_rules! narrowed {
    () => {
        concat!(
            "AND CASE WHEN (c.subject_id = ?2 OR ?2 = '') AND (c.buyer_id = ?3 OR ?3 = '') \
             AND (c.assignee = ?4 OR ?4 = '' OR (?4 = '*' AND c.assignee IS NULL)) \
             AND c.last_message_at >= ?5 AND c.last_message_at < ?6 THEN TRUE ELSE FALSE END \
             AND CASE WHEN (?7 = '' OR c.subject_id = ?7 OR c.buyer_id = ?7 OR EXISTS (SELECT 1 FROM buyers n \
             WHERE n.buyer_id = c.buyer_id AND n.name_key LIKE ?8 ESCAPE '!')) AND (?9 = 0 OR EXISTS \
             (SELECT 1 FROM conversation_labels l WHERE l.seller_id = c.seller_id \
             AND l.conversation_id = c.conversation_id AND l.label_id = ?10)) AND (?11 = 0 OR ",
            unread_by_agent!(),
            ") THEN TRUE ELSE FALSE END "
        )
    };
}

/// A list of a seller from a key on.
macro_rules! of_seller {
    ($which:literal, $from_key_on:literal, $order:literal) => {
        rows!(
            unread_by_agent!(),
            of_agent!(),
            "WHERE c.seller_id = ?1 ",
            $which,
            " ",
            $from_key_on,
            " ",
            narrowed!(),
            $order,
            " LIMIT ?13"
        )
    };
}

/// How many of a seller's list are unread, up to ?13.
///
/// `unread_by_agent!` in two halves, each by an index of its own: where somebody else wrote last, which passes over
/// no more than what this agent has read and nobody has answered; and what the agent keeps unread besides.
macro_rules! unread_of_seller {
    ($which:literal) => {
        concat!(
            "SELECT",
            " COUNT(*) FROM (SELECT 1 FROM ",
            of_agent!(),
            " WHERE c.seller_id = ?1 ",
            $which,
            " AND c.state = 'open' AND c.last_author IN ('buyer', 'staff') \
             AND (r.kept_unread = 1 OR r.read_up_to IS NULL OR r.read_up_to < c.last_sequence) ",
            narrowed!(),
            // SQLite takes the tables of a cross join in this order.
            "UNION ALL SELECT 1 FROM read_marks r CROSS JOIN conversations c \
             WHERE r.seller_id = ?1 AND r.reader_kind = 'agent' AND r.reader_id = ?12 AND r.kept_unread = 1 \
             AND c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
             AND NOT (c.state = 'open' AND c.last_author IN ('buyer', 'staff')) ",
            $which,
            " ",
            narrowed!(),
            "LIMIT ?13) u"
        )
    };
}

/// How many conversations of a seller wait so, up to ?2, with ?3 one less: of many the last that counts is looked for,
/// which takes less than counting them.
macro_rules! up_to {
    ($which:literal) => {
        concat!(
            " CASE WHEN EXISTS (SELECT 1 FROM conversations c WHERE c.seller_id = ?1 ",
            $which,
            " LIMIT 1 OFFSET ?3) THEN ?2 ELSE (SELECT COUNT(*) FROM conversations c WHERE c.seller_id = ?1 ",
            $which,
            ") END"
        )
    };
}

macro_rules! statements {
    ($($name:ident = $sql:expr;)+) => {
        $(pub(super) const $name: &str = $sql;)+

        /// Every statement of the lists under its name.
        #[cfg(feature = "testing")]
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name),)+];
    };
}

statements! {
    NEEDS_REPLY = of_seller!(
        "AND c.waits_for = 'seller'",
        "AND (c.due_at, c.conversation_id) > (?14, ?15)",
        "ORDER BY c.due_at, c.conversation_id"
    );
    OVERDUE = of_seller!(
        "AND c.waits_for = 'seller' AND c.due_at < ?16",
        "AND (c.due_at, c.conversation_id) > (?14, ?15)",
        "ORDER BY c.due_at, c.conversation_id"
    );
    WAITING_FOR_BUYER = of_seller!(
        "AND c.waits_for = 'buyer'",
        "AND (c.last_message_at, c.conversation_id) < (?14, ?15) AND c.last_message_at >= ?5",
        "ORDER BY c.last_message_at DESC, c.conversation_id DESC"
    );
    CLOSED = of_seller!(
        "AND c.waits_for = 'nobody'",
        "AND (c.last_message_at, c.conversation_id) < (?14, ?15) AND c.last_message_at >= ?5",
        "ORDER BY c.last_message_at DESC, c.conversation_id DESC"
    );
    ALL = of_seller!(
        "",
        "AND (c.last_message_at, c.conversation_id) < (?14, ?15) AND c.last_message_at >= ?5",
        "ORDER BY c.last_message_at DESC, c.conversation_id DESC"
    );
    CHANGED = of_seller!(
        "",
        "AND (c.updated_at, c.conversation_id) > (?14, ?15)",
        "ORDER BY c.updated_at, c.conversation_id"
    );
    OF_BUYER = rows!(
        unread_by_buyer!(),
        of_buyer!(),
        "WHERE b.buyer_id = ?1 AND (b.last_message_at, b.conversation_id) < (?2, ?3) \
         ORDER BY b.last_message_at DESC, b.conversation_id DESC LIMIT ?4"
    );
    OF_BUYER_CHANGED = rows!(
        unread_by_buyer!(),
        of_buyer!(),
        "WHERE b.buyer_id = ?1 AND (b.updated_at, b.conversation_id) > (?2, ?3) \
         ORDER BY b.updated_at, b.conversation_id LIMIT ?4"
    );
    // Beside a thread nobody asks what is unread.
    WITH_BUYER = rows!(
        "1 = 0",
        "conversations c",
        "WHERE c.seller_id = ?1 AND c.buyer_id = ?2 ORDER BY c.conversation_id DESC LIMIT ?3"
    );
    ABOUT_SUBJECT = rows!(
        "1 = 0",
        "conversations c",
        "WHERE c.seller_id = ?1 AND c.subject_kind = ?2 AND c.subject_id = ?3 ORDER BY c.conversation_id DESC LIMIT ?4"
    );
    COUNTS = concat!(
        "SELECT",
        up_to!("AND c.waits_for = 'seller'"),
        ",",
        up_to!("AND c.waits_for = 'seller' AND c.due_at < ?4"),
        ",",
        up_to!("AND c.waits_for = 'buyer'"),
        ",",
        up_to!("AND c.waits_for = 'nobody'"),
        ",",
        up_to!("AND c.waits_for = 'marketplace'")
    );
    UNREAD_NEEDS_REPLY = unread_of_seller!("AND c.waits_for = 'seller'");
    // Those whose time has passed are few enough to look at each of them.
    UNREAD_OVERDUE = concat!(
        "SELECT",
        " COUNT(*) FROM (SELECT 1 FROM ",
        of_agent!(),
        " WHERE c.seller_id = ?1 AND c.waits_for = 'seller' AND c.due_at < ?14 AND ",
        unread_by_agent!(),
        " ",
        narrowed!(),
        "LIMIT ?13) u"
    );
    UNREAD_WAITING_FOR_BUYER = unread_of_seller!("AND c.waits_for = 'buyer'");
    UNREAD_CLOSED = unread_of_seller!("AND c.waits_for = 'nobody'");
    // Each value is named, so that the index has its first two columns.
    UNREAD_ALL = unread_of_seller!("AND c.waits_for IN ('seller', 'marketplace', 'buyer', 'nobody')");
}
