buyer-title = Moji pogovori
buyer-you = Vi
buyer-empty = Pogovorov še nimate. Vprašanje prodajalcu zastavite pri oglasu ali naročilu na tržnici.
