// An absence is announced, approved and told to the buyer; every number of the figures has its questions behind it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, launch, sizes, visit } from "./support/chromium.mjs";
import { startDemo } from "./support/dopis.mjs";
import { screenshot } from "./support/screenshot.mjs";

describe("absences and figures", () => {
  let demo, browser;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test("a seller announces, staff approve, and the seller reads it", async () => {
    const seller = await visit(browser, demo.links[0]);
    await seller.goto(`${demo.origin}/absences`);
    const before = await seller.locator(".absence").count();
    const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    await seller.locator("#absence-first").fill(day(60));
    await seller.locator("#absence-last").fill(day(75));
    await seller.locator("#absence-reason").fill("Prenova trgovine");
    await seller.locator(".absence-form button").click();
    await seller.locator("[data-notice='absence-announced']").waitFor();
    assert.equal(await seller.locator(".absence").count(), before + 1);
    await sound(seller, "absences");

    const staff = await visit(browser, demo.links[2]);
    await staff.goto(`${demo.origin}/staff/absences`);
    const asked = staff.locator(".absence", { hasText: "Prenova trgovine" });
    await sound(staff, "staff-absences");
    await asked.locator("button[value='approve']").click();
    await staff.locator("[data-notice='absence-approved']").waitFor();
    await seller.reload();
    await seller.locator(".absence", { hasText: "Prenova trgovine" }).locator(".chip.is-due").waitFor();
    await finish(seller);
    await finish(staff);
  });

  test("each number leads to exactly its questions", async () => {
    const page = await visit(browser, demo.links[0]);
    await page.goto(`${demo.origin}/figures`);
    await sound(page, "figures");
    const bars = page.locator("#chart-waiting-title").locator("xpath=ancestor::*[local-name()='svg']//*[local-name()='a']");
    const counted = await bars.evaluateAll((links) =>
      links.map((link) => [link.getAttribute("href"), link.querySelector(".chart-value").textContent]),
    );
    assert.ok(counted.length >= 1, "nothing waits in the demonstration");
    for (const [address, count] of counted) {
      await page.goto(new URL(address, demo.origin).href);
      assert.equal(await page.locator(".lead[data-count]").getAttribute("data-count"), count, address);
    }
    await finish(page);
  });

  /** Nothing to find fault with, in both widths and themes. */
  async function sound(page, name) {
    for (const [width, theme] of [["wide", "light"], ["narrow", "dark"]]) {
      await page.setViewportSize(sizes[width]);
      await page.emulateMedia({ colorScheme: theme });
      await accessible(page);
      await fits(page);
      await screenshot(page, name, { size: sizes[width], theme });
    }
    await page.setViewportSize(sizes.wide);
  }
});
