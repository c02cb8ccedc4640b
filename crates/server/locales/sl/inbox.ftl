inbox-title = Pogovori s kupci
inbox-tabs = Seznami pogovorov
inbox-tab-needs-reply = Čakajo na odgovor
inbox-tab-overdue = V zamudi
inbox-tab-waiting = Čakajo na kupca
inbox-tab-closed = Zaključeni
inbox-tab-all = Vsi
inbox-find = Poišči
inbox-find-what = Naročilo ali ime kupca
inbox-filter = Filter
inbox-filter-agent = Dodeljeno
inbox-filter-any-agent = komur koli
inbox-filter-from = Od dne
inbox-filter-to = Do dne
inbox-filter-apply = Prikaži
inbox-filter-clear = Počisti
inbox-assignee = Dodeljeno:
inbox-empty-needs-reply = Nihče ne čaka na odgovor. Odlično!
inbox-empty-overdue = Noben odgovor ne zamuja.
inbox-empty-waiting = Noben pogovor ne čaka na kupca.
inbox-empty-closed = Zaključenih pogovorov še ni.
inbox-empty-all = Pogovorov še ni. Ko vam kupec piše, se bo pogovor pojavil tukaj.
inbox-empty-filtered = Filtru ne ustreza noben pogovor.
inbox-pager = Strani seznama
inbox-newest = Na začetek seznama
inbox-older = Naslednja stran
inbox-tab-count =
    { $count ->
        [one] { $count } pogovor
        [two] { $count } pogovora
        [few] { $count } pogovori
       *[other] { $count } pogovorov
    }
inbox-unread = Neprebrano
inbox-views = Shranjeni seznami
inbox-views-keep = Urejanje seznamov
inbox-labels = Oznake:
inbox-labels-title = Oznake
inbox-filter-label = Oznaka
inbox-filter-any-label = katera koli
inbox-filter-unread = samo neprebrani
inbox-unread-count =
    { $count ->
        [one] { $count } neprebran pogovor
        [two] { $count } neprebrana pogovora
        [few] { $count } neprebrani pogovori
       *[other] { $count } neprebranih pogovorov
    }
