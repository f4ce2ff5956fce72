"""What the Python SDK does on HighLevel beside the tables: writes, each on what the one before has written."""

from python_checks import check, contains, equal


async def contact_of(session):
    return (await session.call("contacts_get-contact", contactId=session.kept["contact"]))["contact"]


@check("creates a contact")
async def _(session):
    created = await session.call("contacts_create-contact", firstName="Ada", lastName="Client", email=session.email)
    session.kept["contact"] = created["contact"]["id"]
    contact = await contact_of(session)
    equal([contact[field] for field in ("firstName", "lastName", "email")], ["Ada", "Client", session.email])


@check("updates a contact and leaves its other fields")
async def _(session):
    await session.call("contacts_update-contact", contactId=session.kept["contact"], city="Oslo")
    contact = await contact_of(session)
    equal([contact[field] for field in ("city", "firstName", "email")], ["Oslo", "Ada", session.email])


@check("upserts a contact by its e-mail")
async def _(session):
    upserted = await session.call("contacts_upsert-contact", email=session.email, city="Bergen")
    equal([upserted["new"], upserted["contact"]["id"]], [False, session.kept["contact"]])
    equal((await contact_of(session))["city"], "Bergen")


@check("adds a tag and removes it")
async def _(session):
    for tool, tags in (("contacts_add-tags", ["sdk"]), ("contacts_remove-tags", [])):
        equal((await session.call(tool, contactId=session.kept["contact"], tags=["sdk"]))["tags"], tags)
        equal((await contact_of(session)).get("tags", []), tags)


@check("asks its user before a tag is removed, where it can, and heeds a no")
async def _(session):
    tags = {"contactId": session.kept["contact"], "tags": ["asked"]}
    await session.call("contacts_add-tags", **tags)
    if session.can_be_asked:
        session.asked, session.consents = [], False
        _, code = await session.refusal("contacts_remove-tags", **tags)
        session.consents = True
        equal((code, len(session.asked)), ("refused", 1))
        contains(session.asked[0], "Remove tags", "asked")
        equal((await contact_of(session))["tags"], ["asked"])
    equal((await session.call("contacts_remove-tags", **tags))["tags"], [])


@check("sends an e-mail and finds it in the conversation")
async def _(session):
    text = f"Hello, {session.email}"
    message = {"type": "Email", "contactId": session.kept["contact"], "subject": "Hello", "message": text}
    sent = await session.call("conversations_send-a-new-message", **message)
    found = await session.call("conversations_search-conversation", contactId=session.kept["contact"])
    equal(found["conversations"][0]["lastMessageBody"], text)
    messages = await session.call("conversations_get-messages", conversationId=sent["conversationId"])
    equal([(row["id"], row["direction"]) for row in messages["messages"]], [(sent["messageId"], "outbound")])


@check("updates an opportunity and leaves its other fields")
async def _(session):
    oldest = await session.call("opportunities_search-opportunity", order="added_asc", limit=1)
    before = oldest["opportunities"][0]
    identity = {"opportunityId": before["id"]}
    await session.call("opportunities_update-opportunity", **identity, name=session.email)
    after = (await session.call("opportunities_get-opportunity", **identity))["opportunity"]
    fields = ("name", "status", "stage", "monetaryValue")
    equal([after.get(field) for field in fields], [session.email, *(before.get(field) for field in fields[1:])])


@check("is refused a second contact with the same e-mail, and told the first one's id")
async def _(session):
    text, code = await session.refusal("contacts_create-contact", email=session.email)
    contains(text, session.kept["contact"])
    equal(code, "conflict")
