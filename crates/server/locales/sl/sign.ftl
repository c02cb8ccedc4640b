sign-title = Prijava
sign-email = E-poštni naslov
sign-password = Geslo
sign-in = Prijava
sign-hint = Ste kupec ali prodajalec? Pogovore odprete iz svojega računa na tržnici { $marketplace }.
sign-refused-wrong = E-poštni naslov ali geslo ni pravilno.
sign-refused-too-many = Preveč poskusov prijave. Počakajte nekaj minut in poskusite znova.
