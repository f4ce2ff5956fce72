"""Drives crm-sandbox with the vendor's own Python client: what is written for Close works on the sandbox.

Usage: close_sdk.py URL
"""

import socket
import sys
from base64 import b64encode
from urllib.parse import urlsplit

from closeio_api import API, APIError, ValidationError

from python_checks import CHECKS, check, equal, holds

URL = f"{sys.argv[1]}/api/v1/"
KEY = "api_sandbox"
NAME = "Close SDK Ltd."


class Session:
    """The client, and what its checks hand on to later ones."""

    def __init__(self):
        # Without repetitions a refusal is seen at once.
        self.api = API(URL, KEY, max_retries=1)
        self.patient = API(URL, KEY)
        self.lead = self.contact = None

    def refusal(self, kind, method, *arguments):
        try:
            getattr(self.api, method)(*arguments)
        except kind as error:
            return error
        raise AssertionError("it was answered")

    def all(self, endpoint, **params):
        """All records of a list, three at a time."""
        records, more = [], True
        while more:
            page = self.api.get(endpoint, params | {"_skip": len(records), "_limit": 3})
            records, more = records + page["data"], page["has_more"]
        return records


@check(
    "lists {0}",
    [
        ["me", {"first_name": "Dana", "email": "dana@lantern.example"}],
        ["lead", {"data": [{"status_label": "Customer"}, {"status_label": "Potential"}], "has_more": False}],
        ["contact", {"data": [{"emails": [{"type": "office"}]}], "has_more": False}],
        ["opportunity", {"data": [{"status_type": "won", "value_period": "monthly"}]}],
        ["task", {"data": [{"_type": "lead"}]}],
        ["activity/note", {"data": [{"_type": "Note"}]}],
        ["activity/email", {"data": [{"_type": "Email"}]}],
        ["pipeline", {"data": [{"name": "Sales", "statuses": [{"label": "Discovery"}, {"label": "Won"}]}]}],
        ["status/lead", {"data": [{"label": "Potential"}, {"label": "Customer"}]}],
        ["user", {"data": [{"first_name": "Dana"}]}],
        ["email_template", {"data": [{"name": "First contact"}]}],
    ],
)
def _(session, endpoint, expected):
    answer = session.api.get(endpoint)
    assert holds(answer, expected), f"expected {expected!r} in {answer!r:.300}"


@check("goes through the pages of {0}", [["lead"], ["opportunity"], ["activity/note"]])
def _(session, endpoint):
    paged = [record["id"] for record in session.all(endpoint)]
    whole = [record["id"] for record in session.api.get(endpoint, {"_limit": 100})["data"]]
    equal(paged, whole)
    equal(len(set(paged)), len(paged))
    assert len(paged) > 20, paged


@check("chooses fields")
def _(session):
    for lead in session.api.get("lead", {"_fields": "id,display_name"})["data"]:
        equal(sorted(lead), ["display_name", "id"])


@check("creates a lead with a contact")
def _(session):
    contact = {"name": "Ada Client", "emails": [{"type": "office", "email": "ada@clients.example"}]}
    session.lead = session.api.post("lead", {"name": NAME, "contacts": [contact]})
    found = session.api.get(f"lead/{session.lead['id']}")
    assert holds(found, {"name": NAME, "contacts": [{"name": "Ada Client"}]}), found
    session.contact = found["contacts"][0]["id"]


@check("updates a contact, of which a list is replaced as a whole and the rest stays")
def _(session):
    emails = [{"type": "home", "email": "ada@home.example"}]
    session.api.put(f"contact/{session.contact}", {"emails": emails})
    contact = session.api.get(f"contact/{session.contact}")
    assert holds(contact, {"name": "Ada Client", "emails": emails}), contact
    equal(len(contact["emails"]), 1)


@check("wins an opportunity, which fills the date of the win")
def _(session):
    statuses = session.api.get("status/opportunity")["data"]
    won = next(status for status in statuses if status["type"] == "won")
    deal = {"lead_id": session.lead["id"], "value": 50000, "value_period": "one_time"}
    created = session.api.post("opportunity", deal)
    equal([created["status_type"], created["value_formatted"]], ["active", "$500"])
    updated = session.api.put(f"opportunity/{created['id']}", {"status_id": won["id"]})
    assert updated["status_type"] == "won" and updated["date_won"], updated


@check("notes something at the lead and finds it")
def _(session):
    note = session.api.post("activity/note", {"lead_id": session.lead["id"], "note": "Asked for an offer."})
    found = session.api.get("activity/note", {"lead_id": session.lead["id"]})["data"]
    equal([(row["id"], row["note"]) for row in found], [(note["id"], "Asked for an offer.")])


@check("checks off a task")
def _(session):
    task = session.api.post("task", {"_type": "lead", "lead_id": session.lead["id"], "text": "Call Ada"})
    session.api.put(f"task/{task['id']}", {"is_complete": True})
    equal(session.api.get(f"task/{task['id']}")["is_complete"], True)


@check("is told which field is wrong")
def _(session):
    error = session.refusal(ValidationError, "post", "lead", {"name": NAME, "colour": "red"})
    equal(list(error.field_errors), ["colour"])


@check("deletes the lead with what belongs to it")
def _(session):
    session.api.delete(f"lead/{session.lead['id']}")
    for gone in (f"lead/{session.lead['id']}", f"contact/{session.contact}"):
        equal(session.refusal(APIError, "get", gone).response.status_code, 404)


@check("is refused with a foreign key")
def _(session):
    try:
        session.api.get("me", api_key="api_nobody")
    except APIError as error:
        equal(error.response.status_code, 401)
        return
    raise AssertionError("it was answered")


@check("meets the rate limit, waits as long as it is told, and goes on")
def _(session):
    answered = []
    session.patient.session.hooks["response"].append(lambda response, **_: answered.append(response.status_code))
    for _ in range(10):
        use_up("/api/v1/me/")
        equal(session.patient.get("me")["first_name"], "Dana")
        if 429 in answered:
            return
    raise AssertionError(f"it was never refused: {answered}")


def use_up(path):
    """Sends more requests at once than fit into a second, and reads the answers."""
    url = urlsplit(URL)
    credential = b64encode(f"{KEY}:".encode()).decode()
    request = f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: Basic {credential}\r\n"
    last = f"{request}Connection: close\r\n\r\n"
    with socket.create_connection((url.hostname, url.port)) as connection:
        connection.sendall((f"{request}\r\n" * 150 + last).encode())
        while connection.recv(65536):
            pass


def main():
    session = Session()
    for what, function, row in CHECKS:
        try:
            function(session, *row)
            print(f"ok   close-sdk: {what}", flush=True)
        except Exception as error:  # whatever goes wrong in a check is its failure
            print(f"FAIL close-sdk: {what}: {error!r:.500}", flush=True)


main()
