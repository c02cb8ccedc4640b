enter-expired-title = The link has expired
enter-expired = A link from the marketplace is valid for a few minutes only, and this one has expired.
enter-used-title = The link has already been used
enter-used = Each link from the marketplace works once. If you are signed in in another window, you can go on there.
enter-invalid-title = The link is not valid
enter-invalid = The link is damaged or incomplete, so you could not be signed in.
enter-what-to-do = Go back to your account at { $marketplace } and open your conversations once more.
enter-back = Back to { $marketplace }
