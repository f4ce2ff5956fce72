"""Drives crm-mcp with the official Python SDK, over HTTP and stdio, in automatic and in legacy mode.

Usage: python_sdk.py ENDPOINT BINARY CRM
"""

import asyncio
import importlib
import json
import sys
from pathlib import Path

import jsonschema
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from mcp.shared.metadata_utils import get_display_name

from python_checks import CHECKS, Session, check, contains, equal, holds

ENDPOINT, BINARY, CRM = sys.argv[1:]
EXPECTED = json.loads(Path(__file__).with_name(f"{CRM}.json").read_text())


async def is_unknown(session, tool, arguments):
    try:
        await session.client.call_tool(tool, arguments)
    except MCPError as error:
        equal(error.code, -32602)
        return
    raise AssertionError("the call was answered")


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


@check("{0}", EXPECTED["writes"])
async def _(session, _what, steps):
    for tool, arguments, expected, *kept in steps:
        answer = await session.call(tool, **session.filled(arguments))
        expected = session.filled(expected)
        assert holds(answer, expected), f"expected {expected!r} in {answer!r}"
        for name, field in (kept[0] if kept else {}).items():
            session.kept[name] = answer[field]


if Path(__file__).with_name(f"python_{CRM}.py").exists():
    importlib.import_module(f"python_{CRM}")


@check("is told all faults of its arguments at once")
async def _(session):
    tool, arguments, parts = EXPECTED["faulty"]
    text, code = await session.refusal(tool, **arguments)
    contains(text, *parts)
    equal(code, "invalid_arguments")


@check("is told that a record does not exist")
async def _(session):
    tool, arguments = EXPECTED["missing"]
    _, code = await session.refusal(tool, **arguments)
    equal(code, "not_found")


@check("gets a protocol error for an unknown tool")
async def _(session):
    await is_unknown(session, EXPECTED["unknown"], {})


async def sees_no_more(session, narrowed):
    listed = {tool.name for tool in (await session.client.list_tools()).tools}
    equal(listed, {name for name, (hints, _) in EXPECTED["tools"].items() if hints in narrowed["hints"]})
    tool, arguments, expected = narrowed["call"]
    answer = await session.answer(tool, **arguments)
    assert holds(answer, expected), f"expected {expected!r} in {answer!r}"
    await is_unknown(session, *narrowed["refused"])


async def drive(transport, server, mode, checks):
    label = f"python-sdk {CRM} {transport} {mode}"
    session = Session(transport, mode)
    async with Client(server, mode=mode, read_timeout_seconds=30, elicitation_callback=session.elicit) as client:
        session.client = client
        for what, function, row in checks:
            try:
                await function(session, *row)
                print(f"ok   {label}: {what}", flush=True)
            except Exception as error:  # whatever goes wrong in a check is its failure
                print(f"FAIL {label}: {what}: {error!r:.500}", flush=True)


def stdio(*flags, **environment):
    return StdioServerParameters(
        command=BINARY, args=["--stdio", "--crm", CRM, "--fixed-date", *flags], env=environment or None
    )


async def main():
    for transport, server in (("http", ENDPOINT), ("stdio", stdio())):
        for mode in EXPECTED["revisions"]:
            await drive(transport, server, mode, CHECKS)
    for narrowed in EXPECTED["narrowed"]:
        checks = [(f"lists, calls and is refused with {narrowed['tier']}", sees_no_more, (narrowed,))]
        async with create_mcp_http_client(headers=narrowed["headers"]) as http_client:
            await drive("http", streamable_http_client(ENDPOINT, http_client=http_client), "auto", checks)
        await drive("stdio", stdio(*narrowed["flags"], **narrowed["environment"]), "auto", checks)


asyncio.run(main())
