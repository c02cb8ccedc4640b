escalation-title = Requests for help
escalation-lead = Buyers whose seller let the deadline lapse, and who wait for the marketplace. The longest waiting come first.
escalation-empty = No buyer is waiting for the marketplace.
escalation-subject = Subject
escalation-since = Asked for help
escalation-waits = Waiting
escalation-take-over = Take over
escalation-mark = buyer asks for help
