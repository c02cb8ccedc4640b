composer-label-seller = Odgovor kupcu
composer-label-buyer = Vaše sporočilo
composer-label-staff = Sporočilo v imenu tržnice
composer-limit = Največ 10.000 znakov
composer-send-reply = Pošlji odgovor
composer-send = Pošlji
composer-send-anyway = Vseeno pošlji
composer-unseen-explanation = Vaše sporočilo še ni poslano. Preberite, kaj je novega, po potrebi popravite besedilo in ga pošljite.
composer-who-reads-seller = Sporočilo prejme kupec. Tržnica pogovor arhivira, ga sme prebrati in samodejno preverja, ali vsebuje podatke za stik ali ponudbe zunaj tržnice. Poslanega ni mogoče spremeniti.
composer-who-reads-buyer = Poleg prodajalca v pogovoru sodeluje tudi tržnica: sporočila arhivira, jih sme prebrati, na primer ob sporu, in samodejno preverja, ali vsebujejo podatke za stik ali ponudbe zunaj tržnice. Poslanega ni mogoče spremeniti. Vaših zakonskih pravic to ne omejuje; izjavo o odstopu ali reklamacijo lahko podate tudi na drug način.
composer-who-reads-staff = Sporočilo vidita kupec in prodajalec. Prodajalčevega roka ne zaključi.
composer-reopens = Novo sporočilo pogovor znova odpre.
composer-note = Zasebna opomba
composer-note-label = Opomba za sodelavce
composer-note-hint = Kupec je ne vidi, tržnica pa jo sme prebrati.
composer-save-note = Shrani opombo
composer-unseen =
    { $count ->
        [one] Medtem je prišlo { $count } novo sporočilo.
        [two] Medtem sta prišli { $count } novi sporočili.
        [few] Medtem so prišla { $count } nova sporočila.
       *[other] Medtem je prišlo { $count } novih sporočil.
    }
composer-error-empty = Napišite sporočilo ali priložite datoteko, preden pošljete.
composer-error-too-long = Sporočilo je predolgo: največ 10.000 znakov.
composer-error-unshowable = Besedilo vsebuje znak, ki ga ni mogoče prikazati. Odstranite ga in poskusite znova.
