bulk-title = Izbrani pogovori
bulk-choose = Izberi
bulk-all = Izberi vse na strani
bulk-which-label = Oznaka …
bulk-label = Dodaj
bulk-unlabel = Odstrani
bulk-read = Prebrano
bulk-unread = Neprebrano
bulk-close = Zaključi
bulk-stale = Pogovor se je medtem spremenil. Poglejte ga in poskusite znova.
bulk-reply-owed = Kupec še čaka na odgovor, zato ga ni mogoče zaključiti.
bulk-gone = Tega pogovora ni ali pa do njega nimate dostopa.
bulk-refused = V tem stanju pogovora to ni mogoče.
bulk-done-count =
    { $count ->
        [one] Pri { $count } pogovoru je sprememba shranjena.
        [two] Pri { $count } pogovorih je sprememba shranjena.
        [few] Pri { $count } pogovorih je sprememba shranjena.
       *[other] Pri { $count } pogovorih je sprememba shranjena.
    }
bulk-refused-count =
    { $count ->
        [one] { $count } pogovora nismo mogli spremeniti.
        [two] { $count } pogovorov nismo mogli spremeniti.
        [few] { $count } pogovorov nismo mogli spremeniti.
       *[other] { $count } pogovorov nismo mogli spremeniti.
    }
