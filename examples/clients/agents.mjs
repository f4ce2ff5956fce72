// Holds tools, calls and results in the shapes of models' APIs against the vendors' own SDKs: their TypeScript types, and
// the functions by which they make schemas for strict mode.
//
// Usage: node agents.mjs PROGRAM, which is `agent-shapes`.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";

import { transformJSONSchema } from "@anthropic-ai/sdk/lib/transform-json-schema.mjs";
import { toStrictJsonSchema } from "openai/lib/transform.mjs";

import { run } from "./checks.mjs";

const openai = 'import type { OpenAI as Sdk } from "openai";';
const APIS = {
  anthropic: {
    sdk: 'import type { Anthropic as Sdk } from "@anthropic-ai/sdk";',
    call: "Sdk.ToolUseBlock",
    tool: "Sdk.Tool",
    result: "Sdk.ToolResultBlockParam",
    toCall: (name, input) => ({ type: "tool_use", id: "toolu_1", name, input, caller: { type: "direct" } }),
  },
  responses: {
    sdk: openai,
    call: "Sdk.Responses.ResponseFunctionToolCall",
    tool: "Sdk.Responses.FunctionTool",
    result: "Sdk.Responses.ResponseInputItem.FunctionCallOutput",
    toCall: (name, input) => ({ type: "function_call", call_id: "call_1", name, arguments: JSON.stringify(input) }),
  },
  chat: {
    sdk: openai,
    call: "Sdk.Chat.ChatCompletionMessageFunctionToolCall",
    tool: "Sdk.Chat.ChatCompletionFunctionTool",
    result: "Sdk.Chat.ChatCompletionToolMessageParam",
    toCall: (name, input) => ({ type: "function", id: "call_1", function: { name, arguments: JSON.stringify(input) } }),
  },
  gemini: {
    sdk: 'import type * as Sdk from "@google/genai";',
    call: "Sdk.FunctionCall",
    tool: "Sdk.FunctionDeclaration",
    result: "Sdk.FunctionResponse",
    toCall: (name, args) => ({ id: "1", name, args }),
  },
};

// A call that succeeds, and one that fails.
const CALLS = [
  ["contacts_get-contacts", { limit: 1 }],
  ["contacts_get_contact", {}],
];

const calls = Object.fromEntries(
  Object.entries(APIS).map(([api, { toCall }]) => [api, CALLS.map((call) => toCall(...call))]),
);
const shapes = JSON.parse(execFileSync(process.argv[2], { input: JSON.stringify(calls) }));

/// Compiles values in files of their own, where a literal may have no field that its type does not know.
function compile(files) {
  rmSync("agents", { recursive: true, force: true });
  mkdirSync("agents");
  for (const [file, { sdk, type, values }] of Object.entries(files)) {
    writeFileSync(file, `${sdk}\nexport const values: ${type}[] = ${JSON.stringify(values, null, 2)};\n`);
  }
  const flags = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2023"];
  const tsc = ["node_modules/typescript/bin/tsc", ...flags, ...Object.keys(files)];
  return spawnSync(process.execPath, tsc, { encoding: "utf8" });
}

const files = {};
for (const [api, { sdk, call, tool, result }] of Object.entries(APIS)) {
  const { tools, strict, results } = shapes[api];
  files[`agents/${api}_calls.ts`] = { sdk, type: call, values: calls[api] };
  files[`agents/${api}_tools.ts`] = { sdk, type: tool, values: [...tools, ...(strict ?? [])] };
  files[`agents/${api}_results.ts`] = { sdk, type: result, values: results };
}
const compiled = compile(files);

/// The schema without what Anthropic's function leaves out and its API does not refuse: a type beside its values.
function withoutTypeOfEnum(schema) {
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    if (value?.enum) delete value.type;
    return value;
  });
}

const counts = Object.fromEntries(
  Object.entries(shapes).map(([api, { tools, strict }]) => [api, [tools.length, strict?.length]]),
);
const checks = {
  "tsc finds no fault": () => assert.equal(compiled.status, 0, compiled.stdout + compiled.stderr),
  "each API gets the 21 tools, and 17 of them can be strict": () =>
    assert.deepEqual(counts, { anthropic: [21, 17], responses: [21, 17], chat: [21, 17], gemini: [21, undefined] }),
  "Anthropic's SDK would change no strict schema": () => {
    for (const { input_schema } of shapes.anthropic.strict) {
      assert.deepEqual(transformJSONSchema(withoutTypeOfEnum(input_schema)), withoutTypeOfEnum(input_schema));
    }
  },
  "OpenAI's SDK would change no strict schema": () => {
    const parameters = [...shapes.responses.strict, ...shapes.chat.strict.map((tool) => tool.function)];
    for (const schema of parameters.map((tool) => tool.parameters)) {
      assert.deepEqual(toStrictJsonSchema(schema), schema);
    }
  },
  "a call has the result of the tool, or says what was wrong": () => {
    for (const { results } of Object.values(shapes)) {
      const [found, error] = results.map((result) => JSON.stringify(result));
      assert.match(found, /firstName/);
      assert.match(error, /unknown tool `contacts_get_contact` \(did you mean contacts_get-contact\?\)/);
    }
  },
};
for (const [file, { type }] of Object.entries(files)) {
  checks[`${file} holds ${type}`] = () =>
    assert.deepEqual(compiled.stdout.split("\n").filter((line) => line.startsWith(file)), []);
}

await run("shapes of models' APIs", checks);
