// Sends crm-mcp what no SDK sends, over HTTP and stdio.
//
// Usage: raw.mjs ENDPOINT BINARY CRM

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { each, run } from "./checks.mjs";

const [endpoint, binary, crm] = process.argv.slice(2);
const { default: expected } = await import(`./${crm}.json`, { with: { type: "json" } });
const { narrowed } = expected;
const PING = { jsonrpc: "2.0", id: 1, method: "ping" };

async function post(message, { headers = {}, url = endpoint } = {}) {
  const body = typeof message === "string" ? message : JSON.stringify(message);
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

/// A request with a credential that may only read.
async function readOnly(method, params = {}) {
  return (await post({ jsonrpc: "2.0", id: 1, method, params }, { headers: narrowed.headers })).answer;
}

await run(`raw ${crm} http`, {
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

  "a query changes nothing": async () => {
    for (const query of ["?1", "?2"]) {
      const { status, answer } = await post(PING, { url: `${endpoint}${query}` });
      assert.deepEqual([status, answer], [200, { jsonrpc: "2.0", id: 1, result: {} }]);
    }
  },

  ...each(expected.refusedHeaders, "", async (_session, _what, sent, expectedStatus, text) => {
    const { status, headers, answer } = await post(PING, { headers: sent });
    assert.equal(status, expectedStatus);
    assert(answer.error.message.includes(text), answer.error.message);
    if (status === 401) assert.match(headers.get("www-authenticate"), /^Bearer /);
  }),

  "a credential that may only read is shown the tools that read": async () => {
    const { result } = await readOnly("tools/list");
    const reading = Object.keys(expected.tools).filter((name) => narrowed.hints.includes(expected.tools[name][0]));
    assert.deepEqual(result.tools.map((tool) => tool.name).sort(), reading.sort());
  },

  "a credential that may only read reads": async () => {
    const [name, args, record] = narrowed.read;
    const { result } = await readOnly("tools/call", { name, arguments: args });
    assert.partialDeepStrictEqual(JSON.parse(result.content[0].text), record);
  },

  "a tool that writes is unknown to a credential that may only read": async () => {
    const [name, args] = narrowed.refused;
    const { error } = await readOnly("tools/call", { name, arguments: args });
    assert.equal(error.code, -32602);
  },
});

await run(`raw ${crm} stdio`, {
  "lines that are no JSON are answered, and the end of the input ends the server": async () => {
    const server = spawn(binary, ["--stdio", "--crm", crm, "--fixed-date"], { stdio: ["pipe", "pipe", "ignore"] });
    server.stdin.end(`nonsense\n${JSON.stringify(PING)}\n`);
    const [output, [status]] = await Promise.all([text(server.stdout), once(server, "exit")]);
    const answers = output.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.equal(status, 0);
    assert.equal(answers.find((answer) => answer.error)?.error.code, -32700);
    assert.deepEqual(answers.find((answer) => answer.id === 1)?.result, {});
  },
});
