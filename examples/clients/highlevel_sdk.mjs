// Drives crm-sandbox with the vendor's own TypeScript SDK: what is written for HighLevel works on the sandbox.
//
// Usage: highlevel_sdk.mjs URL

import assert from "node:assert/strict";
import { HighLevel } from "@gohighlevel/api-client";
import { each, run } from "./checks.mjs";
import expected from "./highlevel.json" with { type: "json" };

const [url] = process.argv.slice(2);
const locationId = expected.sandbox.location;
const email = "highlevel.sdk@clients.example";

/// The SDK has no option for another address; its HTTP client, which it hands out, has.
function client(privateIntegrationToken) {
  const crm = new HighLevel({ privateIntegrationToken, logLevel: "none" });
  crm.getHttpClient().defaults.baseURL = url;
  return crm;
}

/// A method of the SDK, its parameters, and what must be in its answer.
const reads = [
  ["locations.getLocation", { locationId }, { location: { name: "Harbor Street Marketing", country: "US" } }],
  ["locations.getCustomFields", { locationId, model: "opportunity" },
    { customFields: [{ fieldKey: "opportunity.lost_to", dataType: "TEXT" }, { name: "Services Quoted" }] }],
  ["contacts.getContacts", { locationId, query: "Imogen Pemberton" },
    { contacts: [{ id: "eamFWrYdCQEqCyRhHheL", contactName: "Imogen Pemberton" }], meta: { total: 1 } }],
  ["contacts.searchContactsAdvanced", { locationId, pageLimit: 1, query: "Imogen Pemberton" },
    { contacts: [{ id: "eamFWrYdCQEqCyRhHheL" }], total: 1 }],
  ["contacts.getContact", { contactId: "eamFWrYdCQEqCyRhHheL" },
    { contact: { firstName: "Imogen", tags: ["newsletter", "customer"] } }],
  ["contacts.getAllTasks", { contactId: "eamFWrYdCQEqCyRhHheL" },
    { tasks: [{ title: "Prepare the renewal offer", completed: false }] }],
  ["conversations.searchConversation", { locationId, contactId: "eamFWrYdCQEqCyRhHheL" },
    { conversations: [{ id: "3oq3axeNp8DlApULJVWj", lastMessageDate: 1788098400000 }], total: 1 }],
  ["conversations.getMessages", { conversationId: "3oq3axeNp8DlApULJVWj", limit: 1 },
    { messages: { messages: [{ direction: "outbound", dateAdded: "2026-08-30T14:00:00.000Z" }], nextPage: true } }],
  ["calendars.getCalendars", { locationId }, { calendars: [{ id: "SN4GnjAnUi5oDvBlL9hO", name: "Strategy Session" }] }],
  ["calendars.getCalendarEvents",
    { locationId, calendarId: "SN4GnjAnUi5oDvBlL9hO", startTime: "1786060800000", endTime: "1786147200000" },
    { events: [{ title: "Strategy Session with Samuel Núñez", startTime: "2026-08-07T14:00:00-04:00" }] }],
  ["calendars.getAppointmentNotes", { appointmentId: "1DFw3YJVbnA9aGaQZCZj", limit: 1, offset: 1 },
    { notes: [{ body: "Wants monthly numbers on one page, not ten." }], hasMore: true }],
  ["opportunities.getPipelines", { locationId },
    { pipelines: [{ name: "New Business", stages: [{ name: "New Lead" }, { name: "Signed" }] }] }],
  ["opportunities.searchOpportunity", { locationId, q: "Rhys Llewellyn" },
    { opportunities: [{ id: "oQyf8GMjvv5uGqSqmwGQ", status: "won", monetaryValue: 15000 }] }],
  ["opportunities.getOpportunity", { id: "oQyf8GMjvv5uGqSqmwGQ" },
    { opportunity: { name: "Landing pages for Rhys Llewellyn", contact: { name: "Rhys Llewellyn" } } }],
  ["payments.getOrderById", { orderId: "2ecf65c56939d3fc58ab2e64", altId: locationId },
    { amount: 3600, currency: "USD", items: [{ name: "SEO starter package", qty: 2, price: { amount: 1200 } }] }],
  ["payments.listTransactions", { altId: locationId, altType: "location", contactId: "cpfxG8VxCk0hfzN3IJIG" },
    { data: [{ amount: 3600, currency: "USD", contactName: "Rosa Haddad" }], totalCount: 1 }],
];

