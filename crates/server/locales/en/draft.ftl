draft-keep = Keep draft
draft-kept = The draft is kept.
draft-failed = The draft could not be kept. The text stays in this tab.
draft-elsewhere = You changed the draft elsewhere meanwhile. This text stays in this tab; reload to see the other one.
draft-from = Your draft, kept { $at }
draft-mark = draft
