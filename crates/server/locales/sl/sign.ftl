sign-title = Prijava
sign-email = E-poštni naslov
sign-password = Geslo
sign-in = Prijava
sign-hint = Ste kupec ali prodajalec? Pogovore odprete iz svojega računa na tržnici { $marketplace }.
sign-refused-wrong = E-poštni naslov ali geslo ni pravilno.
sign-refused-too-many =
    { $count ->
        [one] Preveč poskusov prijave. Poskusite znova čez { $count } minuto.
        [two] Preveč poskusov prijave. Poskusite znova čez { $count } minuti.
        [few] Preveč poskusov prijave. Poskusite znova čez { $count } minute.
       *[other] Preveč poskusov prijave. Poskusite znova čez { $count } minut.
    }
sign-refused-code = Koda ni pravilna ali pa je bila že uporabljena. Počakajte na naslednjo in poskusite znova.
sign-refused-passkey = S tem ključem se ni mogoče prijaviti. Poskusite z geslom.
sign-with-passkey = Prijava s ključem
sign-passkey-failed = Prijava s ključem ni uspela ali pa ste jo prekinili. Poskusite znova ali se prijavite z geslom.
sign-second-title = Še en korak
sign-code = Koda
sign-code-hint = Šest številk iz aplikacije na telefonu ali ena od rezervnih kod.
sign-second-passkey-only = Račun je zaščiten s ključem za prijavo. Uporabite ga za nadaljevanje.
sign-second-lost = Ste izgubili telefon in rezervne kode? Obrnite se na administratorja tržnice.
sign-second-back = Prijava z drugim računom
