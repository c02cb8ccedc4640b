live-broken = No connection. Your text is kept; what you have sent goes out as soon as the connection is back.
live-back = The connection is back.
live-signed-out = You are signed out. Your text is kept: sign in again, and it is sent.
live-new-message = New message: { $name }
live-list-changed = The list has changed – show
live-new-rows =
    { $count ->
        [one] { $count } new – show
       *[other] { $count } new – show
    }
live-looking = { $name } is looking at this conversation
live-writing = { $name } is writing a reply
live-sending = Sending …
live-waiting = Not sent yet: it goes out as soon as the connection is back.
live-failed = Not sent.
live-again = Send again
live-edit = Edit
