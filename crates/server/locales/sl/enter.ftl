enter-expired-title = Povezava je potekla
enter-expired = Povezava s tržnice velja le nekaj minut, ta pa je že potekla.
enter-used-title = Povezava je bila že uporabljena
enter-used = Vsaka povezava s tržnice odpre pogovore samo enkrat. Če ste prijavljeni v drugem oknu, lahko nadaljujete tam.
enter-invalid-title = Povezava ni veljavna
enter-invalid = Povezava je poškodovana ali nepopolna, zato vas ne moremo prijaviti.
enter-what-to-do = Vrnite se v svoj račun na tržnici { $marketplace } in pogovore odprite še enkrat.
enter-back = Nazaj na { $marketplace }
