sign-title = Sign in
sign-email = E-mail address
sign-password = Password
sign-in = Sign in
sign-hint = Are you a buyer or a seller? Open your conversations from your account at { $marketplace }.
sign-refused-wrong = The e-mail address or the password is wrong.
sign-refused-too-many = Too many attempts. Wait a few minutes and try again.
