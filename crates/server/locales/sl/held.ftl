held-kind = Še ni poslano
held-files = Datoteke
held-waiting = Sporočilo čaka, da ga pogleda tržnica; kupec ga še ne vidi. Vaš rok za odgovor medtem miruje, in če bo sporočilo spuščeno naprej, šteje od takrat, ko ste ga napisali.
held-until = Odločitev bo tukaj najpozneje
held-withdrawn = Sporočilo je bilo umaknjeno. Kupec ga ni dobil.
held-refused = Tržnica sporočila ni spustila naprej: { $ground }. Kupec ga ni dobil, vaš rok za odgovor pa teče naprej. Napišite novo sporočilo brez teh besed.
held-take-back = Umakni sporočilo
