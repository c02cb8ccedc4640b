live-broken = Ni povezave. Besedilo je shranjeno; kar ste poslali, bo odšlo takoj, ko se povezava vrne.
live-back = Povezava je spet vzpostavljena.
live-signed-out = Niste več prijavljeni. Besedilo je shranjeno: ko se znova prijavite, bo poslano.
live-new-message = Novo sporočilo: { $name }
live-list-changed = Seznam se je spremenil – prikaži
live-new-rows =
    { $count ->
        [one] { $count } nov – prikaži
        [two] { $count } nova – prikaži
        [few] { $count } novi – prikaži
       *[other] { $count } novih – prikaži
    }
live-looking = { $name } bere ta pogovor
live-writing = { $name } piše odgovor
live-sending = Pošiljanje …
live-waiting = Še ni poslano. Odšlo bo takoj, ko se povezava vrne.
live-failed = Ni poslano.
live-again = Pošlji znova
live-edit = Uredi
