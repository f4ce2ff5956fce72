// What the TypeScript SDK does on HighLevel beside the tables: writes, each on what the one before has written.

import assert from "node:assert/strict";

async function contact(session) {
  return (await session.call("contacts_get-contact", { contactId: session.kept.contact })).contact;
}

export default {
  "creates a contact": async (session) => {
    const fields = { firstName: "Ada", lastName: "Client", email: session.email };
    session.kept.contact = (await session.call("contacts_create-contact", fields)).contact.id;
    const { firstName, lastName, email } = await contact(session);
    assert.deepEqual({ firstName, lastName, email }, fields);
  },

  "updates a contact and leaves its other fields": async (session) => {
    await session.call("contacts_update-contact", { contactId: session.kept.contact, city: "Oslo" });
    const { city, firstName, email } = await contact(session);
    assert.deepEqual([city, firstName, email], ["Oslo", "Ada", session.email]);
  },

  "upserts a contact by its e-mail": async (session) => {
    const upserted = await session.call("contacts_upsert-contact", { email: session.email, city: "Bergen" });
    assert.deepEqual([upserted.new, upserted.contact.id], [false, session.kept.contact]);
    assert.equal((await contact(session)).city, "Bergen");
  },

  "adds a tag and removes it": async (session) => {
    for (const [tool, expectedTags] of [["contacts_add-tags", ["sdk"]], ["contacts_remove-tags", []]]) {
      const { tags } = await session.call(tool, { contactId: session.kept.contact, tags: ["sdk"] });
      assert.deepEqual(tags, expectedTags);
      assert.deepEqual((await contact(session)).tags ?? [], expectedTags);
    }
  },

  "sends an e-mail and finds it in the conversation": async (session) => {
    const { kept: { contact: contactId }, email } = session;
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
    assert(text.includes(session.kept.contact), text);
    assert.equal(code, "conflict");
  },
};
