settings-title = Settings of the marketplace
settings-about = A change begins when you enter it, or later. What has held stays on record; deadlines keep the terms that were in force when the message came.
settings-since = since
settings-initial = initial value, never changed
settings-planned-short = changes
settings-history = History of changes
settings-no-history = Nothing has been changed yet.
settings-now = In force now
settings-planned = Planned changes
settings-from = from
settings-to = to
settings-withdrawn = withdrawn
settings-withdraw = Withdraw
settings-withdraw-reason = Why you withdraw the change
settings-change = New change
settings-value = Value
settings-value-hours = Working hours for a reply
settings-value-percent = Percent of the time
settings-value-text = Text
settings-text-hint = At most 2,000 characters. An empty field means the text that Dopis brings along.
settings-valid-from = Valid from
settings-valid-from-hint = Empty means from this moment on.
settings-valid-to = Valid to
settings-valid-to-hint = Empty means until the next change.
settings-reason = Reason
settings-reason-hint = The reason, your name and the time stay in the history.
settings-enter = Enter the change
settings-yes = Yes
settings-no = No
settings-own-text = The text that Dopis brings along
settings-reply = Time for a reply
settings-due-soon = Warning before a deadline
settings-absence = An absence stops the clock
settings-escalation = Buyers may ask the marketplace for help
settings-password = Agents may sign in with a password
settings-notice-sl = Notice to buyers in Slovene
settings-notice-en = Notice to buyers in English
settings-about-reply = How much working time a seller has to answer a buyer's message.
settings-about-due-soon = After which share of that time a deadline counts as due soon.
settings-about-absence = Whether an announced and approved absence of a seller stops its clock.
settings-about-escalation = Whether a buyer may ask the marketplace for help with one tap once a deadline has lapsed.
settings-about-password = Whether agents may sign in with e-mail and password besides coming in from the marketplace.
settings-about-notice = What buyers are told of who reads messages and what is checked.
settings-error-value = The value is not right. Enter a number within the limits.
settings-error-text = The text is too long or holds characters that cannot be shown.
settings-error-instant = The date and time are not right.
settings-error-past = A change cannot begin in the past. Leave the field empty if it is to hold at once.
settings-error-ends = The end must come after the beginning.
settings-error-stale = Somebody else has changed the setting meanwhile. Look at what is new; your entry is still here and can be sent again.
settings-policy = What is done with each kind of finding
settings-contact-of-sellers = Contact data and advertising in sellers’ messages
settings-contact-of-buyers = Contact data in buyers’ messages
settings-about-contact-of-sellers = What is done when a seller’s message leads out of the marketplace or advertises. What is not clear is never held or refused: the seller is asked instead.
settings-about-contact-of-buyers = What is done with contact data that a buyer writes. A buyer’s message is never held or refused, because it may declare a withdrawal or a complaint.
settings-value-share = Percent of the messages
settings-sampled = Spot checks by moderators
settings-about-sampled = How many of the messages with hidden words a moderator looks at without anybody having asked. They show how often the rules are wrong.
settings-words-read = Words in images are read and looked through, too; codes in images always are.
settings-words-unread = Codes in images are looked through; the words in them are not, because Tesseract is not installed. An operator can add it: attachments.tesseract in the configuration.
settings-value-days = Days
settings-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
settings-strike-days = How long a violation counts
settings-about-strike-days = For how many days a violation that a person has confirmed counts against a seller. A change holds for violations confirmed from then on.
settings-value-minutes = Minutes
settings-break-glass = How long approved access lasts
settings-about-break-glass = For how many minutes somebody whose role reads no conversations has access once a second person has approved it. A change holds for access approved from then on.
settings-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
settings-retention = How long things are kept
settings-about-retention = After how many months content of each kind is erased for good. What is held stays until the hold ends. Records in the archive stay and go on being verified, without the text.
settings-periods = Months for each kind of content
settings-keep-conversations = Messages and notes, after the conversation is closed
settings-keep-files = Files, after the conversation is closed
settings-keep-strikes = Statements of violations, once they count no more
settings-keep-looks = Reasons why staff looked
settings-keep-drafts = Drafts that were not sent
settings-keep-buyers = A buyer’s name and e-mail, after the last order
settings-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
settings-retention-from-hint = In seven days at the earliest, so that somebody can see the change and withdraw it before anything is erased.
settings-error-too-soon = The change can begin in seven days at the earliest: what is erased does not come back.
