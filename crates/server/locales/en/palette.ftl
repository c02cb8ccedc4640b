palette-title = Command palette
palette-hint = Order, buyer, quick reply or command …
palette-found = Found:
palette-nothing = Nothing found.
palette-go = Go to
palette-do = Command
palette-conversation = Conversation
palette-quick-reply = Quick reply
