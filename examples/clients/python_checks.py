"""What the checks of the Python SDK share: the list of them, and a session that they go through."""

import json

import jsonschema
from mcp_types import ElicitResult

CHECKS = []


def check(what, rows=((),)):
    """Adds a check to the list that every session goes through, in the order written here: one for each row."""

    def add(function):
        CHECKS.extend((what.format(*row), function, row) for row in rows)
        return function

    return add


class Session:
    """A connected client, and what its checks hand on to later ones."""

    def __init__(self, transport, mode):
        self.client, self.mode = None, mode
        # Over HTTP a legacy client can be asked in a session only, and this server keeps none.
        self.can_be_asked = (transport, mode) != ("http", "legacy")
        self.asked, self.consents = [], True
        self.email = f"python-sdk.{transport}.{mode}@clients.example"
        self.tools = {}
        # What later steps of a table name with a `$`.
        self.kept = {"email": self.email}

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

    def filled(self, value):
        """The value with what was kept in the place of names that begin with `$`."""
        match value:
            case dict():
                return {name: self.filled(inner) for name, inner in value.items()}
            case list():
                return [self.filled(inner) for inner in value]
            case str() if value.startswith("$"):
                return self.kept[value[1:]]
        return value

    async def elicit(self, _context, form):
        """What the user makes of a question."""
        self.asked.append(form.message)
        return ElicitResult(action="accept", content={"proceed": self.consents})


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
