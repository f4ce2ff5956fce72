"""Drives crm-mcp with the official Python SDK, over HTTP and stdio, in automatic and in legacy mode.

Usage: python_sdk.py ENDPOINT BINARY
"""

import asyncio
import json
import sys
from pathlib import Path

import jsonschema
from mcp import Client, MCPError, StdioServerParameters
from mcp_types import ElicitResult
from mcp.shared.metadata_utils import get_display_name

EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text())
CHECKS = []


def check(what, rows=((),)):
    """Adds a check to the list that every session goes through, in the order written here: one for each row."""

    def add(function):
        CHECKS.extend((what.format(*row), function, row) for row in rows)
        return function

    return add


class Session:
    """A connected client, and what its checks hand on to later ones."""

    def __init__(self, transport, mode, label):
        self.client, self.mode = None, mode
        # Over HTTP a legacy client can be asked in a session only, and this server keeps none.
        self.can_be_asked = (transport, mode) != ("http", "legacy")
        self.asked, self.consents = [], True
        self.email = f"{label.replace(' ', '.')}@clients.example"
        self.tools, self.contact_id = {}, None

    async def call(self, tool, **arguments):
        """The structured result of a call that succeeds, with arguments that the schema shows."""
        jsonschema.validate(arguments, self.tools[tool]["inputSchema"])
        return await self.answer(tool, **arguments)

    async def answer(self, tool, **arguments):
        """The structured result of a call that succeeds; the text block says the same."""
        result = await self.client.call_tool(tool, arguments)
        assert not result.is_error, result.content[0].text
        equal(json.loads(result.content[0].text), result.structured_content)
        return result.structured_content

    async def refusal(self, tool, **arguments):
        """Text and code of a call that the tool refuses."""
        result = await self.client.call_tool(tool, arguments)
        assert result.is_error and result.structured_content is None, result
        return result.content[0].text, result.meta["crm-mcp/error"]["code"]

    async def elicit(self, _context, form):
        """What the user makes of a question."""
        self.asked.append(form.message)
        return ElicitResult(action="accept", content={"proceed": self.consents})

    async def contact(self):
        return (await self.call("contacts_get-contact", contactId=self.contact_id))["contact"]


def equal(actual, expected):
    assert actual == expected, f"expected {expected!r}, got {actual!r}"


def holds(actual, expected):
    """Whether all that is expected is there: the fields of an object, the items of a list in their order."""
    match expected:
        case dict():
            return all(name in actual and holds(actual[name], value) for name, value in expected.items())
        case list():
            rest = iter(actual)
            return all(any(holds(item, value) for item in rest) for value in expected)
    return actual == expected


def contains(text, *parts):
    assert all(part in text for part in parts), f"expected {parts!r} in {text!r}"


@check("settles on the expected revision with the expected server")
async def _(session):
    equal(session.client.protocol_version, EXPECTED["revisions"][session.mode])
    equal(session.client.server_info.name, EXPECTED["server"])


@check("lists exactly the expected tools, with their annotations")
async def _(session):
    listed = (await session.client.list_tools()).tools
    session.tools = {tool.name: tool.model_dump(by_alias=True, exclude_none=True) for tool in listed}
    annotations = {
        name: EXPECTED["hints"][hints] | {"title": title} for name, (hints, title) in EXPECTED["tools"].items()
    }
    equal({name: tool["annotations"] for name, tool in session.tools.items()}, annotations)
    equal([get_display_name(tool) for tool in listed], [annotations[tool.name]["title"] for tool in listed])


@check("takes the input and output schemas")
async def _(session):
    for tool in session.tools.values():
        for schema in (tool["inputSchema"], tool["outputSchema"]):
            jsonschema.Draft202012Validator.check_schema(schema)


@check("reads with {0}", EXPECTED["reads"])
async def _(session, tool, arguments, expected):
    answer = await session.call(tool, **arguments)
    assert holds(answer, expected), f"expected {expected!r} in {answer!r}"


@check("follows the cursor of {0}", EXPECTED["lists"])
async def _(session, tool, arguments, items):
    both = (await session.call(tool, **arguments, limit=2))[items]
    first = await session.call(tool, **arguments, limit=1)
    second = await session.call(tool, **arguments, limit=1, cursor=first["nextCursor"])
    equal([len(both), first[items] + second[items]], [2, both])


@check("takes the official names of arguments of {0}", EXPECTED["officialNames"])
async def _(session, tool, arguments, expected):
    answer = await session.answer(tool, **arguments)
    assert holds(answer, expected), f"expected {expected!r} in {answer!r}"


@check("is refused a foreign location by {0}", EXPECTED["foreignLocations"])
async def _(session, tool, arguments):
    text, code = await session.refusal(tool, **arguments)
    contains(text, EXPECTED["sandbox"]["location"])
    equal(code, "invalid_arguments")


