date-weekday-1 = ponedeljek
date-weekday-2 = torek
date-weekday-3 = sreda
date-weekday-4 = četrtek
date-weekday-5 = petek
date-weekday-6 = sobota
date-weekday-7 = nedelja
date-until-weekday-1 = ponedeljka
date-until-weekday-2 = torka
date-until-weekday-3 = srede
date-until-weekday-4 = četrtka
date-until-weekday-5 = petka
date-until-weekday-6 = sobote
date-until-weekday-7 = nedelje
date-month-1 = januar
date-month-2 = februar
date-month-3 = marec
date-month-4 = april
date-month-5 = maj
date-month-6 = junij
date-month-7 = julij
date-month-8 = avgust
date-month-9 = september
date-month-10 = oktober
date-month-11 = november
date-month-12 = december
date-until-month-1 = januarja
date-until-month-2 = februarja
date-until-month-3 = marca
date-until-month-4 = aprila
date-until-month-5 = maja
date-until-month-6 = junija
date-until-month-7 = julija
date-until-month-8 = avgusta
date-until-month-9 = septembra
date-until-month-10 = oktobra
date-until-month-11 = novembra
date-until-month-12 = decembra
date-short-month-1 = 1.
date-short-month-2 = 2.
date-short-month-3 = 3.
date-short-month-4 = 4.
date-short-month-5 = 5.
date-short-month-6 = 6.
date-short-month-7 = 7.
date-short-month-8 = 8.
date-short-month-9 = 9.
date-short-month-10 = 10.
date-short-month-11 = 11.
date-short-month-12 = 12.
date-time = { $hour }.{ $minute }
date-today = danes { $time }
date-today-alone = danes
date-yesterday = včeraj
date-day-month = { $day }. { $month }
date-day-month-year = { $day }. { $month } { $year }
date-day-at-time = { $day } ob { $time }
date-weekday-day-month = { $weekday }, { $day }
date-full = { $weekday }, { $day }. { $month } { $year } ob { $time }
date-until = { $weekday }, { $day }. { $month } { $year }, do { $time }
date-title = { $local } ({ $zone }) · { $utc } UTC
date-under-a-minute = manj kot minuto
date-exact = { $hours } h { $minutes } min
date-exact-seconds = { $hours } h { $minutes } min { $seconds } s
date-days =
    { $count ->
        [one] { $count } dan
        [two] { $count } dneva
        [few] { $count } dni
       *[other] { $count } dni
    }
date-hours =
    { $count ->
        [one] { $count } uro
        [two] { $count } uri
        [few] { $count } ure
       *[other] { $count } ur
    }
date-minutes =
    { $count ->
        [one] { $count } minuto
        [two] { $count } minuti
        [few] { $count } minute
       *[other] { $count } minut
    }
