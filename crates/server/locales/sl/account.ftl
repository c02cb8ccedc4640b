account-title = Vaš račun
account-profile = Osebni podatki
account-name = Ime
account-name-hint = Tako vas vidijo kupci in sodelavci. Če tržnica { $marketplace } sporoči drugo ime, velja njeno.
account-language = Jezik
account-email = E-poštni naslov: { $email }
account-save = Shrani
account-password = Geslo
account-password-present = Sedanje geslo
account-password-new = Novo geslo
account-password-hint = Vsaj 12 znakov. Daljše je boljše; tudi cel stavek je lahko geslo.
account-password-ends = Ob spremembi gesla se končajo vse druge prijave, programski dostopi v vašem imenu pa so preklicani.
account-password-change = Spremeni geslo
account-factor = Dvostopenjska prijava
account-factor-on = Vklopljena: po geslu vpišete še kodo iz aplikacije.
account-factor-off = Izklopljena. Z njo samo geslo ne zadošča: ob prijavi vpišete še kodo iz aplikacije na telefonu.
account-factor-set-up = Nastavi aplikacijo za kode
account-factor-remove = Odstrani aplikacijo za kode
account-factor-remove-hint = Odstranjene bodo tudi rezervne kode.
account-factor-required = Tržnica od vas zahteva dvostopenjsko prijavo. Aplikacijo lahko odstranite, ko dodate ključ za prijavo.
account-recovery-left =
    { $count ->
        [0] Rezervnih kod nimate več. Naredite nove, da se boste lahko prijavili brez telefona.
        [one] Ostala vam je še { $count } rezervna koda.
        [two] Ostali sta vam še { $count } rezervni kodi.
        [few] Ostale so vam še { $count } rezervne kode.
       *[other] Ostalo vam je še { $count } rezervnih kod.
    }
account-recovery-renew = Nove rezervne kode
account-recovery-make = Naredi nove kode
account-passkeys = Ključi za prijavo
account-passkeys-lead = S ključem se prijavite brez gesla in kode: s prstnim odtisom, obrazom, kodo PIN naprave ali varnostnim ključem.
account-passkeys-script = Za dodajanje ključa mora biti v brskalniku vklopljen JavaScript.
account-passkeys-impossible = Ključi delujejo samo na naslovu https:// z imenom. Ta namestitev je dosegljiva drugače; obrnite se na njenega upravljavca.
account-passkey-added = Dodan
account-passkey-used = zadnja uporaba
account-passkey-name = Ime ključa
account-passkey-name-hint = Po njem ga boste prepoznali, na primer »službeni prenosnik«.
account-passkey-add = Dodaj ključ
account-passkey-slowed = Preveč napačnih gesel. Poskusite znova čez nekaj minut.
account-passkey-failed = Brskalnik ključa ni naredil ali pa ste postopek prekinili. Poskusite znova.
account-passkey-remove-named = Odstrani ključ { $name }
account-remove = Odstrani
account-sessions = Kje ste prijavljeni
account-session-this = ta brskalnik
account-session-unknown = Neznana naprava
account-session-device = { $browser }, { $system }
account-session-begun = prijava
account-session-seen = nazadnje
account-session-end = Končaj
account-session-end-named = Končaj prijavo: { $device }
account-sessions-end-others = Končaj vse druge prijave
account-no-door = Prijavljate se iz svojega računa na tržnici { $marketplace }, zato tu nimate gesla. Geslo in dodatno zaščito nastavite tam.
account-back = Nazaj na račun
account-set-up-title = Dvostopenjska prijava
account-set-up-first = Tržnica { $marketplace } od vas zahteva dvostopenjsko prijavo. Nastavite jo zdaj; traja minuto, potem nadaljujete z delom.
account-set-up-lead = Potrebujete aplikacijo za enkratne kode na telefonu. Ustreza vsaka, ki bere kode QR; morda je že v vašem upravitelju gesel.
account-set-up-or-passkey = Ali pa dodajte ključ za prijavo
account-set-up-scan = 1. V aplikaciji dodajte račun in poslikajte ta kvadrat.
account-set-up-square = Koda QR za aplikacijo
account-set-up-type = Ne gre? V aplikacijo vpišite ta ključ:
account-set-up-here = Odpri v aplikaciji na tej napravi
account-set-up-code = 2. Vpišite šestmestno kodo, ki jo pokaže aplikacija
account-set-up-confirm = Potrdi
account-codes-title = Rezervne kode
account-codes-lead = Dvostopenjska prijava je nastavljena. Shranite te kode: z vsako se lahko enkrat prijavite, če pri sebi nimate telefona.
account-codes-hint = Kod ne bomo nikoli več prikazali. Natisnite jih ali shranite v upravitelja gesel.
account-codes-done = Kode imam shranjene
account-error-password = Sedanje geslo ni pravilno.
account-error-length = Novo geslo mora imeti vsaj 12 znakov in največ 1024 bajtov.
account-error-code = Koda ni pravilna. Preverite, ali je ura na telefonu točna, in vpišite kodo, ki je prikazana zdaj.
account-error-required = Tržnica zahteva dvostopenjsko prijavo, zato zadnjega načina ne morete odstraniti. Najprej dodajte drugega.
account-error-passkey = Ključa nismo mogli sprejeti. Poskusite ga dodati znova.
account-error-passkeys = Ključev imate že 20. Preden dodate novega, katerega odstranite.
account-error-name = Vpišite ime, največ 200 znakov.
account-error-passkey-name = Vpišite ime ključa, največ 60 znakov.
account-error-crossed = Medtem se je nekaj spremenilo. Poglejte novo stanje in poskusite znova.
account-error-too-many =
    { $count ->
        [one] Preveč poskusov. Poskusite znova čez { $count } minuto.
        [two] Preveč poskusov. Poskusite znova čez { $count } minuti.
        [few] Preveč poskusov. Poskusite znova čez { $count } minute.
       *[other] Preveč poskusov. Poskusite znova čez { $count } minut.
    }
