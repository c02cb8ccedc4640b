author-agent = Prodajalec
author-buyer = Kupec
author-staff = Tržnica
author-automation = Samodejno sporočilo
