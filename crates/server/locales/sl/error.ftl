error-home = Na prvo stran
error-request = Številka zahteve:
error-bad-request-title = Zahteve ne razumemo
error-bad-request = Naslov ali poslani podatki niso pravilni. Vrnite se in poskusite znova.
error-signed-out-title = Niste prijavljeni
error-signed-out = Vaša prijava je potekla. Pogovore znova odprite iz svojega računa na tržnici; natipkano besedilo vas čaka v tem zavihku.
error-forbidden-title = Za to nimate pravice
error-forbidden = Zapis lahko vidite, tega dejanja pa ne morete opraviti.
error-not-found-title = Te strani ni
error-not-found = Morda je naslov napačen ali pa do te vsebine nimate dostopa.
error-conflict-title = Medtem se je nekaj spremenilo
error-conflict = Vaša sprememba ni shranjena. Vrnite se, poglejte novo stanje in poskusite znova.
error-too-large-title = Poslanih je preveč podatkov
error-too-large = Toliko podatkov naenkrat ne moremo sprejeti.
error-too-many-title = Preveč zahtev
error-too-many = V kratkem času ste poslali preveč zahtev.
error-internal-title = Pri nas je šlo nekaj narobe
error-internal = Napaka je zabeležena. Poskusite znova; če se ponovi, podpori tržnice povejte številko zahteve.
error-unavailable-title = Trenutno nismo dosegljivi
error-unavailable = Poskusite znova čez minuto.
error-retry-after =
    { $count ->
        [one] Poskusite znova čez { $count } sekundo.
        [two] Poskusite znova čez { $count } sekundi.
        [few] Poskusite znova čez { $count } sekunde.
       *[other] Poskusite znova čez { $count } sekund.
    }
