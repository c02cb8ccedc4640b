error-home = To the first page
error-request = Request number:
error-bad-request-title = The request makes no sense to us
error-bad-request = The address or what was sent is not right. Go back and try again.
error-signed-out-title = You are not signed in
error-signed-out = Your session has ended. Open your conversations again from your account at the marketplace; what you typed is kept in this tab.
error-forbidden-title = You may not do this
error-forbidden = You may see this record but not do this with it.
error-not-found-title = There is no such page
error-not-found = The address may be wrong, or you have no access to what is there.
error-conflict-title = Something has changed meanwhile
error-conflict = Your change was not saved. Go back, look at what is new and try again.
error-too-large-title = Too large
error-too-large = You sent more than can be accepted at once.
error-too-many-title = Too many requests
error-too-many = You sent too many requests in a short time.
error-internal-title = Something went wrong on our side
error-internal = The failure has been recorded. Try again; if it happens again, give the request number to the marketplace’s support.
error-unavailable-title = Not available at the moment
error-unavailable = Try again in a minute.
error-retry-after =
    { $count ->
        [one] Try again in { $count } second.
       *[other] Try again in { $count } seconds.
    }
