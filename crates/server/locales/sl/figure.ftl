figure-title = Pregled odgovarjanja
figure-period = Obdobje
figure-weeks = { $count ->
    [one] zadnji { $count } teden
    [two] zadnja { $count } tedna
    [few] zadnji { $count } tedni
   *[other] zadnjih { $count } tednov
}
figure-person = Oseba
figure-everybody = vsi
figure-show = Prikaži
figure-capped = Vprašanj je preveč za en pregled, zato je upoštevanih zadnjih { $count }.
figure-waiting-now = Čakajo zdaj
figure-received = Prejeto
figure-questions-word = Vprašanj
figure-questions-noun = { $count ->
    [one] vprašanje
    [two] vprašanji
    [few] vprašanja
   *[other] vprašanj
}
figure-on-time = Delež pravočasnih
figure-in-time-count = Pravočasno
figure-late = Prepozno
figure-of-judged = { $count ->
    [one] od { $count } vprašanja z znanim izidom
    [two] od { $count } vprašanj z znanim izidom
    [few] od { $count } vprašanj z znanim izidom
   *[other] od { $count } vprašanj z znanim izidom
}
figure-of-answered = { $count ->
    [one] pri { $count } odgovoru
    [two] pri { $count } odgovorih
    [few] pri { $count } odgovorih
   *[other] pri { $count } odgovorih
}
figure-median-worked = Polovica odgovorov traja največ (delovni čas)
figure-p90-worked = 90 % odgovorov traja največ (delovni čas)
figure-median-elapsed = Polovica odgovorov traja največ (ves čas)
figure-p90-elapsed = 90 % odgovorov traja največ (ves čas)
figure-waiting-title = Čakajo na odgovor
figure-waiting-lead = Koliko vprašanj čaka in kako dolgo od prejema.
figure-punctuality-title = Pravočasni odgovori po tednih
figure-punctuality-lead = Polno je pravočasno, šrafirano prepozno. Teden je označen s ponedeljkom.
figure-times-title = Čas do odgovora po tednih
figure-times-lead = Delovni čas po koledarju, ki zdaj velja za roke.
figure-load-title = Kdaj prihajajo vprašanja
figure-load-lead = Število vprašanj po urah in dnevih v tednu.
figure-nothing-answered = V tem obdobju ni odgovora, ki bi ga lahko prikazali.
figure-nothing-received = V tem obdobju ni vprašanja, ki bi ga lahko prikazali.
figure-meaning = Vprašanje je kupčevo sporočilo, s katerim se je začel rok za odgovor. Pravočasnost upošteva odgovorjena vprašanja in tista, ki jim je rok že potekel. Pri izbrani osebi štejejo vprašanja, na katera je odgovorila, in tista, ki so dodeljena njej in čakajo.
figure-as-table = Številke v tabeli
figure-week = Teden od
figure-age = Čaka
figure-hour = Ura
figure-median = polovica največ
figure-p90 = 90 % največ
figure-answered-count = Odgovorov
figure-monday = pon
figure-tuesday = tor
figure-wednesday = sre
figure-thursday = čet
figure-friday = pet
figure-saturday = sob
figure-sunday = ned
figure-list-received = Prejeta vprašanja
figure-list-answered = Odgovorjena vprašanja
figure-list-on-time = Pravočasno odgovorjena vprašanja
figure-list-late = Prepozno odgovorjena ali neodgovorjena vprašanja
figure-list-waiting = Vprašanja, ki čakajo na odgovor
figure-questions = { $count ->
    [one] { $count } vprašanje
    [two] { $count } vprašanji
    [few] { $count } vprašanja
   *[other] { $count } vprašanj
}
figure-no-question = Tu ni nobenega vprašanja.
figure-subject = Pogovor
figure-buyer = Kupec
figure-received-at = Prejeto
figure-outcome = Izid
figure-outcome-answered = odgovorjeno, trajalo je { $time }
figure-outcome-late = prepozno, trajalo je { $time }
figure-outcome-waits = čaka { $time }
figure-outcome-none = brez odgovora
