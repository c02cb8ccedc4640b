// The main job on the retail data: a buyer asks, the seller's agent answers in time, the marketplace looks in.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, launch } from "./support/chromium.mjs";
import { freshPostgres, freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText, nowhere } from "./support/expect.mjs";
import { agents, hire, moveIn, quietOrders, staff } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, chip, messages, press, send, staffSignsIn, told, until, write } from "./support/story.mjs";

const question = "Hello, my parcel has not arrived. When will it?";
const answer = "It left our warehouse this morning.\nYou will have it tomorrow.";
const secret = "This buyer also has order 17 open.";

const steps = {
  async "a buyer asks about an order and is told by when the seller must answer"(story) {
    const { browser, service, order } = story;
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, service, order.buyer, ask);
    await expectText(buyer.getByRole("heading", { level: 1 }), "Ask the seller");
    await expectText(buyer.locator("#about-title"), order.id);
    const promised = await until(buyer);
    assert.match(promised, /^(Mon|Tues|Wednes|Thurs|Fri|Satur)day,\s\d+\s[A-Z][a-z]+\s\d{4},\s\d{1,2}:\d\d$/);
    await write(buyer, question, "Send");
    await told(buyer, "Your question has been sent to the seller.");
    assert.deepEqual(await messages(buyer), [question]);
    // The minute may have turned meanwhile.
    assert.equal(day(await until(buyer)), day(promised));
    await accessible(buyer);
    await fits(buyer);
    story.buyer = buyer;
    story.conversation = new URL(buyer.url()).pathname;
  },

  async "an agent finds it among what needs a reply, sees why it is due when, and answers"(story) {
    const { browser, service } = story;
    const agent = await agentEnters(browser, service, agents.ana.id, "/");
    await expectText(agent.locator(".tabs [aria-current]"), "Needs reply");
    const row = agent.locator(".row", { hasText: question });
    await expectText(row.locator(".chip"), / left$/);
    await row.getByRole("link").click();
    await agent.waitForURL((url) => url.pathname === story.conversation);
    await agent.locator(".derivation summary").click();
    await expectText(agent.locator(".derivation tfoot td"), /^24 h 0 min/);
    const counted = agent.locator(".derivation tbody tr:not(.is-not-counted)");
    assert.ok((await counted.count()) >= 1, "no day counted");
    story.due = await until(agent);
    await write(agent, answer, "Send reply");
    assert.deepEqual(await messages(agent), [question, answer]);
    assert.equal(await chip(agent), "waiting for buyer");
    story.agent = agent;
  },

  async "the buyer sees the answer and who wrote it"({ buyer }) {
    await buyer.reload();
    assert.deepEqual(await messages(buyer), [question, answer]);
    await expectText(buyer.locator(".message").last().locator(".message-kind"), "Seller");
    assert.equal(await chip(buyer), "answered");
  },

  async "what the buyer writes meanwhile is shown to the agent before the reply is sent"({ agent, buyer }) {
    await write(buyer, "It has come, but it is broken.", "Send");
    await write(agent, "Did it arrive?", "Send reply", 409);
    await expectText(agent.getByRole("alert"), "1 new message came in meanwhile.");
    await expectText(agent.locator(".message.is-unseen .message-text"), "It has come, but it is broken.");
    assert.equal(await agent.locator("textarea#text").inputValue(), "Did it arrive?");
    await accessible(agent);
    assert.equal(await send(agent, "Send anyway"), 200);
    assert.deepEqual((await messages(agent)).slice(2), ["It has come, but it is broken.", "Did it arrive?"]);
    assert.equal(await agent.locator("textarea#text").inputValue(), "");
  },

  async "a private note stays unseen by the buyer"({ agent, buyer }) {
    await agent.locator(".note-composer summary").click();
    await agent.getByLabel("Note for colleagues").fill(secret);
    await press(agent, "Save note");
    await expectText(agent.locator(".note .message-text"), secret);
    await buyer.reload();
    await nowhere(buyer, secret);
  },

  async "a buyer objects to “no reply needed”, and the deadline is back as it was"({ agent, buyer }) {
    await write(buyer, "Thank you. And what now?", "Send");
    await agent.reload();
    const due = await until(agent);
    await agent.locator(".no-reply summary").click();
    await agent.getByLabel("Why is no reply needed?").fill("The buyer only thanked us.");
    await press(agent, "Mark as no reply needed");
    assert.equal(await chip(agent), "no reply needed");
    await buyer.reload();
    await expectText(buyer.locator(".promise"), "The buyer only thanked us.");
    await accessible(buyer);
    await press(buyer, "I need a reply");
    await told(buyer, "Your objection is recorded.");
    assert.equal(await until(buyer), due);
    await agent.reload();
    assert.equal(await until(agent), due);
    assert.match(await chip(agent), / left$/);
  },

  async "a message reopens what was closed"({ agent, buyer }) {
    await write(agent, "We send you a new one.", "Send reply");
    await press(agent, "Close conversation");
    await told(agent, "The conversation is closed.");
    await buyer.reload();
    assert.equal(await chip(buyer), "closed");
    await write(buyer, "One more thing: which colour?", "Send");
    assert.equal(await chip(buyer), "waiting for seller");
    await agent.reload();
    await expectText(agent.locator(".event", { hasText: "Reopened" }), /Reopened/);
    assert.match(await chip(agent), / left$/);
  },

  async "a moderator finds the conversation by its order and must say why it is opened"(story) {
    const { browser, service, order } = story;
    const moderator = await staffSignsIn(browser, service, staff.moderator, "/staff");
    await moderator.getByRole("searchbox").fill(order.id);
    await press(moderator, "Find");
    await moderator.locator(".staff-row-subject a").first().click();
    await moderator.waitForURL((url) => url.pathname === story.conversation);
    await expectText(moderator.getByRole("heading", { level: 1 }), "Why are you opening this conversation?");
    await nowhere(moderator, question);
    await accessible(moderator);
    await moderator.getByLabel("Reason").fill("The buyer asked for help");
    await press(moderator, "Record and open");
    assert.equal((await messages(moderator))[0], question);
    await expectText(moderator.locator(".note .message-text"), secret);
    story.moderator = moderator;
  },

  async "the marketplace writes as itself, takes over while the seller's clock stands still, and hands back"(story) {
    const { agent, buyer, moderator } = story;
    await write(moderator, "The marketplace is here.", "Send");
    await agent.reload();
    await expectText(agent.locator(".message").last().locator(".message-kind"), "Marketplace");
    assert.match(await chip(agent), / left$/, "staff must not settle the seller's deadline");
    await press(moderator, "Take over the conversation");
    assert.equal(await chip(moderator), "clock stopped");
    await agent.reload();
    assert.equal(await chip(agent), "clock stopped");
    await expectText(agent.locator(".notice.is-recorded"), "Your clock stands still meanwhile.");
    await buyer.reload();
    assert.equal(await chip(buyer), "with the marketplace");
    await accessible(buyer);
    await press(moderator, "Hand back to the seller");
    await agent.reload();
    assert.match(await chip(agent), / left$/);
    await write(agent, "It is blue.", "Send reply");
    await buyer.reload();
    assert.equal((await messages(buyer)).at(-1), "It is blue.");
  },

  async "nobody's page did what it must not"({ agent, buyer, moderator }) {
    for (const page of [agent, buyer, moderator]) await finish(page);
  },
};

const day = (words) => words.split(",").slice(0, 2).join();

const databases = { SQLite: freshSqlite, PostgreSQL: freshPostgres };
for (const [name, fresh] of Object.entries(databases)) {
  describe(`the main job on ${name}`, () => {
    const story = {};

    before(async () => {
      story.database = await fresh();
      story.service = await startServe(story.database.url);
      await moveIn(story.service);
      await hire(story.service, staff.moderator);
      [story.order] = await quietOrders();
      story.browser = await launch();
    });

    after(async () => {
      await story.browser?.close();
      await story.service?.stop();
      await story.database?.drop();
    });

    let broken = false;
    for (const [what, step] of Object.entries(steps)) {
      test(what, async (t) => {
        if (broken) return t.skip("an earlier step failed");
        broken = true;
        await step(story);
        broken = false;
      });
    }
  });
}