const checks = {
  ...each(reads, "reads with", async ({ crm }, operation, params, record) => {
    const [service, method] = operation.split(".");
    assert.partialDeepStrictEqual(await crm[service][method](params), record);
  }),

  "goes from a page of contacts to the next": async ({ crm }) => {
    const page = (params) => crm.contacts.getContacts({ locationId, ...params });
    const both = await page({ limit: 2 });
    const { contacts, meta: { startAfter, startAfterId } } = await page({ limit: 1 });
    const next = await page({ limit: 1, startAfter, startAfterId });
    assert.equal(both.contacts.length, 2);
    assert.deepEqual([...contacts, ...next.contacts], both.contacts);
  },

  "creates a contact, updates it and upserts it by its e-mail": async (session) => {
    const { contacts } = session.crm;
    const created = await contacts.createContact({ locationId, email, firstName: "Ada", lastName: "Client" });
    const contactId = (session.contactId = created.contact.id);
    const updated = await contacts.updateContact({ contactId }, { city: "Oslo" });
    assert.partialDeepStrictEqual(updated, { succeded: true, contact: { id: contactId, city: "Oslo" } });
    const upserted = await contacts.upsertContact({ locationId, email, companyName: "Engines" });
    assert.partialDeepStrictEqual(upserted, { new: false, contact: { id: contactId } });
    const { contact } = await contacts.getContact({ contactId });
    assert.partialDeepStrictEqual(contact, { firstName: "Ada", city: "Oslo", companyName: "Engines", email });
  },

  "finds the contact as a duplicate, and is refused a second one": async ({ crm: { contacts }, contactId }) => {
    assert.equal((await contacts.getDuplicateContact({ locationId, email })).contact.id, contactId);
    const message = "This location does not allow duplicated contacts.";
    const meta = { contactId, contactName: "Ada Client", matchingField: "email" };
    const refusal = { statusCode: 400, response: { statusCode: 400, message, meta } };
    await assert.rejects(contacts.createContact({ locationId, email }), refusal);
  },

  "adds tags and removes one": async ({ crm: { contacts }, contactId }) => {
    assert.deepEqual((await contacts.addTags({ contactId }, { tags: ["sdk", "trial"] })).tags, ["sdk", "trial"]);
    assert.deepEqual((await contacts.removeTags({ contactId }, { tags: ["trial"] })).tags, ["sdk"]);
    assert.deepEqual((await contacts.getContact({ contactId })).contact.tags, ["sdk"]);
  },

  "notes something on the contact": async ({ crm: { contacts }, contactId }) => {
    const { note } = await contacts.createNote({ contactId }, { body: "Asked for an offer." });
    const { notes } = await contacts.getAllNotes({ contactId });
    assert.deepEqual(notes.map(({ id, body }) => [id, body]), [[note.id, "Asked for an offer."]]);
  },

  "sends an e-mail and finds it in the conversation": async ({ crm: { conversations }, contactId }) => {
    const message = { type: "Email", contactId, subject: "Hello", html: "<p>Hello, Ada</p>" };
    const { conversationId, messageId } = await conversations.sendANewMessage(message);
    const { messages } = (await conversations.getMessages({ conversationId })).messages;
    assert.deepEqual(messages.map(({ id, direction }) => [id, direction]), [[messageId, "outbound"]]);
  },

  "creates an opportunity, wins it and finds it": async ({ crm: { opportunities }, contactId }) => {
    const { pipelines: [{ id: pipelineId, stages }] } = await opportunities.getPipelines({ locationId });
    const deal = { locationId, contactId, pipelineId, name: "Engines", status: "open", monetaryValue: 100 };
    const { opportunity: { id } } = await opportunities.createOpportunity(deal);
    await opportunities.updateOpportunity({ id }, { status: "won", monetaryValue: 120 });
    const found = await opportunities.searchOpportunity({ locationId, contactId });
    const won = { id, name: "Engines", status: "won", monetaryValue: 120, pipelineStageId: stages[0].id };
    assert.partialDeepStrictEqual(found, { opportunities: [won], meta: { total: 1 } });
  },

  // The vendor refuses what an operation does not declare. Earlier releases of the SDK added this one (its issue 7).
  "is refused a locationId in the query of custom fields": ({ crm }) =>
    assert.rejects(crm.locations.getCustomFields({ locationId }, { params: { locationId } }), {
      statusCode: 422,
      message: "property locationId should not exist",
    }),

  "is refused a foreign location": ({ crm }) =>
    assert.rejects(crm.contacts.getContacts({ locationId: "SomebodyElsesPlace01" }), { statusCode: 403 }),

  "is refused a write with the read-only token": () =>
    assert.rejects(client(expected.sandbox.readOnlyToken).contacts.createContact({ locationId, firstName: "No" }), {
      statusCode: 401,
      message: "The token is not authorized for this scope.",
    }),
};

await run("highlevel-sdk", checks, { crm: client(expected.sandbox.token) });
