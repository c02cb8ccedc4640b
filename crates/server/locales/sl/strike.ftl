strike-title = Kršitve
strike-lead = Sporočila, za katera je moderator tržnice odločil, da vodijo iz nje. Nič od tega samo po sebi ni kazen: kršitev nekaj časa ostane zabeležena, potem ne šteje več.
strike-counting = { $count ->
    [0] Trenutno ne šteje nobena kršitev.
    [one] Trenutno šteje { $count } kršitev.
    [two] Trenutno štejeta { $count } kršitvi.
    [few] Trenutno štejejo { $count } kršitve.
   *[other] Trenutno šteje { $count } kršitev.
}
strike-none = Za nobeno vaše sporočilo ni bilo ugotovljeno, da vodi iz tržnice.
strike-list = Vse kršitve
strike-standing-counts = šteje
strike-standing-contested = ugovor vložen
strike-standing-upheld = ostaja
strike-standing-lifted = razveljavljena
strike-standing-expired = ne šteje več
strike-message = Sporočilo
strike-written = Napisano
strike-text-erased = Besedilo je izbrisano.
strike-words = Kaj je bilo najdeno
strike-because = Razlog
strike-decided-by = Kdo je odločil
strike-role-moderator = moderator tržnice
strike-expires = Šteje do
strike-counted = Štela je do
strike-conversation = Odpri pogovor
strike-contest-title = Se ne strinjate?
strike-contest-lead = Napišite, zakaj. Sporočilo bo še enkrat pregledal nekdo drug s tržnice, ne tisti, ki je odločil.
strike-contest-until = Ugovarjate lahko do
strike-contest-owner = Lastnik vašega računa na tržnici lahko ugovarja do
strike-contest-over = Čas za ugovor, 6 mesecev, je potekel.
strike-contest-text = Zakaj je odločitev napačna
strike-contest = Ugovarjaj kršitvi
strike-contest-of = Ugovarjaj kršitvi z dne { $day }
strike-contested-at = Ugovor vložen
strike-contest-waits = Odločil bo nekdo drug s tržnice. Do takrat kršitev še šteje.
strike-outcome-upheld = Druga oseba je odločila: kršitev ostaja.
strike-outcome-lifted = Druga oseba je odločila: kršitev je razveljavljena in ne šteje.
strike-staff-title = Ugovori zoper kršitve
strike-staff-lead = Ugovori, ki čakajo na odločitev; najprej tisti, ki čaka najdlje. Kdor je kršitev potrdil, o ugovoru ne odloča.
strike-staff-none = Na odločitev ne čaka noben ugovor.
strike-staff-open = Preglej
strike-staff-open-of = Preglej kršitev prodajalca { $seller }
strike-staff-recorded = Zabeleženo je, da ste si to kršitev ogledali.
strike-staff-gave = To kršitev ste potrdili sami, zato mora o ugovoru odločiti nekdo drug.
strike-staff-may-not = O ugovorih odločajo odločevalci in pregledovalci.
strike-staff-decide = Odločitev
strike-staff-reason = Razlog za odločitev, ki ga prebere prodajalec
strike-staff-uphold = Kršitev ostane
strike-staff-lift = Razveljavi kršitev
strike-staff-back = Ugovori zoper kršitve
strike-of-seller = Kršitve
strike-of-seller-none = Potrjenih kršitev ni.
strike-evidence-hint = Shranjeno tako, kot je bilo ob odločitvi, ne glede na poznejše spremembe.
strike-error-text = Napišite besedilo z 1 do 10.000 znaki.
strike-error-unshowable = V besedilu so znaki, ki jih ni mogoče prikazati.
strike-one = Kršitev
