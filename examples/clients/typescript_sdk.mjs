// Drives crm-mcp with the official TypeScript SDK, over HTTP and stdio, in automatic and in legacy mode.
//
// Usage: typescript_sdk.mjs ENDPOINT BINARY

import assert from "node:assert/strict";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { run } from "./checks.mjs";
import expected from "./expected.json" with { type: "json" };

const [endpoint, binary] = process.argv.slice(2);

/// What the validator says of schemas that it does not like: it warns and goes on.
const complaints = [];
console.warn = (complaint) => complaints.push(complaint);

/// A client, and what its checks hand on to later ones.
class Session {
  validators = {};

  constructor(mode, transport, label) {
    this.client = new Client({ name: "crm-mcp-clients", version: "1.0.0" }, { versionNegotiation: { mode } });
    Object.assign(this, { mode, transport, email: `${label.replaceAll(" ", ".")}@clients.example` });
  }

  /// The structured result of a call that succeeds; the text block says the same.
  async call(name, args) {
    const { valid, errorMessage } = this.validators[name](args);
    assert(valid, errorMessage);
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

  async contact() {
    return (await this.call("contacts_get-contact", { contactId: this.contactId })).contact;
  }
}

const checks = {
  "settles on the expected revision with the expected server": async ({ client, mode, transport }) => {
    await client.connect(transport);
    assert.equal(client.getNegotiatedProtocolVersion(), expected.revisions[mode]);
    assert.equal(client.getServerVersion().name, expected.server);
  },

  "lists exactly the contact tools, with their annotations": async (session) => {
    ({ tools: session.tools } = await session.client.listTools());
    const annotations = session.tools.map(({ name, annotations }) => [name, annotations]);
    const hints = session.tools.map(({ name, title }) => [name, { ...expected.tools[name], title }]);
    assert.deepEqual(Object.fromEntries(annotations), Object.fromEntries(hints));
    assert.deepEqual(Object.keys(expected.tools).sort(), session.tools.map(({ name }) => name).sort());
  },

  "takes the input and output schemas": (session) => {
    const validator = new AjvJsonSchemaValidator();
    for (const { name, inputSchema, outputSchema } of session.tools) {
      session.validators[name] = validator.getValidator(inputSchema);
      validator.getValidator(outputSchema);
    }
    assert.deepEqual(complaints, []);
  },

  "searches contacts, page by page": async (session) => {
    const first = await session.call("contacts_get-contacts", { limit: 3 });
    const second = await session.call("contacts_get-contacts", { limit: 3, cursor: first.nextCursor });
    const ids = new Set([...first.contacts, ...second.contacts].map((contact) => contact.id));
    assert.equal(ids.size, 6);
    [session.contactId] = ids;
  },

  "gets one contact, and its tasks": async (session) => {
    const { contactId } = session;
    assert.equal((await session.contact()).id, contactId);
    assert(Array.isArray((await session.call("contacts_get-all-tasks", { contactId })).tasks));
  },

  "creates a contact": async (session) => {
    const fields = { firstName: "Ada", lastName: "Client", email: session.email };
    session.contactId = (await session.call("contacts_create-contact", fields)).contact.id;
    const { firstName, lastName, email } = await session.contact();
    assert.deepEqual({ firstName, lastName, email }, fields);
  },

  "updates a contact and leaves its other fields": async (session) => {
    await session.call("contacts_update-contact", { contactId: session.contactId, city: "Oslo" });
    const { city, firstName, email } = await session.contact();
    assert.deepEqual([city, firstName, email], ["Oslo", "Ada", session.email]);
  },

  "upserts a contact by its e-mail": async (session) => {
    const upserted = await session.call("contacts_upsert-contact", { email: session.email, city: "Bergen" });
    assert.deepEqual([upserted.new, upserted.contact.id], [false, session.contactId]);
    assert.equal((await session.contact()).city, "Bergen");
  },

  "adds a tag and removes it": async (session) => {
    for (const [tool, expectedTags] of [["contacts_add-tags", ["sdk"]], ["contacts_remove-tags", []]]) {
      const { tags } = await session.call(tool, { contactId: session.contactId, tags: ["sdk"] });
      assert.deepEqual(tags, expectedTags);
      assert.deepEqual((await session.contact()).tags ?? [], expectedTags);
    }
  },

  "is refused a second contact with the same e-mail, and told the first one's id": async (session) => {
    const { text, code } = await session.refusal("contacts_create-contact", { email: session.email });
    assert(text.includes(session.contactId), text);
    assert.equal(code, "conflict");
  },

  "is told all faults of its arguments at once": async (session) => {
    const { text, code } = await session.refusal("contacts_get-contacts", { limit: "many", colour: "red" });
    assert(text.includes("limit") && text.includes("colour"), text);
    assert.equal(code, "invalid_arguments");
  },

  "is told that a contact does not exist": async (session) => {
    const { code } = await session.refusal("contacts_get-contact", { contactId: "NoSuchContact0000001" });
    assert.equal(code, "not_found");
  },

  "gets a protocol error for an unknown tool": ({ client }) =>
    assert.rejects(client.callTool({ name: "contacts_no-such-tool", arguments: {} }), { code: -32602 }),
};

const transports = {
  http: () => new StreamableHTTPClientTransport(new URL(endpoint)),
  stdio: () => new StdioClientTransport({ command: binary, args: ["--stdio"] }),
};

for (const [transport, open] of Object.entries(transports)) {
  for (const mode of Object.keys(expected.revisions)) {
    const label = `typescript-sdk ${transport} ${mode}`;
    const session = new Session(mode, open(), label);
    await run(label, checks, session);
    await session.client.close();
  }
}
