// Drives crm-mcp with the official TypeScript SDK, over HTTP and stdio, in automatic and in legacy mode.
//
// Usage: typescript_sdk.mjs ENDPOINT BINARY CRM

import assert from "node:assert/strict";
import { Client, getDisplayName, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { each, run } from "./checks.mjs";
import ofHighLevel from "./typescript_highlevel.mjs";

const [endpoint, binary, crm] = process.argv.slice(2);
const { default: expected } = await import(`./${crm}.json`, { with: { type: "json" } });
/// Checks that only one CRM has.
const ofCrm = { highlevel: ofHighLevel }[crm] ?? {};

/// What the validator says of schemas that it does not like: it warns and goes on.
const complaints = [];
console.warn = (complaint) => complaints.push(complaint);

/// A client, and what its checks hand on to later ones.
class Session {
  validators = {};

  constructor(kind, mode, transport) {
    this.client = new Client({ name: "crm-mcp-clients", version: "1.0.0" }, { versionNegotiation: { mode } });
    Object.assign(this, { mode, transport, email: `typescript-sdk.${kind}.${mode}@clients.example` });
    // What later steps of a table name with a `$`.
    this.kept = { email: this.email };
  }

  /// The structured result of a call that succeeds, with arguments that the schema shows.
  async call(name, args) {
    const { valid, errorMessage } = this.validators[name](args);
    assert(valid, errorMessage);
    return this.answer(name, args);
  }

  /// The structured result of a call that succeeds; the text block says the same.
  async answer(name, args) {
    const { content, isError, structuredContent } = await this.client.callTool({ name, arguments: args });
    assert(!isError, content[0].text);
    assert.deepEqual(JSON.parse(content[0].text), structuredContent);
    return structuredContent;
  }

  /// Text and code of a call that the tool refuses.
  async refusal(name, args) {
    const { content, isError, structuredContent, _meta } = await this.client.callTool({ name, arguments: args });
    assert(isError && structuredContent === undefined);
    return { text: content[0].text, code: _meta["crm-mcp/error"].code };
  }

  /// The value with what was kept in the place of names that begin with `$`.
  filled(value) {
    if (typeof value === "string" && value.startsWith("$")) return this.kept[value.slice(1)];
    if (Array.isArray(value)) return value.map((item) => this.filled(item));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.filled(inner)]));
  }
}

const checks = {
  "settles on the expected revision with the expected server": async ({ client, mode, transport }) => {
    await client.connect(transport);
    assert.equal(client.getNegotiatedProtocolVersion(), expected.revisions[mode]);
    assert.equal(client.getServerVersion().name, expected.server);
  },

  "lists exactly the expected tools, with their annotations": async (session) => {
    ({ tools: session.tools } = await session.client.listTools());
    const rows = Object.entries(expected.tools);
    const annotations = rows.map(([name, [hints, title]]) => [name, { ...expected.hints[hints], title }]);
    const listed = session.tools.map(({ name, annotations }) => [name, annotations]);
    assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(annotations));
    for (const tool of session.tools) assert.equal(getDisplayName(tool), tool.annotations.title);
  },

  "takes the input and output schemas": (session) => {
    const validator = new AjvJsonSchemaValidator();
    for (const { name, inputSchema, outputSchema } of session.tools) {
      session.validators[name] = validator.getValidator(inputSchema);
      validator.getValidator(outputSchema);
    }
    assert.deepEqual(complaints, []);
  },

  ...each(expected.reads, "reads with", async (session, tool, args, record) => {
    assert.partialDeepStrictEqual(await session.call(tool, args), record);
  }),

  ...each(expected.lists, "follows the cursor of", async (session, tool, args, items) => {
    const both = (await session.call(tool, { ...args, limit: 2 }))[items];
    const first = await session.call(tool, { ...args, limit: 1 });
    const second = await session.call(tool, { ...args, limit: 1, cursor: first.nextCursor });
    assert.equal(both.length, 2);
    assert.deepEqual([...first[items], ...second[items]], both);
  }),

  ...each(expected.officialNames, "takes the official names of arguments of", async (session, tool, args, record) => {
    assert.partialDeepStrictEqual(await session.answer(tool, args), record);
  }),

  ...each(expected.foreignLocations, "is refused a foreign location by", async (session, tool, args) => {
    const { text, code } = await session.refusal(tool, args);
    assert(text.includes(expected.sandbox.location), text);
    assert.equal(code, "invalid_arguments");
  }),

  ...each(expected.writes, "", async (session, _what, steps) => {
    for (const [tool, args, record, kept = {}] of steps) {
      const answer = await session.call(tool, session.filled(args));
      assert.partialDeepStrictEqual(answer, session.filled(record));
      for (const [name, field] of Object.entries(kept)) session.kept[name] = answer[field];
    }
  }),

  ...ofCrm,

  "is told all faults of its arguments at once": async (session) => {
    const [tool, args, parts] = expected.faulty;
    const { text, code } = await session.refusal(tool, args);
    for (const part of parts) assert(text.includes(part), text);
    assert.equal(code, "invalid_arguments");
  },

  "is told that a record does not exist": async (session) => {
    const { code } = await session.refusal(...expected.missing);
    assert.equal(code, "not_found");
  },

  "gets a protocol error for an unknown tool": (session) => isUnknown(session, expected.unknown, {}),
};

/// What a session may that has less than every right.
function narrowedChecks({ tier, hints, call: [tool, args, record], refused }) {
  return {
    [`lists, calls and is refused with ${tier}`]: async (session) => {
      await session.client.connect(session.transport);
      const { tools } = await session.client.listTools();
      const within = Object.keys(expected.tools).filter((name) => hints.includes(expected.tools[name][0]));
      assert.deepEqual(tools.map((tool) => tool.name).sort(), within.sort());
      assert.partialDeepStrictEqual(await session.answer(tool, args), record);
      await isUnknown(session, ...refused);
    },
  };
}

function isUnknown({ client }, name, args) {
  return assert.rejects(client.callTool({ name, arguments: args }), { code: -32602 });
}

function http(headers = {}) {
  return new StreamableHTTPClientTransport(new URL(endpoint), { requestInit: { headers } });
}

function stdio(flags = [], environment = {}) {
  const args = ["--stdio", "--crm", crm, "--fixed-date", ...flags];
  return new StdioClientTransport({ command: binary, args, env: { ...getDefaultEnvironment(), ...environment } });
}

async function drive(kind, mode, transport, checks) {
  const label = `typescript-sdk ${crm} ${kind} ${mode}`;
  const session = new Session(kind, mode, transport);
  await run(label, checks, session);
  await session.client.close();
}

for (const mode of Object.keys(expected.revisions)) await drive("http", mode, http(), checks);
for (const mode of Object.keys(expected.revisions)) await drive("stdio", mode, stdio(), checks);
for (const narrowed of expected.narrowed) {
  await drive("http", "auto", http(narrowed.headers), narrowedChecks(narrowed));
  await drive("stdio", "auto", stdio(narrowed.flags, narrowed.environment), narrowedChecks(narrowed));
}
