palette-title = Ukazna vrstica
palette-hint = Naročilo, kupec, hitri odgovor ali ukaz …
palette-found = Število zadetkov:
palette-nothing = Ni zadetkov.
palette-go = Pojdi na
palette-do = Ukaz
palette-conversation = Pogovor
palette-quick-reply = Hitri odgovor