@check("creates a contact")
async def _(session):
    created = await session.call("contacts_create-contact", firstName="Ada", lastName="Client", email=session.email)
    session.contact_id = created["contact"]["id"]
    contact = await session.contact()
    equal([contact[field] for field in ("firstName", "lastName", "email")], ["Ada", "Client", session.email])


@check("updates a contact and leaves its other fields")
async def _(session):
    await session.call("contacts_update-contact", contactId=session.contact_id, city="Oslo")
    contact = await session.contact()
    equal([contact[field] for field in ("city", "firstName", "email")], ["Oslo", "Ada", session.email])


@check("upserts a contact by its e-mail")
async def _(session):
    upserted = await session.call("contacts_upsert-contact", email=session.email, city="Bergen")
    equal([upserted["new"], upserted["contact"]["id"]], [False, session.contact_id])
    equal((await session.contact())["city"], "Bergen")


@check("adds a tag and removes it")
async def _(session):
    for tool, tags in (("contacts_add-tags", ["sdk"]), ("contacts_remove-tags", [])):
        equal((await session.call(tool, contactId=session.contact_id, tags=["sdk"]))["tags"], tags)
        equal((await session.contact()).get("tags", []), tags)


@check("asks its user before a tag is removed, where it can, and heeds a no")
async def _(session):
    tags = {"contactId": session.contact_id, "tags": ["asked"]}
    await session.call("contacts_add-tags", **tags)
    if session.can_be_asked:
        session.asked, session.consents = [], False
        _, code = await session.refusal("contacts_remove-tags", **tags)
        session.consents = True
        equal((code, len(session.asked)), ("refused", 1))
        contains(session.asked[0], "Remove tags", "asked")
        equal((await session.contact())["tags"], ["asked"])
    equal((await session.call("contacts_remove-tags", **tags))["tags"], [])


@check("sends an e-mail and finds it in the conversation")
async def _(session):
    text = f"Hello, {session.email}"
    message = {"type": "Email", "contactId": session.contact_id, "subject": "Hello", "message": text}
    sent = await session.call("conversations_send-a-new-message", **message)
    found = await session.call("conversations_search-conversation", contactId=session.contact_id)
    equal(found["conversations"][0]["lastMessageBody"], text)
    messages = await session.call("conversations_get-messages", conversationId=sent["conversationId"])
    equal([(row["id"], row["direction"]) for row in messages["messages"]], [(sent["messageId"], "outbound")])


@check("updates an opportunity and leaves its other fields")
async def _(session):
    oldest = await session.call("opportunities_search-opportunity", order="added_asc", limit=1)
    before = oldest["opportunities"][0]
    identity = {"opportunityId": before["id"]}
    await session.call("opportunities_update-opportunity", **identity, name=session.email)
    after = (await session.call("opportunities_get-opportunity", **identity))["opportunity"]
    fields = ("name", "status", "stage", "monetaryValue")
    equal([after.get(field) for field in fields], [session.email, *(before.get(field) for field in fields[1:])])


@check("is refused a second contact with the same e-mail, and told the first one's id")
async def _(session):
    text, code = await session.refusal("contacts_create-contact", email=session.email)
    contains(text, session.contact_id)
    equal(code, "conflict")


@check("is told all faults of its arguments at once")
async def _(session):
    text, code = await session.refusal("contacts_get-contacts", limit="many", colour="red")
    contains(text, "limit", "colour")
    equal(code, "invalid_arguments")


@check("is told that a contact does not exist")
async def _(session):
    _, code = await session.refusal("contacts_get-contact", contactId="NoSuchContact0000001")
    equal(code, "not_found")


@check("gets a protocol error for an unknown tool")
async def _(session):
    try:
        await session.client.call_tool("contacts_no-such-tool", {})
    except MCPError as error:
        equal(error.code, -32602)
        return
    raise AssertionError("the call was answered")


async def drive(transport, server, mode):
    label = f"python-sdk {transport} {mode}"
    session = Session(transport, mode, label)
    async with Client(server, mode=mode, read_timeout_seconds=30, elicitation_callback=session.elicit) as client:
        session.client = client
        for what, function, row in CHECKS:
            try:
                await function(session, *row)
                print(f"ok   {label}: {what}", flush=True)
            except Exception as error:  # whatever goes wrong in a check is its failure
                print(f"FAIL {label}: {what}: {error!r:.500}", flush=True)


async def main(endpoint, binary):
    stdio = StdioServerParameters(command=binary, args=["--stdio", "--fixed-date"])
    for transport, server in (("http", endpoint), ("stdio", stdio)):
        for mode in EXPECTED["revisions"]:
            await drive(transport, server, mode)


asyncio.run(main(*sys.argv[1:]))
