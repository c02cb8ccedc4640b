buyer-title = My conversations
buyer-you = You
buyer-empty = You have no conversations yet. Ask a seller from a listing or an order at the marketplace.
