escalation-title = Prošnje za pomoč
escalation-lead = Kupci, ki jim je prodajalec pustil preteči rok in čakajo na tržnico. Najdlje čakajoči so na vrhu.
escalation-empty = Noben kupec ne čaka na tržnico.
escalation-subject = Zadeva
escalation-since = Prosil za pomoč
escalation-waits = Čaka
escalation-take-over = Prevzemi
escalation-mark = kupec prosi tržnico za pomoč
