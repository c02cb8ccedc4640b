held-kind = Not sent yet
held-files = Files
held-waiting = The message waits for the marketplace to look at it; the buyer does not see it yet. Your reply deadline stands still meanwhile, and if it is let through, it counts from when you wrote it.
held-until = You will see the decision here by
held-withdrawn = The message was taken back. The buyer did not get it.
held-refused = The marketplace did not let the message through: { $ground }. The buyer did not get it, and your reply deadline runs on. Write a new message without these words.
held-take-back = Take the message back
