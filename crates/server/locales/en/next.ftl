next-wait = It is the seller’s turn. If there is no reply by then, you can call the marketplace here with one tap.
next-lapsed = The time to reply has run out. The marketplace can step in with the seller or answer you itself.
next-escalate = Call the marketplace
next-escalated-buyer = You called the marketplace { $at }. The seller or the marketplace will answer you; you will find the answer here.
next-escalated-seller = The buyer called the marketplace because of the delay ({ $at }). Reply before the marketplace takes over.
next-escalated-staff = The buyer called the marketplace ({ $at }) and is waiting for you.
next-answered = You have a reply. If you need anything else, write below; a new deadline will start for the seller.
next-closed = The conversation is closed. If you need anything else, write below and it will open again.
