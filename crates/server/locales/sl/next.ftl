next-wait = Zdaj je na vrsti prodajalec. Če do takrat ne bo odgovora, lahko tukaj z enim dotikom prosite tržnico za pomoč.
next-lapsed = Rok za odgovor je potekel. Tržnica lahko posreduje pri prodajalcu ali vam odgovori sama.
next-escalate = Prosi tržnico za pomoč
next-escalated-buyer = Tržnico ste prosili za pomoč { $at }. Odgovoril vam bo prodajalec ali tržnica; odgovor boste našli tukaj.
next-escalated-seller = Kupec je zaradi zamude prosil tržnico za pomoč ({ $at }). Odgovorite mu, preden pogovor prevzame tržnica.
next-escalated-staff = Kupec je prosil tržnico za pomoč ({ $at }) in čaka na vas.
next-answered = Odgovor ste prejeli. Če potrebujete še kaj, pišite spodaj; prodajalcu bo začel teči nov rok.
next-closed = Pogovor je zaključen. Če potrebujete še kaj, pišite spodaj in se bo znova odprl.
