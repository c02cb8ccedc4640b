event-assigned = Pogovor je dodeljen
event-unassigned = Pogovor ni več dodeljen
event-closed = Pogovor je zaključen
event-reopened = Pogovor je znova odprt
event-no-reply-needed = Označeno, da odgovor ni potreben
event-objected = Kupec ugovarja: potrebuje odgovor, rok znova teče
event-taken-over = Pogovor je prevzela tržnica
event-handed-back = Tržnica je pogovor vrnila prodajalcu
event-due-soon = Rok za odgovor se izteka
event-overdue = Rok za odgovor je potekel
event-answered-on-time = Odgovor je bil poslan v roku
event-answered-late = Odgovor je bil poslan z zamudo
event-deadline-recomputed = Rok je preračunan zaradi spremembe koledarja
event-read-by-staff = Vpogled tržnice
event-escalated = Kupec je prosil tržnico za pomoč
event-assigned-by-rule = Pogovor je dodeljen
event-rule = po pravilu »{ $name }«
event-rule-gone = po pravilu, ki ga ni več
event-assigned-to-deputy = Pogovor je prevzel namestnik
event-deputy-of = nadomešča odsotno osebo: { $name }
event-assigned-back = Pogovor je po odsotnosti spet dodeljen
event-marketplace-looked = Tržnica si je ogledala pogovor
event-marketplace-looked-approved = Tržnica si je ogledala pogovor z izredno odobritvijo
event-looks-until = { $count ->
    [one] { $count } ogled, zadnji { $at }
    [two] { $count } ogleda, zadnji { $at }
    [few] { $count } ogledi, zadnji { $at }
   *[other] { $count } ogledov, zadnji { $at }
}
event-read-by-staff-approved = Vpogled tržnice z izredno odobritvijo
