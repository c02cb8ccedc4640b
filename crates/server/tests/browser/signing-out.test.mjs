// What was being typed does not outlive signing out, in whichever tab that is done.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { finish, launch } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { moveInFew } from "./support/marketplace.mjs";
import { buyerEnters, pressInMenu } from "./support/story.mjs";

const words = "Between us: the parcel came open.";

describe("signing out", () => {
  let database, service, browser, order;

  before(async () => {
    database = await freshSqlite();
    service = await startServe(database.url);
    [order] = await moveInFew(service);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  const kept = (page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  const keeps = async (page) => (await kept(page)).includes("parcel");

  test("clears what was typed in every tab, and what is typed there afterwards is not kept", async () => {
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const first = await buyerEnters(browser, service, order.buyer, ask);
    const second = await first.context().newPage();
    await second.goto(service.origin + ask);
    for (const tab of [first, second]) {
      await tab.locator("textarea#text").fill(words);
      assert.ok(await keeps(tab), "it is kept while somebody is signed in");
    }
    await pressInMenu(second, "Sign out");
    assert.ok(!(await keeps(second)), await kept(second));
    for (let polls = 0; (await keeps(first)) && polls < 100; polls++) await delay(50);
    assert.ok(!(await keeps(first)), await kept(first));
    await first.locator("textarea#text").fill(`${words} And wet.`);
    assert.ok(!(await keeps(first)), await kept(first));
    await finish(first);
  });
});
