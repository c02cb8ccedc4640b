composer-label-seller = Reply to the buyer
composer-label-buyer = Your message
composer-label-staff = Message from the marketplace
composer-limit = At most 10,000 characters
composer-send-reply = Send reply
composer-send = Send
composer-send-anyway = Send anyway
composer-unseen-explanation = Your message has not been sent. Read what is new, change your text if needed, and send it.
composer-who-reads-seller = The buyer receives this message. The marketplace archives the conversation, may read it and checks automatically whether it holds contact data or offers outside the marketplace. A sent message cannot be changed.
composer-who-reads-buyer = Besides the seller, the marketplace takes part: it archives the messages, may read them, for example in a dispute, and checks automatically whether they hold contact data or offers outside the marketplace. A sent message cannot be changed. None of this limits your legal rights; you can also declare a withdrawal or a complaint in another way.
composer-who-reads-staff = Buyer and seller both see this message. It does not settle the seller’s deadline.
composer-reopens = A new message reopens the conversation.
composer-note = Private note
composer-note-label = Note for colleagues
composer-note-hint = The buyer does not see it; the marketplace may read it.
composer-save-note = Save note
composer-unseen =
    { $count ->
        [one] { $count } new message came in meanwhile.
       *[other] { $count } new messages came in meanwhile.
    }
composer-error-empty = Write a message or attach a file before you send.
composer-error-too-long = The message is too long: at most 10,000 characters.
composer-error-unshowable = The text contains a character that cannot be shown. Remove it and try again.
