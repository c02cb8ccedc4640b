// The demonstration: links that sign in at once, on pages with something to see.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible, finish, fits, launch, sizes, visit } from "./support/chromium.mjs";
import { startDemo } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { screenshot } from "./support/screenshot.mjs";
import { pressInMenu } from "./support/story.mjs";

describe("the demonstration", () => {
  let demo, browser;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test("prints a link for each role", () => {
    const roles = demo.links.map((link) => new URL(link).pathname.split("/").at(-1));
    assert.deepEqual(roles, ["agent", "buyer", "moderator", "colleague", "read-only", "auditor", "administrator"]);
  });

  test("shows an agent what to answer first, and by when", async () => {
    const page = await visit(browser, demo.links[0]);
    const look = { size: sizes.wide, theme: "light" };
    assert.ok((await page.locator(".row").count()) >= 4, "too few conversations");
    assert.ok((await page.locator(".row .chip.is-overdue").count()) >= 1, "nothing is overdue");
    await sound(page);
    await screenshot(page, "inbox", { ...look, readme: true });
    // The soonest deadline that is not missed yet.
    await page.locator(".row:not(.is-overdue)").first().getByRole("link").click();
    await page.waitForURL(/\/conversations\/./);
    await page.locator(".derivation summary").click();
    await page.mouse.move(0, 0);
    await sound(page);
    await screenshot(page, "thread", { ...look, readme: true });
    await page.reload();
    await screenshot(page, "thread-night", { ...look, theme: "dark", readme: true });
    await screenshot(page, "thread-phone", { size: sizes.narrow, theme: "dark", readme: true });
    for (const name of ["absences", "figures", "quick-replies"]) {
      await page.goto(`${demo.origin}/${name}`);
      await sound(page);
      await screenshot(page, name, { ...look, readme: true });
    }
    await finish(page);
  });

  test("shows a buyer the own conversations", async () => {
    const look = { size: sizes.narrow, theme: "light" };
    const page = await visit(browser, demo.links[1], look);
    assert.ok((await page.locator(".card-row").count()) >= 2, "too few conversations");
    await page.locator(".card-row").first().getByRole("link").click();
    await page.locator(".message").first().waitFor();
    await sound(page);
    await page.evaluate(() => scrollTo(0, 0));
    await screenshot(page, "buyer", { ...look, readme: true });
    await page.goto(new URL("/conversations", demo.links[1]).href);
    await screenshot(page, "buyer-list", { ...look, readme: true });
    await page.locator(".card-row").first().getByRole("link").click();
    await page.waitForURL(/\/conversations\/./);
    await page.locator("#photo").setInputFiles(fileURLToPath(new URL("../it/files/photo.jpg", import.meta.url)));
    await page.locator('.attach-item[data-state="ready"]').waitFor();
    await page.locator("textarea#text").fill("Takšna je prišla.");
    await sound(page);
    await screenshot(page, "buyer-photo", { ...look, readme: true });
    await finish(page);
  });

  test("shows a moderator which sellers are late, and asks for a reason", async () => {
    const look = { size: sizes.wide, theme: "dark" };
    const page = await visit(browser, demo.links[2], look);
    const late = page.locator(".staff-tables .table a.is-late");
    assert.ok((await late.count()) >= 1, "no seller is late");
    await sound(page);
    await screenshot(page, "staff", { ...look, readme: true });
    await page.goto(`${demo.origin}/staff/settings`);
    await sound(page);
    await screenshot(page, "settings", { ...look, readme: true });
    await page.goto(`${demo.origin}/staff`);
    await late.first().click();
    await page.locator(".staff-row-subject a").first().click();
    await page.locator("#reason").fill("Demo");
    await page.locator("main form button").click();
    await expectText(page.locator(".message").first(), /\S/);
    await finish(page);
  });

  test("shows the snippet on a page of the marketplace", async () => {
    const [, storefront] = demo.said().match(/a marketplace\s+(\S+)/);
    const page = await browser.newPage();
    await page.goto(storefront);
    await page.locator("#ask-order").getByRole("button").waitFor();
    await screenshot(page, "embedding", { readme: true });
    await page.close();
  });

  test("shows every component in both themes", async () => {
    const page = await visit(browser, new URL("/dev/components", demo.links[0]).href, { size: sizes.wide });
    await sound(page);
    await screenshot(page, "components", { readme: true });
    await page.setViewportSize(sizes.narrow);
    await sound(page);
    await finish(page);
  });

  test("can be read in both languages", async () => {
    const page = await visit(browser, demo.links[0]);
    const [before, other] = (await page.locator("html").getAttribute("lang")) === "sl" ? ["sl", "English"] : ["en", "Slovenščina"];
    await pressInMenu(page, other);
    assert.notEqual(await page.locator("html").getAttribute("lang"), before);
    await finish(page);
  });

  async function sound(page) {
    await accessible(page);
    await fits(page);
  }
});
