mention-title = Omembe
mention-empty = Nihče vas še ni omenil. V zasebni opombi sodelavca omenite z znakom @.
mention-read-all = Označi vse kot prebrano
mention-new = novo
mention-by = { $agent } vas omenja
mention-hint = Sodelavca omenite z @.
mention-unread =
    { $count ->
        [one] { $count } neprebrana omemba
        [two] { $count } neprebrani omembi
        [few] { $count } neprebrane omembe
       *[other] { $count } neprebranih omemb
    }
