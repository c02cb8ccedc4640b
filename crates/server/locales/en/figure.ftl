figure-title = Figures
figure-period = Period
figure-weeks = { $count ->
    [one] last { $count } week
   *[other] last { $count } weeks
}
figure-person = Person
figure-everybody = everybody
figure-show = Show
figure-capped = There are too many questions for one view, so the newest { $count } are counted.
figure-waiting-now = Waiting now
figure-received = Received
figure-questions-word = Questions
figure-questions-noun = { $count ->
    [one] question
   *[other] questions
}
figure-on-time = Share on time
figure-in-time-count = On time
figure-late = Late
figure-of-judged = { $count ->
    [one] of { $count } question with a known outcome
   *[other] of { $count } questions with a known outcome
}
figure-of-answered = { $count ->
    [one] of { $count } answer
   *[other] of { $count } answers
}
figure-median-worked = Half of answers within, working time
figure-p90-worked = 90% of answers within, working time
figure-median-elapsed = Half of answers within, all time
figure-p90-elapsed = 90% of answers within, all time
figure-waiting-title = Waiting for an answer
figure-waiting-lead = How many questions wait, and for how long since they came.
figure-punctuality-title = Answers on time by week
figure-punctuality-lead = Filled is on time, hatched is late. A week is named by its Monday.
figure-times-title = Time to answer by week
figure-times-lead = Working time by the calendar that holds for deadlines now.
figure-load-title = When questions come
figure-load-lead = Number of questions by hour and day of the week.
figure-nothing-answered = There is no answer in this period that could be shown.
figure-nothing-received = There is no question in this period that could be shown.
figure-meaning = A question is a buyer’s message that began a reply deadline. Punctuality counts the answered ones and those whose deadline has passed. With a person chosen, the questions count that this person answered, and those that are assigned to this person and wait.
figure-as-table = Numbers as a table
figure-week = Week of
figure-age = Waiting for
figure-hour = Hour
figure-median = half within
figure-p90 = 90% within
figure-answered-count = Answers
figure-monday = Mon
figure-tuesday = Tue
figure-wednesday = Wed
figure-thursday = Thu
figure-friday = Fri
figure-saturday = Sat
figure-sunday = Sun
figure-list-received = Questions received
figure-list-answered = Questions answered
figure-list-on-time = Questions answered on time
figure-list-late = Questions answered late or overdue
figure-list-waiting = Questions waiting for an answer
figure-questions = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
figure-no-question = There is no question here.
figure-subject = Conversation
figure-buyer = Buyer
figure-received-at = Received
figure-outcome = Outcome
figure-outcome-answered = answered in { $time }
figure-outcome-late = late, in { $time }
figure-outcome-waits = waits { $time }
figure-outcome-none = no answer
