"""Signs in with a link of the demonstration and prints the headers of the session as JSON."""

import json
import re
import sys
import urllib.parse
import urllib.request


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def asked(address, headers=None):
    opener = urllib.request.build_opener(NoRedirect)
    try:
        return opener.open(urllib.request.Request(address, headers=headers or {}), timeout=20)
    except urllib.error.HTTPError as answer:
        return answer


link = sys.argv[1]
address = urllib.parse.urljoin(link, asked(link).headers["Location"])
cookie = asked(address).headers["Set-Cookie"].split(";")[0]
page = asked(urllib.parse.urljoin(link, "/conversations"), {"Cookie": cookie}).read().decode()
csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
print(json.dumps({"Cookie": cookie, "X-CSRF-Token": csrf}))
