// Sends crm-mcp what no SDK sends, over HTTP and stdio.
//
// Usage: raw.mjs ENDPOINT BINARY

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { run } from "./checks.mjs";
import expected from "./expected.json" with { type: "json" };

const [endpoint, binary] = process.argv.slice(2);
const PING = { jsonrpc: "2.0", id: 1, method: "ping" };

async function post(message, { headers = {}, url = endpoint } = {}) {
  const body = typeof message === "string" ? message : JSON.stringify(message);
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

/// A request with the read-only token of the sandbox.
async function readOnly(method, params = {}) {
  const { location, readOnlyToken } = expected.sandbox;
  const headers = { authorization: `Bearer ${readOnlyToken}`, locationId: location };
  return (await post({ jsonrpc: "2.0", id: 1, method, params }, { headers })).answer;
}

await run("raw http", {
  "GET is answered 405 with Allow": async () => {
    const { status, headers } = await fetch(endpoint);
    assert.deepEqual([status, headers.get("allow")], [405, "POST"]);
  },

  "a foreign Origin is answered 403": async () => {
    const { status } = await post(PING, { headers: { origin: "https://evil.example" } });
    assert.equal(status, 403);
  },

  "what is no JSON is answered 400 and -32700, without an id": async () => {
    const { status, answer } = await post("{");
    assert.deepEqual([status, answer.error.code, "id" in answer], [400, -32700, false]);
  },

  "a slash at the end changes nothing": async () => {
    const { status, answer } = await post(PING, { url: `${endpoint}/` });
    assert.deepEqual([status, answer], [200, { jsonrpc: "2.0", id: 1, result: {} }]);
  },

  "a location without a token is answered 401 with a challenge": async () => {
    const { status, headers } = await post(PING, { headers: { locationId: expected.sandbox.location } });
    assert.equal(status, 401);
    assert.match(headers.get("www-authenticate"), /^Bearer /);
  },

  "the read-only token is shown the tools that read": async () => {
    const { result } = await readOnly("tools/list");
    const reading = Object.keys(expected.tools).filter((name) => expected.tools[name][0] === "read");
    assert.deepEqual(result.tools.map((tool) => tool.name).sort(), reading.sort());
  },

  "the read-only token reads": async () => {
    const { result } = await readOnly("tools/call", { name: "contacts_get-contacts", arguments: { limit: 1 } });
    assert.match(result.content[0].text, /"contacts":\[\{"id":/);
  },

  "a tool that writes is unknown to the read-only token": async () => {
    const { error } = await readOnly("tools/call", { name: "contacts_create-contact", arguments: { firstName: "No" } });
    assert.equal(error.code, -32602);
  },
});

await run("raw stdio", {
  "lines that are no JSON are answered, and the end of the input ends the server": async () => {
    const server = spawn(binary, ["--stdio", "--fixed-date"], { stdio: ["pipe", "pipe", "ignore"] });
    server.stdin.end(`nonsense\n${JSON.stringify(PING)}\n`);
    const [output, [status]] = await Promise.all([text(server.stdout), once(server, "exit")]);
    const answers = output.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.equal(status, 0);
    assert.equal(answers.find((answer) => answer.error)?.error.code, -32700);
    assert.deepEqual(answers.find((answer) => answer.id === 1)?.result, {});
  },
});
