// Drives crm-mcp with the official TypeScript SDK, over HTTP and stdio, in automatic and in legacy mode.
//
// Usage: typescript_sdk.mjs ENDPOINT BINARY

import assert from "node:assert/strict";
import { Client, getDisplayName, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { each, run } from "./checks.mjs";
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

  "sends an e-mail and finds it in the conversation": async (session) => {
    const { contactId, email } = session;
    const message = { type: "Email", contactId, subject: "Hello", message: `Hello, ${email}` };
    const { conversationId, messageId } = await session.call("conversations_send-a-new-message", message);
    const { conversations } = await session.call("conversations_search-conversation", { contactId });
    assert.equal(conversations[0].lastMessageBody, message.message);
    const { messages } = await session.call("conversations_get-messages", { conversationId });
    assert.deepEqual(messages.map(({ id, direction }) => [id, direction]), [[messageId, "outbound"]]);
  },

  "updates an opportunity and leaves its other fields": async (session) => {
    const oldest = await session.call("opportunities_search-opportunity", { order: "added_asc", limit: 1 });
    const [{ id: opportunityId, status, stage, monetaryValue }] = oldest.opportunities;
    await session.call("opportunities_update-opportunity", { opportunityId, name: session.email });
    const { opportunity } = await session.call("opportunities_get-opportunity", { opportunityId });
    assert.partialDeepStrictEqual(opportunity, { name: session.email, status, stage, monetaryValue });
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
  stdio: () => new StdioClientTransport({ command: binary, args: ["--stdio", "--fixed-date"] }),
};

for (const [transport, open] of Object.entries(transports)) {
  for (const mode of Object.keys(expected.revisions)) {
    const label = `typescript-sdk ${transport} ${mode}`;
    const session = new Session(mode, open(), label);
    await run(label, checks, session);
    await session.client.close();
  }
}
