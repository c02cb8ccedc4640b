// Texts that want to run, to hide, to break out or to burst the page, in every field that takes one.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { finish, fits, launch, sizes, visit } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { agents, hire, load, moveInFew, seller, staff } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, messages, press, staffSignsIn, write } from "./support/story.mjs";

const texts = {
  script: "<script>globalThis.ran = 1</script>",
  attribute: "\"'><img src=x onerror=\"globalThis.ran = 1\"><svg onload=globalThis.ran=1>",
  template: "{{ 7 * 7 }} {% block %} ${7*7} </textarea></title><!-- & &lt; &amp;lt; %3Cb%3E",
  links: "javascript:globalThis.ran=1 data:text/html,<script>ran=1</script> https://example.com/?a=\"onmouseover=ran=1",
  word: "W".repeat(3_000),
  address: `https://example.com/${"a".repeat(3_000)}`,
  directions: "עברית abc \u202Egnp.exe\u202C العربية \u2067right\u2069 end",
  symbols: "👩‍👩‍👧‍👦🏳️‍🌈".repeat(200) + "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
  longest: "Ž".repeat(10_000),
};
// Where one page shows one text, these stand for all.
const few = [texts.attribute, texts.template, texts.word, texts.directions];
const short = (text) => [...text].slice(0, 150).join("");

