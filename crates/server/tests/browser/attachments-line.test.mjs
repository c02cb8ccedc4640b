// Files on a line that breaks: what has arrived is not sent again, and nothing is lost.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { accessible, finish, forgive, launch, sizes } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { chosen, openLine, picture, pieces, ready, row, rows, text } from "./support/files.mjs";
import { agents, moveInFew } from "./support/marketplace.mjs";
import { screenshot } from "./support/screenshot.mjs";
import { agentEnters, buyerEnters, send, told } from "./support/story.mjs";

/** Longer than the page waits at most before it tries again. */
const again_ms = 30_000;
/** The largest piece, and what everything but the file itself takes. */
const pieceMost_bytes = 1_000_000;
const besides_bytes = 200_000;

const large = picture(1_200, 1_000);
const isPiece = /\/api\/v1\/uploads\/[^/]+\/bytes/;

const steps = {
  async "a line that breaks in the middle costs only the piece under way"(story) {
    const { browser, service, line, order, folder } = story;
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, service, order.buyer, ask);
    story.buyer = buyer;
    await buyer.locator("textarea#text").fill("The parcel came open.");
    const sent = pieces(buyer);
    await writeFile(join(folder, "parcel.png"), large);
    const before = line.sent();
    line.cutAfter(1_500_000);
    await buyer.locator("#photo").setInputFiles(join(folder, "parcel.png"));
    await expectText(rows(buyer).and(buyer.locator(".is-paused")), "No connection. It goes on as soon as there is one.");
    await accessible(buyer);
    await screenshot(buyer, "attachments/no-line-phone", { size: sizes.narrow, whole: true });
    await buyer.setViewportSize(sizes.narrow);
    const shown = await buyer.locator(".attach-progress").evaluate((bar) => bar.value);
    assert.ok(shown > 0 && shown < large.length, `the bar stands at ${shown}`);
    line.mend();
    await ready(buyer, 1, again_ms);
    assert.equal(sent.filter((offset) => offset === 0).length, 1, `began again: ${sent}`);
    const twice = line.sent() - before - large.length;
    assert.ok(twice < pieceMost_bytes + besides_bytes, `${twice} bytes more than the file has`);
  },

  async "sending waits for what is under way, and says so"({ buyer }) {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await buyer.route(isPiece, async (route) => (await held, route.continue()));
    await buyer.locator("#photo").setInputFiles([chosen("label.txt", text(300_000))]);
    await buyer.getByRole("button", { name: "Send", exact: true }).click();
    await expectText(buyer.locator(".attach-status"), "Your message is sent as soon as the files have been uploaded.");
    await accessible(buyer);
    await screenshot(buyer, "attachments/sending-waits-phone", { size: sizes.narrow, whole: true });
    await buyer.setViewportSize(sizes.narrow);
    assert.match(buyer.url(), /\/ask/);
    release();
    await told(buyer, "Your question has been sent to the seller.");
    await buyer.unroute(isPiece);
    assert.equal(await buyer.locator(".message .file").count(), 2);
    assert.equal(await buyer.locator(".message").count(), 1);
  },

  async "after a reload finished files are there, and an unfinished one goes on where it was"(story) {
    const { browser, service, buyer, folder } = story;
    const agent = await agentEnters(browser, service, agents.ana.id, new URL(buyer.url()).pathname);
    story.agent = agent;
    const sent = pieces(agent);
    await agent.locator("#files").setInputFiles([chosen("done.txt", text(500))]);
    await ready(agent, 1);
    let through = 0;
    await agent.route(isPiece, (route) => ((through += 1) <= 2 ? route.continue() : route.abort()));
    await agent.locator("#files").setInputFiles(join(folder, "parcel.png"));
    await row(agent, "parcel.png").and(agent.locator(".is-paused")).waitFor();
    await agent.unroute(isPiece);
    await agent.reload();
    await ready(agent, 1);
    await expectText(row(agent, "done.txt"), "ready");
    await expectText(row(agent, "parcel.png"), "interrupted; choose the same file and it goes on where it stopped");
    await accessible(agent);
    await screenshot(agent, "attachments/interrupted-desk", { size: sizes.wide });
    // With a file that is neither here nor there the message does not go.
    await agent.locator("textarea#text").fill("Here it is.");
    await agent.getByRole("button", { name: "Send reply" }).click();
    await expectText(agent.locator(".attach-status"), "Your message has not been sent.");
    sent.length = 0;
    const choosing = agent.waitForEvent("filechooser");
    await row(agent, "parcel.png").getByRole("button", { name: "Choose again: parcel.png" }).click();
    await (await choosing).setFiles(join(folder, "parcel.png"));
    await ready(agent, 2, again_ms);
    assert.ok(sent[0] > 100_000, `went on at ${sent[0]}`);
    assert.equal(await send(agent, "Send reply"), 200);
    assert.equal(await agent.locator(".message").last().locator(".file").count(), 2);
  },

  async "an upload that failed for good is taken up again where it was"({ agent }) {
    const sent = pieces(agent);
    let through = 0;
    const refused = { status: 500, contentType: "application/json", body: '{"code":"internal"}' };
    const signedOut = { status: 401, contentType: "application/json", body: '{"code":"sign_in_first"}' };
    await agent.route(isPiece, (route) => {
      through += 1;
      if (through === 1) return route.continue();
      return route.fulfill(through === 2 ? refused : signedOut);
    });
    await agent.locator("#files").setInputFiles([chosen("notes.txt", text(400_000))]);
    await expectText(row(agent, "notes.txt").and(agent.locator(".is-failed")), "The upload failed. Try again.");
    await agent.unroute(isPiece);
    sent.length = 0;
    await row(agent, "notes.txt").getByRole("button", { name: "Try again: notes.txt" }).click();
    await ready(agent, 1, again_ms);
    assert.ok(sent[0] > 0, `began again: ${sent}`);
    await row(agent, "notes.txt").getByRole("button", { name: "Remove: notes.txt" }).click();
    assert.equal(await rows(agent).count(), 0);
  },

  async "nobody's page did what it must not"({ agent, buyer }) {
    for (const page of [agent, buyer]) {
      forgive(page, /net::ERR_|status of (401|500)/);
      await finish(page);
    }
  },
};

describe("attachments on a line that breaks", () => {
  const story = {};

  before(async () => {
    story.folder = await mkdtemp(join(tmpdir(), "dopis-line-"));
    story.database = await freshSqlite();
    story.line = await openLine();
    const more = { DOPIS_SERVER__PUBLIC_URL: story.line.origin };
    const service = await startServe(story.database.url, undefined, { more });
    story.line.leadsTo(service.port);
    story.service = { ...service, origin: story.line.origin };
    [story.order] = await moveInFew(service);
    story.browser = await launch();
  });

  after(async () => {
    await story.browser?.close();
    story.line?.close();
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
