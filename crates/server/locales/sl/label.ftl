label-title = Oznake
label-lead = Z oznakami uredite pogovore po svoje. Kupci in tržnica jih v seznamih ne vidijo, sodelavci jih.
label-empty = Oznak še ni. Dodajte prvo, na primer »Reklamacija« ali »Čaka skladišče«.
label-change = Uredi
label-name = Ime
label-colour = Barva
label-save = Shrani
label-delete = Izbriši oznako
label-delete-hint =
    { $count ->
        [0] Ni na nobenem pogovoru.
        [one] Izgubil jo bo { $count } pogovor.
        [two] Izgubila jo bosta { $count } pogovora.
        [few] Izgubili jo bodo { $count } pogovori.
       *[other] Izgubilo jo bo { $count } pogovorov.
    }
label-new = Nova oznaka
label-add = Dodaj oznako
label-edit = Izbira oznak
label-put = Shrani oznake
label-make-first = Dodajte prvo oznako
label-colour-grey = siva
label-colour-blue = modra
label-colour-green = zelena
label-colour-amber = rumena
label-colour-red = rdeča
label-colour-violet = vijolična
label-error-empty = Vpišite ime oznake.
label-error-long = Ime je predolgo: največ 40 znakov.
label-error-unshowable = Ime vsebuje znak, ki ga ni mogoče prikazati.
label-error-colour = Izberite eno od ponujenih barv.
label-error-exists = Oznaka s tem imenom že obstaja.
label-error-many = Oznak je lahko največ 100. Najprej kakšno izbrišite.