describe("hostile texts", () => {
  const people = {};
  let database, service, browser, conversation;

  before(async () => {
    database = await freshSqlite();
    service = await startServe(database.url);
    const [order] = await moveInFew(service);
    await hire(service, staff.moderator);
    await hire(service, staff.administrator);
    const line = (text, index) => ({ title: short(text), quantity: index + 1, unit_price: { amount: "1.00", currency: "EUR" } });
    const lines = Object.values(texts).map(line);
    const [name, line1] = [short(texts.attribute), short(texts.word)];
    await load(service, [
      { type: "buyer", id: "hostile", name, email: "hostile@example.com", language: "en", country: "SI" },
      { ...order, id: "hostile", buyer: "hostile", lines, delivery_address: { name, line1, city: short(texts.script), country: "SI" } },
    ]);
    browser = await launch();
    const ask = `/ask?${new URLSearchParams({ seller: seller.id, order: "hostile" })}`;
    people.buyer = await buyerEnters(browser, service, "hostile", ask);
    people.agent = await agentEnters(browser, service, agents.ana.id, "/");
    people.moderator = await staffSignsIn(browser, service, staff.moderator, "/staff");
    people.administrator = await staffSignsIn(browser, service, staff.administrator, "/staff/calendar");
    people.nobody = await visit(browser, `${service.origin}/sign-in`);
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  /** The page did not run what it shows, and nothing sticks out of it. */
  async function unharmed(page) {
    for (const details of await page.locator("details").all()) await details.evaluate((it) => (it.open = true));
    for (const size of [sizes.wide, sizes.narrow]) {
      await page.setViewportSize(size);
      await fits(page);
    }
    assert.equal(await page.evaluate(() => globalThis.ran), undefined, `a text ran on ${page.url()}`);
    assert.equal(await page.locator("main img, main svg:not(.icon), main script").count(), 0, "a text became an element");
  }

  test("are shown as they were written, in messages", async () => {
    const { buyer, agent } = people;
    await unharmed(buyer);
    await write(buyer, texts.script, "Send");
    conversation = new URL(buyer.url()).pathname;
    for (const text of Object.values(texts).slice(1)) await write(buyer, text, "Send");
    await unharmed(buyer);
    assert.deepEqual(await buyer.locator(".message .message-text").allTextContents(), Object.values(texts));
    await agent.goto(service.origin + conversation);
    await unharmed(agent);
    for (const link of await agent.locator(".message-text a").all()) {
      assert.match(await link.getAttribute("href"), /^https:\/\/example\.com\//);
    }
  });

  test("cannot hide behind the direction of writing", async () => {
    const bidi = await people.agent.locator(".message-text").evaluateAll((all) => all.map((it) => getComputedStyle(it).unicodeBidi));
    assert.ok(bidi.every((value) => ["isolate", "plaintext"].includes(value)), `message texts are ${bidi}`);
  });

  test("are harmless in lists, names and notices", async () => {
    const { agent, buyer, moderator } = people;
    for (const text of few) {
      await agent.goto(service.origin + conversation);
      await write(agent, text, "Send reply");
      await agent.goto(`${service.origin}/conversations?tab=all`);
      await unharmed(agent);
    }
    await buyer.goto(`${service.origin}/conversations`);
    await unharmed(buyer);
    await moderator.goto(`${service.origin}/staff?q=hostile`);
    await unharmed(moderator);
    for (const code of Object.values(texts)) {
      await agent.goto(`${service.origin}/conversations?notice=${encodeURIComponent(short(code))}`);
      assert.equal(await agent.locator(".notice").count(), 0);
    }
  });

  test("are harmless as notes and reasons", async () => {
    const { agent, buyer, moderator } = people;
    await buyer.goto(service.origin + conversation);
    await write(buyer, "One more question", "Send");
    await agent.goto(service.origin + conversation);
    for (const text of [texts.attribute, texts.word]) {
      await agent.locator(".note-composer summary").click();
      await agent.locator("#note").fill(text);
      await press(agent, "Save note");
      assert.equal(await agent.locator(".note .message-text").last().textContent(), text);
    }
    const reason = short(texts.attribute) + short(texts.word);
    await agent.locator(".no-reply summary").click();
    await agent.locator("#no-reply-reason").fill(reason);
    await press(agent, "Mark as no reply needed");
    await unharmed(agent);
    await buyer.reload();
    await unharmed(buyer);
    await press(buyer, "I need a reply");
    await moderator.goto(service.origin + conversation);
    await unharmed(moderator);
    // The menu was opened to look at the names in it, and covers the button on a phone.
    await moderator.locator(".page-menu").evaluate((menu) => menu.removeAttribute("open"));
    await moderator.locator("#reason").fill(reason);
    await press(moderator, "Record and open");
    await unharmed(moderator);
  });

  test("are kept and explained where they are too long", async () => {
    const { buyer } = people;
    await buyer.goto(service.origin + conversation);
    await write(buyer, `${texts.longest}!`, "Send", 422);
    assert.equal((await buyer.locator("textarea#text").inputValue()).length, 10_001);
    assert.match(await buyer.locator("#text-error").innerText(), /10,000/);
    await unharmed(buyer);
    // What was typed is kept for the next visit; this one is over.
    await buyer.locator("textarea#text").fill("");
  });

  test("are harmless in searches and forms that show them again", async () => {
    const { agent, moderator, administrator, nobody } = people;
    for (const text of few.map(short)) {
      const all = (names) => new URLSearchParams(names.map((name) => [name, text]));
      await agent.goto(`${service.origin}/conversations?${all(["tab", "order", "buyer", "agent", "from", "to", "after"])}`);
      await unharmed(agent);
      await moderator.goto(`${service.origin}/staff?${all(["q", "part", "seller", "country"])}`);
      await unharmed(moderator);
      await nobody.goto(`${service.origin}/sign-in?${all(["to"])}`);
      await unharmed(nobody);
      await nobody.goto(`${service.origin}/enter?${all(["token", "to"])}`);
      await unharmed(nobody);
    }
    await administrator.locator("#day-date").fill("2027-03-05");
    await administrator.locator("#day-name").fill(texts.attribute);
    await administrator.locator("#day-local-name").fill(short(texts.word));
    await press(administrator, "Add");
    await unharmed(administrator);
  });

  test("made no page do what it must not", async () => {
    assert.ok((await messages(people.buyer)).length > 0);
    for (const page of Object.values(people)) await finish(page);
  });
});
