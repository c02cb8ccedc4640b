sellers-title = Prodajalci
sellers-search = Ime ali oznaka
sellers-none = Ni prodajalca s takim imenom ali oznako.
sellers-percent = { $percent } %
sellers-share = Pravočasni odgovori
sellers-share-none = V zadnjih 90 dneh ni bilo odgovorov.
sellers-share-hint = Sporočila, ki so prišla v zadnjih 90 dneh in so odgovorjena ali jim je rok že potekel. Odstotek je zaokrožen navzdol.
sellers-kept = { $count ->
    [one] { $count } pravočasen odgovor
    [two] { $count } pravočasna odgovora
    [few] { $count } pravočasni odgovori
   *[other] { $count } pravočasnih odgovorov
}
sellers-missed = { $count ->
    [one] { $count } zamujen rok
    [two] { $count } zamujena roka
    [few] { $count } zamujeni roki
   *[other] { $count } zamujenih rokov
}
sellers-no-absences = Napovedane odsotnosti ni.
sellers-people = Ljudje
sellers-no-people = Za tega prodajalca se ne prijavlja nihče.
sellers-role-owner = lastnik
sellers-role-agent = agent
sellers-role-read-only = samo bere
sellers-inactive = nima več dostopa
sellers-calendar = Delovni čas
sellers-zone = Časovni pas
sellers-whole-day = ves dan
sellers-holidays = Prazniki v naslednjih šestih mesecih
sellers-no-holidays = V tem času ni praznikov.
sellers-calendar-history = Spremembe koledarja
sellers-no-changes = Koledar se še ni spremenil.
sellers-withdrawn = Umaknjeno
sellers-change-first = Prodajalec je dodan
sellers-change-country = Država
sellers-change-region = Regija
sellers-change-zone = Časovni pas
sellers-change-hours = Nov delovni čas
sellers-deadlines = Roki za odgovor
sellers-outcomes = Roki po izidu
sellers-outcome-all = Vsi
sellers-outcome-open = Odprti
sellers-outcome-kept = Pravočasni
sellers-outcome-missed = Zamujeni
sellers-outcome-waived = Odgovor ni potreben
sellers-no-deadlines = Takih rokov ni.
sellers-received = Sporočilo prejeto
sellers-settled = Zaključeno
sellers-recomputed = Ponovni izračuni roka
sellers-was-kept = odgovorjeno pravočasno
sellers-was-missed = odgovorjeno prepozno
sellers-was-waived = odgovor ni potreben
sellers-was-withdrawn = zaključeno brez odgovora
sellers-stands = rok ne teče
sellers-is-late = zamuja
sellers-runs = rok teče
sellers-conversations = Zadnji pogovori
sellers-no-conversations = Prodajalec še nima pogovorov.
