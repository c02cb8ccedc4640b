sign-title = Sign in
sign-email = E-mail address
sign-password = Password
sign-in = Sign in
sign-hint = Are you a buyer or a seller? Open your conversations from your account at { $marketplace }.
sign-refused-wrong = The e-mail address or the password is wrong.
sign-refused-too-many =
    { $count ->
        [one] Too many attempts. Try again in { $count } minute.
       *[other] Too many attempts. Try again in { $count } minutes.
    }
sign-refused-code = The code is wrong or has been used already. Wait for the next one and try again.
sign-refused-passkey = This passkey does not sign you in. Try the password.
sign-with-passkey = Sign in with a passkey
sign-passkey-failed = Signing in with a passkey failed, or you broke off. Try again or use the password.
sign-second-title = One more step
sign-code = Code
sign-code-hint = Six digits from the app on your phone, or one of your recovery codes.
sign-second-passkey-only = This account is protected by a passkey. Use it to go on.
sign-second-lost = Lost your phone and the recovery codes? Ask an administrator of the marketplace.
sign-second-back = Sign in to another account
