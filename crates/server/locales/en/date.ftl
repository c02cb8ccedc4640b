date-weekday-1 = Monday
date-weekday-2 = Tuesday
date-weekday-3 = Wednesday
date-weekday-4 = Thursday
date-weekday-5 = Friday
date-weekday-6 = Saturday
date-weekday-7 = Sunday
date-until-weekday-1 = Monday
date-until-weekday-2 = Tuesday
date-until-weekday-3 = Wednesday
date-until-weekday-4 = Thursday
date-until-weekday-5 = Friday
date-until-weekday-6 = Saturday
date-until-weekday-7 = Sunday
date-month-1 = January
date-month-2 = February
date-month-3 = March
date-month-4 = April
date-month-5 = May
date-month-6 = June
date-month-7 = July
date-month-8 = August
date-month-9 = September
date-month-10 = October
date-month-11 = November
date-month-12 = December
date-until-month-1 = January
date-until-month-2 = February
date-until-month-3 = March
date-until-month-4 = April
date-until-month-5 = May
date-until-month-6 = June
date-until-month-7 = July
date-until-month-8 = August
date-until-month-9 = September
date-until-month-10 = October
date-until-month-11 = November
date-until-month-12 = December
date-short-month-1 = Jan
date-short-month-2 = Feb
date-short-month-3 = Mar
date-short-month-4 = Apr
date-short-month-5 = May
date-short-month-6 = Jun
date-short-month-7 = Jul
date-short-month-8 = Aug
date-short-month-9 = Sep
date-short-month-10 = Oct
date-short-month-11 = Nov
date-short-month-12 = Dec
date-time = { $hour }:{ $minute }
date-today = today { $time }
date-today-alone = today
date-yesterday = yesterday
date-day-month = { $day } { $month }
date-day-month-year = { $day } { $month } { $year }
date-day-at-time = { $day } at { $time }
date-weekday-day-month = { $weekday }, { $day }
date-full = { $weekday }, { $day } { $month } { $year } at { $time }
date-until = { $weekday }, { $day } { $month } { $year }, { $time }
date-title = { $local } ({ $zone }) · { $utc } UTC
date-under-a-minute = less than a minute
date-exact = { $hours } h { $minutes } min
date-exact-seconds = { $hours } h { $minutes } min { $seconds } s
date-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
date-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
date-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
