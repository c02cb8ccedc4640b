settings-title = Nastavitve tržnice
settings-about = Vsaka sprememba začne veljati, ko jo vnesete, ali pozneje. Kar je že veljalo, ostane zapisano; roki ohranijo pogoje, ki so veljali ob prejemu sporočila.
settings-since = velja od
settings-initial = začetna vrednost, še nespremenjena
settings-planned-short = sprememba
settings-history = Zgodovina sprememb
settings-no-history = Sprememb še ni bilo.
settings-now = Zdaj velja
settings-planned = Načrtovane spremembe
settings-from = od
settings-to = do
settings-withdrawn = umaknjeno
settings-withdraw = Umakni
settings-withdraw-reason = Zakaj spremembo umikate
settings-change = Nova sprememba
settings-value = Vrednost
settings-value-hours = Delovne ure za odgovor
settings-value-percent = Odstotek časa
settings-value-text = Besedilo
settings-text-hint = Največ 2000 znakov. Prazno polje pomeni besedilo, ki ga prinaša Dopis.
settings-valid-from = Velja od
settings-valid-from-hint = Prazno pomeni od tega trenutka.
settings-valid-to = Velja do
settings-valid-to-hint = Prazno pomeni do naslednje spremembe.
settings-reason = Razlog
settings-reason-hint = Razlog, vaše ime in čas ostanejo v zgodovini.
settings-enter = Vnesi spremembo
settings-yes = Da
settings-no = Ne
settings-own-text = Besedilo, ki ga prinaša Dopis
settings-reply = Čas za odgovor
settings-due-soon = Opozorilo pred iztekom
settings-absence = Odsotnost ustavi rok
settings-escalation = Kupec lahko prosi tržnico za pomoč
settings-password = Agenti se lahko prijavijo z geslom
settings-notice-sl = Obvestilo kupcem v slovenščini
settings-notice-en = Obvestilo kupcem v angleščini
settings-about-reply = Koliko delovnega časa ima prodajalec za odgovor na sporočilo kupca.
settings-about-due-soon = Po kolikšnem delu tega časa velja, da rok kmalu poteče.
settings-about-absence = Ali napovedana in odobrena odsotnost prodajalca ustavi njegov rok.
settings-about-escalation = Ali lahko kupec po izteku roka z enim dotikom prosi tržnico za pomoč.
settings-about-password = Ali se agenti poleg prijave prek tržnice lahko prijavijo tudi z e-naslovom in geslom.
settings-about-notice = Kaj kupcu povemo o tem, kdo bere sporočila in kaj se preverja.
settings-error-value = Vrednost ni prava. Vpišite število v dovoljenih mejah.
settings-error-text = Besedilo je predolgo ali vsebuje znake, ki jih ni mogoče prikazati.
settings-error-instant = Datum in ura nista prava.
settings-error-past = Sprememba se ne more začeti v preteklosti. Pustite polje prazno, če naj velja takoj.
settings-error-ends = Konec mora biti za začetkom.
settings-error-stale = Nastavitev je medtem spremenil nekdo drug. Poglejte novo stanje; vaš vnos je še tu in ga lahko pošljete znova.
settings-policy = Ukrep za vsako vrsto najdb
settings-contact-of-sellers = Podatki za stik in oglasi v sporočilih prodajalcev
settings-contact-of-buyers = Podatki za stik v sporočilih kupcev
settings-about-contact-of-sellers = Kaj se zgodi, ko prodajalčevo sporočilo vodi iz tržnice ali oglašuje. Kar ni jasno, se nikoli ne zadrži in ne zavrne: prodajalca le vprašamo.
settings-about-contact-of-buyers = Kaj se zgodi s podatki za stik, ki jih napiše kupec. Kupčevo sporočilo se nikoli ne zadrži in ne zavrne, saj je lahko izjava o odstopu ali reklamacija.
settings-value-share = Odstotek sporočil
settings-sampled = Naključni pregledi moderatorjev
settings-about-sampled = Kolikšen delež sporočil s skritimi besedami pogleda moderator, ne da bi kdo to zahteval. Tako se pokaže, kako pogosto se pravila motijo.
settings-words-read = Pregledajo se tudi besede na slikah; kode na slikah se pregledajo vedno.
settings-words-unread = Kode na slikah se pregledajo, besede na njih pa ne, ker program Tesseract ni nameščen. Doda ga lahko upravljavec: nastavitev attachments.tesseract v konfiguraciji.
settings-value-days = Število dni
settings-days = { $count ->
    [one] { $count } dan
    [two] { $count } dneva
    [few] { $count } dnevi
   *[other] { $count } dni
}
settings-strike-days = Koliko časa šteje kršitev
settings-about-strike-days = Koliko dni se prodajalcu šteje kršitev, ki jo je potrdil človek. Sprememba velja za kršitve, potrjene po njej.
settings-value-minutes = Minute
settings-break-glass = Kako dolgo traja odobren dostop
settings-about-break-glass = Koliko minut traja dostop do pogovorov, ki ga za nekoga brez te pravice odobri druga oseba. Sprememba velja za dostope, odobrene po njej.
settings-minutes = { $count ->
    [one] { $count } minuta
    [two] { $count } minuti
    [few] { $count } minute
   *[other] { $count } minut
}
settings-retention = Kako dolgo hranimo podatke
settings-about-retention = Po koliko mesecih se vsebina vsake vrste izbriše za vedno. Kar je pridržano, ostane, dokler pridržanje ne preneha. Zapisi v arhivu ostanejo in se še naprej preverjajo, besedila v njih pa ni.
settings-periods = Meseci za vsako vrsto vsebine
settings-keep-conversations = Sporočila in opombe po zaprtju pogovora
settings-keep-files = Datoteke po zaprtju pogovora
settings-keep-strikes = Obrazložitve kršitev, odkar ne štejejo več
settings-keep-looks = Razlogi zaposlenih za vpogled
settings-keep-drafts = Neposlani osnutki
settings-keep-buyers = Ime in e-naslov kupca po zadnjem naročilu
settings-months = { $count ->
    [one] { $count } mesec
    [two] { $count } meseca
    [few] { $count } meseci
   *[other] { $count } mesecev
}
settings-retention-from-hint = Najprej čez sedem dni, da spremembo lahko kdo opazi in prekliče, preden se kaj izbriše.
settings-error-too-soon = Sprememba se lahko začne najprej čez sedem dni: kar se izbriše, se ne vrne.
