// A buyer with a phone in the hand: a question in three taps, what happens next, and the marketplace called in one.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, launch, sizes, touchable, visit } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { enter } from "./support/hand-off.mjs";
import { agents, load, moveInFew, quietOrders, seller } from "./support/marketplace.mjs";
import { agentEnters, messages, until, write } from "./support/story.mjs";

const day_ms = 24 * 60 * 60 * 1000;
const phone = { size: sizes.narrow, touch: true };

describe("a buyer with a phone", () => {
  let database, service, browser, orders, shop;

  before(async () => {
    database = await freshSqlite();
    service = await startServe(database.url);
    orders = await moveInFew(service);
    shop = await openShop();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await shop?.close();
    await service?.stop();
    await database?.drop();
  });

  test("asks about an order in three taps and is told what happens next and by when", async () => {
    const [order] = orders;
    const page = await fromShop(order.buyer, { seller: seller.id, order: order.id });
    const tap = counted();
    await tap(page.getByRole("link", { name: "Ask" }));
    await expectText(page.locator("h1"), "Ask the seller");
    // Who reads and by when is said before a word is written.
    await expectText(page.locator("#promise"), "the seller must reply by");
    assert.match(await page.locator("#who-reads").innerText(), /\S/);
    await lookedAt(page);
    await tap(page.getByRole("link", { name: "Where is my parcel?" }));
    await page.waitForFunction(() => document.querySelector("#text").value.includes("where is my parcel"));
    await tap(page.getByRole("button", { name: "Send", exact: true }));
    await page.waitForURL(/\/conversations\/[0-9a-f-]+/);
    assert.equal(tap.count, 3);
    assert.deepEqual(await messages(page), ["Hello, where is my parcel and when can I expect it?"]);
    assert.match(await until(page), /\d/);
    await expectText(page.locator(".next-step:visible"), "you can ask the marketplace for help here with one tap");
    assert.equal(await page.locator(".escalation:visible").count(), 0, "the deadline has not lapsed");
    await lookedAt(page);
    await finish(page);
  });

  test("asks about a listing in own words with as many taps, and in the own language", async () => {
    const order = orders[1];
    const listing = order.lines.find((line) => line.listing).listing;
    const page = await fromShop(order.buyer, { seller: seller.id, listing }, "sl");
    const tap = counted();
    await tap(page.getByRole("link", { name: "Ask" }));
    assert.equal(await page.locator("html").getAttribute("lang"), "sl");
    await expectText(page.locator("#promise"), "mora prodajalec odgovoriti do");
    await tap(page.locator("#text"));
    await page.keyboard.type("Ali je vodotesna?");
    await tap(page.locator("form.composer button.is-primary"));
    await page.waitForURL(/\/conversations\/[0-9a-f-]+/);
    assert.equal(tap.count, 3);
    assert.deepEqual(await messages(page), ["Ali je vodotesna?"]);
    assert.equal(await page.locator("html").getAttribute("lang"), "sl");
    await lookedAt(page);
    await finish(page);
  });

  test("is offered the marketplace in the very moment in which the deadline lapses, without a reload", async () => {
    const order = orders[2];
    const page = await fromShop(order.buyer, { seller: seller.id, order: order.id });
    await page.clock.install();
    await page.getByRole("link", { name: "Ask" }).tap();
    await page.locator("#text").fill("Is it on its way?");
    await page.getByRole("button", { name: "Send", exact: true }).tap();
    await page.waitForURL(/\/conversations\/[0-9a-f-]+/);
    const call = page.getByRole("button", { name: "Ask the marketplace for help" });
    const lapses = new Date(await page.locator(".escalation").getAttribute("data-from"));
    await page.clock.pauseAt(new Date(lapses.getTime() - 1_000));
    assert.equal(await call.isVisible(), false, "one second before");
    await page.clock.fastForward(2_000);
    await call.waitFor();
    assert.equal(await page.locator("[data-until]").isVisible(), false);
    await finish(page);
  });

  test("calls the marketplace with one tap once the deadline has lapsed", async () => {
    const order = (await quietOrders())[12];
    const at = new Date(Date.now() - 14 * day_ms).toISOString();
    const question = { from: "buyer", at, text: "Where has it been for two weeks?" };
    const about = { seller: seller.id, buyer: order.buyer, order: order.id, subject: `Order ${order.id}` };
    await load(service, [order, { type: "conversation", id: "LATE", ...about, messages: [question] }]);
    const page = await fromShop(order.buyer, { to: "/conversations" });
    await page.getByRole("link", { name: "Ask" }).tap();
    await page.locator(".card-row").first().getByRole("link").tap();
    await page.locator(".message").first().waitFor();
    await lookedAt(page);
    const tap = counted();
    await tap(page.getByRole("button", { name: "Ask the marketplace for help" }));
    await expectText(page.locator(".notice.is-recorded"), "You asked the marketplace for help");
    assert.equal(tap.count, 1);
    const agent = await agentEnters(browser, service, agents.ana.id, new URL(page.url()).pathname);
    await expectText(agent.locator(".notice.is-refusal"), "The buyer asked the marketplace for help because of the delay");
    await write(agent, "I am sorry, it leaves today.", "Send reply");
    await page.reload();
    await expectText(page.locator(".next-step"), "You have a reply.");
    for (const each of [page, agent]) await finish(each);
  });

  /** Taps, and how many there were. */
  function counted() {
    const tap = async (place) => {
      tap.count += 1;
      await place.tap();
    };
    tap.count = 0;
    return tap;
  }

  /** A page of the marketplace on another origin, with the one link that leads to Dopis. */
  async function fromShop(sub, { to, ...about }, lang = "en") {
    const target = to ?? `/ask?${new URLSearchParams(about)}`;
    const claims = { kind: "buyer", sub, language: lang };
    shop.link = service.origin + enter(claims, target);
    return visit(browser, shop.origin, { ...phone, locale: lang, beside: service.origin });
  }

  /** Nothing sticks out, everything can be touched, and axe-core finds nothing. */
  async function lookedAt(page) {
    await page.waitForLoadState("load");
    await fits(page);
    await touchable(page);
    await accessible(page);
  }
});

/** A marketplace of one page. */
async function openShop() {
  const shop = { link: "" };
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (request.url !== "/") return response.writeHead(204).end();
    response.end(`<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1><a href="${shop.link.replaceAll("&", "&amp;")}">Ask</a>`);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  shop.origin = `http://localhost:${server.address().port}`;
  shop.close = () => new Promise((resolve) => server.close(resolve));
  return shop;
}
