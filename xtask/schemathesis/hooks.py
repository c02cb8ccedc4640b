"""What schemathesis must know of Dopis: who asks, records that there are, and how lines of JSON are written.

Each request is made as one of several people and programs, whose headers are in DOPIS_WHO. Of the records that a path
names, every other one is a real one, so that what lies behind "no such record" is reached as well.
"""

import json
import os
import random
import urllib.error
import urllib.request

import schemathesis

ORIGIN = os.environ["DOPIS_ORIGIN"]
WHO = json.loads(os.environ["DOPIS_WHO"])
DICE = random.Random(int(os.environ["DOPIS_SEED"]))


# What the demonstration leaves to people.
MADE_BY_THE_OWNER = {
    "/api/v1/labels": {"name": "Broken", "colour": "red"},
    "/api/v1/views": {"name": "All of them", "tab": "all"},
    "/api/v1/assignment-rules": {"name": "All", "outcome": {"kind": "same_as_last_time"}},
}


def made(path, body):
    headers = {**WHO["owner"], "Content-Type": "application/json"}
    request = urllib.request.Request(ORIGIN + path, json.dumps(body).encode(), headers)
    urllib.request.urlopen(request, timeout=20).close()


def fetched(path, headers):
    """What a GET answers, and None where it is refused."""
    request = urllib.request.Request(ORIGIN + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        return None


def ids_in(listed):
    """Ids of the records of a list, wherever in an item they stand."""
    items = listed.get("items", []) if isinstance(listed, dict) else listed or []
    for item in items:
        record = item.get("conversation", item) if isinstance(item, dict) else {}
        if isinstance(record.get("id"), (str, int)):
            yield str(record["id"])


def real_records():
    """For each parameter of a path the ids that lists show to anybody: `/labels` says what `{label}` may be."""
    for path, body in MADE_BY_THE_OWNER.items():
        made(path, body)
    found = {}
    described = fetched("/api/v1/openapi.json", {})
    for path in sorted(described["paths"], key=lambda path: path.count("/")):
        before, _, name = path.rpartition("/")
        if not name.startswith("{"):
            continue
        name = name.strip("{}")
        for parameter, ids in found.items():
            before = before.replace("{" + parameter + "}", ids[0])
        if "{" in before:
            continue
        for headers in WHO.values():
            ids = list(ids_in(fetched(before, headers) or []))[:10]
            if ids:
                found.setdefault(name, []).extend(ids)
    for name in ["conversation", "seller", "buyer", "order", "listing", "label", "view", "rule"]:
        assert found.get(name), f"the demonstration has no {name}"
    return found


REAL = real_records()


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    for name, value in (path_parameters or {}).items():
        if name in REAL and DICE.random() < 0.5:
            path_parameters[name] = DICE.choice(REAL[name])
    return path_parameters


@schemathesis.hook
def before_call(context, case, kwargs):
    who = DICE.choice(sorted(WHO))
    for name, value in WHO[who].items():
        case.headers[name] = value


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    values = value if isinstance(value, list) else [value]
    return "".join(json.dumps(one) + "\n" for one in values).encode()
