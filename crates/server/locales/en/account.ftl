account-title = Your account
account-profile = About you
account-name = Name
account-name-hint = Buyers and colleagues see it. If { $marketplace } sends another name, that one counts.
account-language = Language
account-email = E-mail address: { $email }
account-save = Save
account-password = Password
account-password-present = Present password
account-password-new = New password
account-password-hint = At least 12 characters. Longer is better; a whole sentence can be a password.
account-password-ends = Changing the password ends all other sessions and revokes the tokens of programs that act as you.
account-password-change = Change password
account-factor = Second factor
account-factor-on = Switched on: after the password you enter a code from your app.
account-factor-off = Switched off. With it the password alone is not enough: you also enter a code from an app on your phone.
account-factor-set-up = Set up an authenticator app
account-factor-remove = Remove the authenticator app
account-factor-remove-hint = The recovery codes go with it.
account-factor-required = The marketplace requires a second factor. You can remove the app once you have added a passkey.
account-recovery-left =
    { $count ->
        [0] You have no recovery codes left. Make new ones, so that you can sign in without your phone.
        [one] You have { $count } recovery code left.
       *[other] You have { $count } recovery codes left.
    }
account-recovery-renew = New recovery codes
account-recovery-make = Make new codes
account-passkeys = Passkeys
account-passkeys-lead = A passkey signs you in without password and code: by fingerprint, face, the device’s PIN or a security key.
account-passkeys-script = Adding a passkey needs JavaScript in the browser.
account-passkeys-impossible = Passkeys work only at an https:// address with a name. This installation is reached differently; ask its operator.
account-passkey-added = Added
account-passkey-used = last used
account-passkey-name = Name of the passkey
account-passkey-name-hint = You will recognise it by this, such as “work laptop”.
account-passkey-add = Add a passkey
account-passkey-slowed = Too many wrong passwords. Try again in a few minutes.
account-passkey-failed = The browser made no passkey, or you broke off. Try again.
account-passkey-remove-named = Remove the passkey { $name }
account-remove = Remove
account-sessions = Where you are signed in
account-session-this = this browser
account-session-unknown = Unknown device
account-session-device = { $browser }, { $system }
account-session-begun = signed in
account-session-seen = last seen
account-session-end = End
account-session-end-named = End the session: { $device }
account-sessions-end-others = End all other sessions
account-no-door = You come in from your account at { $marketplace } and have no password here. Set password and further protection there.
account-back = Back to the account
account-set-up-title = Second factor
account-set-up-first = { $marketplace } requires a second factor. Set it up now; it takes a minute, and then you go on with your work.
account-set-up-lead = You need an app for one-time codes on your phone. Any that reads QR codes will do; your password manager may have one.
account-set-up-or-passkey = Or add a passkey
account-set-up-scan = 1. Add an account in the app and scan this square.
account-set-up-square = QR code for the app
account-set-up-type = It does not work? Type this key into the app:
account-set-up-here = Open in the app on this device
account-set-up-code = 2. Enter the six digits that the app shows
account-set-up-confirm = Confirm
account-codes-title = Recovery codes
account-codes-lead = The second factor is set up. Keep these codes: each signs you in once when you do not have your phone.
account-codes-hint = The codes are never shown again. Print them or keep them in a password manager.
account-codes-done = I have kept the codes
account-error-password = The present password is wrong.
account-error-length = The new password needs at least 12 characters and at most 1024 bytes.
account-error-code = The code is wrong. Check that your phone’s clock is right and enter the code that is shown now.
account-error-required = The marketplace requires a second factor, so the last one cannot be removed. Add another one first.
account-error-passkey = The passkey could not be taken. Try to add it again.
account-error-passkeys = You have 20 passkeys already. Remove one before adding another.
account-error-name = Enter a name of at most 200 characters.
account-error-passkey-name = Enter a name for the passkey, of at most 60 characters.
account-error-crossed = Something has changed meanwhile. Look at what is new and try again.
account-error-too-many =
    { $count ->
        [one] Too many attempts. Try again in { $count } minute.
       *[other] Too many attempts. Try again in { $count } minutes.
    }
