// A buyer is erased by two people, a hold stops it meanwhile, and the seller reads what stands in place of the words.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inAllLooks } from "./support/all-looks.mjs";
import { launch } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { agents, hire, moveInFew, seller, staff } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, press, staffSignsIn, write } from "./support/story.mjs";

const words = "Prosim, ne pozabite na moj paket.";

describe("holds and erasures", () => {
  let database, service, browser;

  before(async () => {
    database = await freshSqlite();
    service = await startServe(database.url);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  test("one person asks, a hold stops it, another one approves, and the words are gone", async () => {
    const [order] = await moveInFew(service);
    for (const role of ["moderator", "administrator"]) await hire(service, staff[role]);
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, service, order.buyer, ask);
    await write(buyer, words, "Send");
    const conversation = new URL(buyer.url()).pathname;
    const agent = await agentEnters(browser, service, agents.ana.id, conversation);
    await expectText(agent.locator("#m1"), new RegExp(words));

    const moderator = await staffSignsIn(browser, service, staff.moderator, "/staff/erasures");
    await moderator.getByLabel("Buyer’s id").fill(order.buyer);
    await moderator.getByLabel("Ground").selectOption("objection");
    await moderator.getByLabel("Reason", { exact: true }).fill("Zahteva po elektronski pošti");
    await press(moderator, "Ask for the erasure");
    await moderator.locator("[data-notice='erasure-requested']").waitFor();
    assert.equal(await moderator.getByRole("button", { name: "Approve and erase" }).count(), 0);

    const administrator = await staffSignsIn(browser, service, staff.administrator, "/staff/holds");
    await administrator.getByLabel("What is held").selectOption("seller");
    await administrator.getByLabel("Id", { exact: true }).fill(seller.id);
    await administrator.getByLabel("Last day").fill(new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10));
    await administrator.getByLabel("Reason", { exact: true }).fill("Spor o vračilih");
    await press(administrator, "Hold");
    await administrator.locator("[data-notice='hold-set']").waitFor();
    await inAllLooks(administrator, "staff-holds");
    await administrator.goto(`${service.origin}/staff/erasures`);
    await expectText(administrator.locator(".strike .notice"), /A legal hold stops it:.*Spor o vračilih/s);
    assert.equal(await administrator.getByRole("button", { name: "Approve and erase" }).count(), 0);
    await inAllLooks(administrator, "staff-erasures-held");

    await administrator.goto(`${service.origin}/staff/holds`);
    await administrator.getByLabel("Reason for lifting").fill("Spor je končan");
    await press(administrator, "Lift the hold");
    await administrator.goto(`${service.origin}/staff/erasures`);
    await administrator.getByLabel("Reason for the decision").fill("Nič tega ne ovira");
    await inAllLooks(administrator, "staff-erasures");
    await press(administrator, "Approve and erase");
    await administrator.locator("[data-notice='erasure-approved']").waitFor();

    const answer = await buyer.reload();
    assert.equal(answer.status(), 401);
    const done = administrator.locator(".strike-head", { hasText: "erased" });
    for (let tries = 0; tries < 60 && !(await done.count()); tries += 1) {
      await administrator.waitForTimeout(500);
      await administrator.reload();
    }
    assert.equal(await done.count(), 1);
    await agent.reload();
    await expectText(agent.locator("#m1"), /Erased at the buyer’s request/);
    assert.ok(!(await agent.content()).includes(words));
    assert.equal(await agent.locator("#composer").count(), 0, "nobody reads what would be written");
    assert.equal(await agent.getByRole("button", { name: "Reopen conversation" }).count(), 0);
    await inAllLooks(agent, "thread-erased");
  });

  test("other periods of retention begin in seven days at the earliest, and are withdrawn until then", async () => {
    const page = await staffSignsIn(browser, service, staff.administrator, "/staff/settings/retention");
    const files = page.getByLabel("Files, after the conversation is closed");
    assert.equal(await files.inputValue(), "60");
    await files.fill("24");
    const from = await page.locator("#setting-from").inputValue();
    assert.ok(new Date(from) - Date.now() > 6 * 86_400_000, from);
    await page.locator("#setting-reason").fill("Shramba je draga");
    await inAllLooks(page, "staff-retention");
    await page.locator("#setting-from").fill("");
    await press(page, "Enter the change");
    await expectText(page.getByRole("alert"), /in seven days at the earliest/);
    assert.equal(await files.inputValue(), "24", "what was entered is still there");
    await page.locator("#setting-from").fill(from);
    await press(page, "Enter the change");
    const planned = page.locator("section", { has: page.locator("#setting-planned") });
    await expectText(planned, /Files, after the conversation is closed: 24 months/);
    await inAllLooks(page, "staff-retention-planned");
    await planned.getByRole("textbox").fill("Premislili smo si");
    await press(page, "Withdraw");
    await planned.waitFor({ state: "detached" });
  });
});
