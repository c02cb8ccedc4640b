next-wait = It is the seller’s turn. If there is no reply by then, you can ask the marketplace for help here with one tap.
next-lapsed = The time to reply has run out. The marketplace can step in with the seller or answer you itself.
next-escalate = Ask the marketplace for help
next-escalated-buyer = You asked the marketplace for help { $at }. The seller or the marketplace will answer you; you will find the answer here.
next-escalated-seller = The buyer asked the marketplace for help because of the delay ({ $at }). Reply before the marketplace takes over.
next-escalated-staff = The buyer asked the marketplace for help ({ $at }) and is waiting for you.
next-answered = You have a reply. If you need anything else, write below; a new deadline will start for the seller.
next-closed = The conversation is closed. If you need anything else, write below and it will open again.
