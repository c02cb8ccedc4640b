// Files as people send them: a buyer with a phone, an agent at a desk, and both looking at them.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, forgive, launch, sizes, touchable } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { bomb, bring, chosen, photo, photoPath, picture, ready, row, rows, secret, text } from "./support/files.mjs";
import { agents, moveInFew } from "./support/marketplace.mjs";
import { screenshot } from "./support/screenshot.mjs";
import { agentEnters, buyerEnters, press, send, told } from "./support/story.mjs";

const page = "<!doctype html><script>document.title = 'ran'</script>";
const drawn = picture(60, 40);

const remove = (page, name) => row(page, name).getByRole("button", { name: /^(Remove|Cancel)/ }).click();

const steps = {
  async "a buyer asks with a photo, which is uploaded while the question is written"(story) {
    const { browser, service, order } = story;
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, service, order.buyer, ask);
    assert.equal(await buyer.locator("input[capture]").getAttribute("capture"), "environment");
    await buyer.locator("#photo").setInputFiles(photoPath);
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
    const shown = agent.locator(".file.is-image img");
    await shown.scrollIntoViewIfNeeded();
    await agent.waitForFunction(() => document.querySelector(".file.is-image img").naturalWidth > 0);
    const address = await agent.locator(".file-image").getAttribute("data-save");
    const kept = await agent.evaluate(async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())], address);
    assert.ok(photo.includes(secret));
    assert.ok(!Buffer.from(kept).includes(secret));
    story.agent = agent;
  },

  async "files are chosen, dropped anywhere on the page, and pasted"({ agent }) {
    await agent.locator("textarea#text").fill("Here is what you asked for.");
    await agent.locator("#files").setInputFiles([chosen("meter.txt", text(200))]);
    await bring(agent, "dragover", ["a.jpg", "image/jpeg", photo]);
    assert.equal(await agent.locator(".attach.is-over").count(), 1);
    await bring(agent, "drop", ["dropped.jpg", "image/jpeg", photo]);
    await bring(agent, "paste", ["pasted.png", "image/png", drawn]);
    await ready(agent, 3);
  },

  async "what cannot be sent says why and what to do, and costs nothing else"({ agent }) {
    const refused = {
      "photo.png": ["image/png", page, "Web pages and SVG drawings cannot be sent."],
      "invoice.pdf": ["application/pdf", "MZ\u0090\u0000", "Programs and scripts cannot be sent."],
      "letter.pdf": ["application/pdf", photo, "The ending of the name does not fit the content."],
      "bomb.png": ["image/png", bomb(), "The image has too many pixels. Make it smaller"],
      "cut.jpg": ["image/jpeg", photo.subarray(0, photo.length / 2), "incomplete or damaged. Save it again"],
      "empty.txt": ["text/plain", "", "The file is empty. Choose another one."],
      "large.txt": ["text/plain", text(11_000_000), "The file is larger than 10 MB. Send a smaller one."],
    };
    for (const [name, [type, content, why]] of Object.entries(refused)) {
      await bring(agent, "drop", [name, type, content]);
      await expectText(row(agent, name).and(agent.locator(".is-failed")), why);
    }
    await ready(agent, 3);
    assert.equal(await agent.locator("textarea#text").inputValue(), "Here is what you asked for.");
    await accessible(agent);
    await fits(agent);
    await screenshot(agent, "attachments/refused-desk", { size: sizes.wide });
    await screenshot(agent, "attachments/refused-desk-dark", { size: sizes.wide, theme: "dark" });
    await screenshot(agent, "attachments/refused-phone", { size: sizes.narrow, whole: true });
    await agent.setViewportSize(sizes.wide);
    await agent.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await agent.getByRole("button", { name: "Send reply" }).click();
    await expectText(agent.locator(".attach-status"), "Your message has not been sent. Remove the file");
    assert.equal(await agent.locator(".message").count(), 1);
    for (const name of Object.keys(refused)) await remove(agent, name);
    await ready(agent, 3);
  },

  async "the eleventh file waits for one of the ten to go, and goes by itself then"({ agent }) {
    const many = Array.from({ length: 8 }, (_, at) => chosen(`list ${at + 4} of what was in the parcel, with quantities and weights.txt`, text(300 + at)));
    await agent.locator("#files").setInputFiles(many);
    await ready(agent, 10);
    await expectText(row(agent, "list 11"), "A message has at most 10 files.");
    await remove(agent, "list 10");
    await ready(agent, 10);
    assert.equal(await agent.locator(".attach-item.is-failed").count(), 0);
    await screenshot(agent, "attachments/ten-chosen-desk", { size: sizes.wide });
  },

  async "more than 30 MB together are refused by name"({ agent, folder }) {
    for (const at of [4, 5, 6, 7]) await remove(agent, `list ${at} `);
    const paths = ["one", "two", "three"].map((name) => join(folder, `${name}.txt`));
    for (const path of paths) await writeFile(path, text(10_000_000));
    await agent.locator("#files").setInputFiles(paths);
    await expectText(row(agent, "three.txt"), "at most 30 MB together");
    await ready(agent, 8, 60_000);
    await remove(agent, "one.txt");
    await ready(agent, 8, 60_000);
    await expectText(row(agent, "three.txt"), "ready");
    for (const name of ["two.txt", "three.txt"]) await remove(agent, name);
    await ready(agent, 6);
  },

  async "a hostile name becomes a harmless one"({ agent, buyer }) {
    const name = "../../<img src=x onerror=alert(1)> gpj.\u202Eexe.txt";
    await bring(agent, "drop", [name, "text/plain", text(50)]);
    await ready(agent, 7);
    assert.equal(await send(agent, "Send reply"), 200);
    await expectText(agent.locator(".message").nth(1), "img src=x onerror=alert(1) gpj.exe.txt");
    assert.equal(await agent.locator(".message img[src=x]").count(), 0);
    assert.equal(await rows(agent).count(), 0);
    await buyer.reload();
    assert.equal(await buyer.locator(".message").nth(1).locator(".file").count(), 7);
  },

  async "a file alone is a message, for the seller and for the buyer"({ agent, buyer }) {
    await buyer.locator("#photo").setInputFiles([chosen("IMG 1.png", drawn, "image/png")]);
    await ready(buyer, 1);
    assert.equal(await send(buyer, "Send"), 200);
    await agent.locator(".message").nth(2).locator(".file").waitFor();
    await expectText(agent.locator(".thread-header .chip"), / left$/);
    await agent.locator("#files").setInputFiles([chosen("label.png", drawn, "image/png")]);
    await ready(agent, 1);
    assert.equal(await send(agent, "Send reply"), 200);
    await expectText(agent.locator(".thread-header .chip"), "waiting for buyer");
    await buyer.locator(".message").nth(3).locator(".file").waitFor();
    // Without either, the browser says itself what is missing.
    await agent.getByRole("button", { name: "Send reply" }).click();
    assert.equal(await agent.locator("textarea#text:invalid").count(), 1);
    assert.equal(await agent.locator(".message").count(), 4);
  },

  async "the pictures of the thread are looked at with the keyboard alone"({ agent }) {
    const links = agent.locator("a[data-view]");
    const count = await links.count();
    assert.equal(count, 5);
    await links.nth(1).focus();
    await agent.keyboard.press("Enter");
    const viewer = agent.locator("dialog.viewer");
    await expectText(viewer.locator(".viewer-place"), `2 / ${count}`);
    await agent.waitForFunction(() => document.querySelector(".viewer-stage img")?.naturalWidth > 0);
    await accessible(agent);
    await screenshot(agent, "attachments/viewer-desk", { size: sizes.wide });
    await agent.keyboard.press("ArrowRight");
    await expectText(viewer.locator(".viewer-place"), `3 / ${count}`);
    await agent.keyboard.press("ArrowLeft");
    await agent.keyboard.press("ArrowLeft");
    await expectText(viewer.locator(".viewer-place"), `1 / ${count}`);
    assert.ok(await viewer.locator("[data-previous]").isDisabled());
    await agent.keyboard.press("End");
    await expectText(viewer.locator(".viewer-place"), `${count} / ${count}`);
    await agent.keyboard.press("Escape");
    await viewer.waitFor({ state: "hidden" });
    // Chromium itself goes back to where the viewer was opened, and only then the viewer hears that it was closed.
    await agent.waitForFunction(() => [...document.querySelectorAll("a[data-view]")].at(-1) === document.activeElement);
  },

  async "and with a thumb: next, previous, a swipe, close"({ buyer }) {
    const links = buyer.locator("a[data-view]");
    await links.first().scrollIntoViewIfNeeded();
    await links.first().click();
    const viewer = buyer.locator("dialog.viewer");
    const place = viewer.locator(".viewer-place");
    await expectText(place, "1 / 5");
    await touchable(buyer);
    await accessible(buyer);
    await screenshot(buyer, "attachments/viewer-phone", { size: sizes.narrow });
    await screenshot(buyer, "attachments/viewer-phone-dark", { size: sizes.narrow, theme: "dark" });
    await viewer.getByRole("button", { name: "Next" }).click();
    await expectText(place, "2 / 5");
    await viewer.getByRole("button", { name: "Previous" }).click();
    await expectText(place, "1 / 5");
    await swipe(buyer, 320, 60);
    await expectText(place, "2 / 5");
    await swipe(buyer, 60, 320);
    await expectText(place, "1 / 5");
    await viewer.getByRole("button", { name: "Close" }).click();
    await viewer.waitFor({ state: "hidden" });
    assert.ok(await links.first().evaluate((link) => link === document.activeElement));
  },

  async "a file is saved as it is kept, and can never run as a page"({ agent }) {
    await agent.locator("a[data-view]").nth(1).click();
    const saving = agent.waitForEvent("download");
    await agent.locator("dialog.viewer").getByRole("link", { name: "Save" }).click();
    const saved = await saving;
    assert.equal(saved.suggestedFilename(), "dropped.jpg");
    const bytes = await readFile(await saved.path());
    assert.ok(bytes.length > 100 && !bytes.includes(secret));
    await agent.locator("dialog.viewer").getByRole("button", { name: "Close" }).click();
    const addresses = await agent.locator("a.file-link, a[data-view]").evaluateAll((links) => links.map((link) => link.href));
    for (const address of addresses) {
      const headers = await agent.evaluate(async (address) => Object.fromEntries((await fetch(address)).headers), address);
      const shown = new URL(address).searchParams.get("show") === "true";
      assert.ok(headers["content-disposition"].startsWith(shown ? "inline" : "attachment"), address);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.match(headers["content-security-policy"], /^sandbox; default-src 'none'/);
    }
  },

  async "a video is recorded, sent and played"({ agent, buyer }) {
    const recorded = await buyer.evaluate(record);
    await bring(buyer, "drop", ["how it flickers.webm", "video/webm", Buffer.from(recorded, "base64")]);
    await ready(buyer, 1);
    assert.equal(await send(buyer, "Send"), 200);
    const link = agent.locator('a[data-view="video"]');
    await link.waitFor();
    await link.click();
    await agent.waitForFunction(() => document.querySelector(".viewer-stage video")?.readyState >= 2);
    await agent.evaluate(() => document.querySelector(".viewer-stage video").play());
    await agent.keyboard.press("Escape");
  },

  async "ten files of all kinds fit below a message"({ agent, buyer }) {
    const long = "Poročilo o pregledu pošiljke in popis poškodb po posameznih kosih";
    await agent.locator("#files").setInputFiles([
      chosen(`${long} – končna različica (3).pdf`, Buffer.from("%PDF-1.7\ntrailer << >>\n%%EOF\n"), "application/pdf"),
      chosen("wide.png", picture(400, 60), "image/png"),
      chosen("high.png", picture(60, 400), "image/png"),
      chosen("a.txt", text(10)),
      chosen(`${"Brezpresledkov".repeat(6)}.txt`, text(100_000)),
      chosen("tiny.png", picture(4, 4), "image/png"),
      chosen("square.png", picture(240, 240), "image/png"),
      chosen("photo.jpg", photo, "image/jpeg"),
      chosen("popis.csv", text(3_000)),
      chosen("last.png", picture(300, 200), "image/png"),
    ]);
    await ready(agent, 10);
    await screenshot(agent, "attachments/ten-mixed-chosen-desk", { size: sizes.wide });
    assert.equal(await send(agent, "Send reply"), 200);
    for (const [person, who] of [[agent, "agent"], [buyer, "buyer"]]) {
      for (const [name, size] of Object.entries(sizes)) {
        await person.setViewportSize(size);
        // News may bring the list anew at any moment, so it is looked up and scrolled at once.
        await person.waitForFunction(() => {
          const file = [...document.querySelectorAll(".message")].at(-1)?.querySelectorAll(".file")[9];
          file?.scrollIntoView({ block: "nearest" });
          return Boolean(file);
        });
        await person.waitForFunction(() => [...document.querySelectorAll(".message:last-of-type .file img")].every((it) => it.complete));
        await fits(person);
        for (const theme of ["light", "dark"]) {
          await screenshot(person, `attachments/ten-${who}-${name}-${theme}`, { size, theme });
          await accessible(person);
        }
        if (name === "narrow") await touchable(person);
      }
    }
  },

  async "nobody's page did what it must not"({ agent, buyer }) {
    for (const page of [agent, buyer]) {
      // A refused file is a refused request, and the browser says so.
      forgive(page, /status of 422/);
      await finish(page);
    }
  },
};

/** A finger on the picture, from one place to another. */
async function swipe(page, from, to) {
  const session = await page.context().newCDPSession(page);
  const touch = (type, x) => session.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y: 400 }] });
  await touch("touchStart", from);
  await touch("touchMove", (from + to) / 2);
  await touch("touchMove", to);
  await touch("touchEnd");
  await session.detach();
}

/** What a camera would give: half a second of a changing picture. */
async function record() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
  const drawing = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.start();
  for (let at = 0; at < 12; at += 1) {
    drawing.fillStyle = at % 2 ? "gold" : "black";
    drawing.fillRect(0, 0, 160, 120);
    await new Promise((done) => setTimeout(done, 40));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(bytes.reduce((letters, byte) => letters + String.fromCharCode(byte), ""));
}

describe("attachments", () => {
  const story = {};

  before(async () => {
    story.folder = await mkdtemp(join(tmpdir(), "dopis-files-of-people-"));
    story.database = await freshSqlite();
    story.service = await startServe(story.database.url);
    [story.order] = await moveInFew(story.service);
    story.browser = await launch();
  });

  after(async () => {
    await story.browser?.close();
    await story.service?.stop();
    await story.database?.drop();
    await rm(story.folder, { recursive: true, force: true });
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
