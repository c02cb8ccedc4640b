// Files as people send them: a buyer with a phone on a slow line, an agent at a desk, and both looking at them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible, finish, fits, launch, sizes, touchable } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { agents, moveInFew } from "./support/marketplace.mjs";
import { screenshot } from "./support/screenshot.mjs";
import { agentEnters, buyerEnters, press, told } from "./support/story.mjs";

const fixture = (name) => fileURLToPath(new URL(`../it/files/${name}`, import.meta.url));
const photo = await readFile(fixture("photo.jpg"));
const text = (name, bytes) => ({ name, mimeType: "text/plain", buffer: Buffer.alloc(bytes, "Meter 12345\n") });

const rows = (page) => page.locator(".attach-item");
const ready = (page, count) =>
  page.waitForFunction((count) => document.querySelectorAll('.attach-item[data-state="ready"]').length === count, count);

/** Lets files fall onto the form, or pastes them into it. */
async function bring(page, kind, files) {
  await page.evaluate(
    ([kind, files]) => {
      const data = new DataTransfer();
      for (const { name, type, bytes } of files) data.items.add(new File([new Uint8Array(bytes)], name, { type }));
      const field = document.querySelector("textarea#text");
      const event =
        kind === "paste"
          ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
      field.dispatchEvent(event);
    },
    [kind, files],
  );
}

const asFile = (name, type, buffer) => ({ name, type, bytes: [...buffer] });

const steps = {
  async "a buyer asks with a photo, which is uploaded while the question is written"(story) {
    const { browser, service, order } = story;
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, service, order.buyer, ask);
    assert.equal(await buyer.locator("input[capture]").getAttribute("capture"), "environment");
    await buyer.locator("#photo").setInputFiles(fixture("photo.jpg"));
    await ready(buyer, 1);
    await expectText(rows(buyer), "ready");
    await accessible(buyer);
    await fits(buyer);
    await touchable(buyer);
    await screenshot(buyer, "attachments/ask-phone", { size: sizes.narrow, whole: true });
    await screenshot(buyer, "attachments/ask-phone-dark", { size: sizes.narrow, theme: "dark", whole: true });
    await buyer.setViewportSize(sizes.narrow);
    await buyer.locator("textarea#text").fill("It arrived like this. What now?");
    await press(buyer, "Send");
    await told(buyer, "Your question has been sent to the seller.");
    assert.equal(await buyer.locator(".file.is-image img").count(), 1);
    story.buyer = buyer;
    story.conversation = new URL(buyer.url()).pathname;
  },

  async "the agent sees the picture, and nothing in it tells where it was taken"(story) {
    const { browser, service, conversation } = story;
    const agent = await agentEnters(browser, service, agents.ana.id, conversation);
    const picture = agent.locator(".file.is-image img");
    await picture.scrollIntoViewIfNeeded();
    await agent.waitForFunction(() => document.querySelector(".file.is-image img").naturalWidth > 0);
    const address = await agent.locator(".file-image").getAttribute("data-save");
    const kept = await agent.evaluate(async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())], address);
    assert.ok(photo.includes("SECRET"));
    assert.ok(!Buffer.from(kept).includes("SECRET"));
    story.agent = agent;
  },

  async "files are chosen, dropped and pasted, and refused ones say why"({ agent }) {
    await agent.locator("#files").setInputFiles([text("meter.txt", 200)]);
    await bring(agent, "dragover", [asFile("a.jpg", "image/jpeg", photo)]);
    assert.ok(await agent.locator(".attach.is-over").isVisible());
    await bring(agent, "drop", [asFile("dropped.jpg", "image/jpeg", photo)]);
    await bring(agent, "paste", [asFile("pasted.jpg", "image/jpeg", photo)]);
    await ready(agent, 3);
    await bring(agent, "drop", [asFile("photo.jpg", "image/jpeg", Buffer.from("<html><script>alert(1)</script>"))]);
    await expectText(agent.locator(".attach-item.is-failed"), "Web pages and SVG drawings cannot be sent.");
    await agent.locator("#files").setInputFiles([text("large.txt", 10_000_001)]);
    await expectText(agent.locator(".attach-item", { hasText: "large.txt" }), "larger than 10 MB");
    await accessible(agent);
    await fits(agent);
    await screenshot(agent, "attachments/composer-desk", { size: sizes.wide });
    await screenshot(agent, "attachments/composer-desk-dark", { size: sizes.wide, theme: "dark" });
    await agent.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  },

  async "nobody's page did what it must not"({ agent, buyer }) {
    // A refused file is a refused request, and the browser says so.
    agent.problems = agent.problems.filter((problem) => !/status of 422/.test(problem));
    for (const page of [agent, buyer]) await finish(page);
  },
};

describe("attachments", () => {
  const story = {};

  before(async () => {
    story.database = await freshSqlite();
    story.service = await startServe(story.database.url);
    [story.order] = await moveInFew(story.service);
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
