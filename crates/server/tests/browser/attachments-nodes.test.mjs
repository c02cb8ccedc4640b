// Files without scripts, and files on two nodes: uploaded through one, seen through the other.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, forgive, launch } from "./support/chromium.mjs";
import { freshPostgres, freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { chosen, photo, photoPath, picture, ready, rows, text } from "./support/files.mjs";
import { agents, moveInFew } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, press, send, told } from "./support/story.mjs";

describe("attachments without scripts", () => {
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

  test("are sent, refused and looked at", async () => {
    const options = { javaScript: false };
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, service, order.buyer, ask, options);
    await buyer.locator("textarea#text").fill("It came like this.");
    await buyer.locator("#files").setInputFiles([
      chosen("photo.jpg", photo, "image/jpeg"),
      chosen("program.pdf", Buffer.from("MZ\u0000\u0000"), "application/pdf"),
      chosen("large.txt", text(11_000_000)),
    ]);
    await buyer.locator("#photo").setInputFiles(photoPath);
    assert.equal(await press(buyer, "Send"), 422);
    // The good ones are kept and ticked, the others are named with what to do.
    await expectText(buyer.locator(".attach .field-error").nth(0), "program.pdf: Programs and scripts cannot be sent.");
    await expectText(buyer.locator(".attach .field-error").nth(1), "large.txt: The file is larger than 10 MB.");
    assert.equal(await buyer.locator("textarea#text").inputValue(), "It came like this.");
    assert.equal(await rows(buyer).locator("input:checked").count(), 2);
    await fits(buyer);
    await rows(buyer).nth(1).locator("input").uncheck();
    await press(buyer, "Send");
    await told(buyer, "Your question has been sent to the seller.");
    assert.equal(await buyer.locator(".message .file").count(), 1);

    const agent = await agentEnters(browser, service, agents.ana.id, new URL(buyer.url()).pathname, options);
    assert.equal(await press(agent, "Send reply"), 422);
    await expectText(agent.locator("#text-error"), "Write a message or attach a file before you send.");
    await agent.locator("#files").setInputFiles([chosen("label.png", picture(30, 20), "image/png")]);
    assert.equal(await press(agent, "Send reply"), 200);
    assert.equal(await agent.locator(".message").count(), 2);
    await expectText(agent.locator(".thread-header .chip"), "waiting for buyer");
    // A picture is a link that shows it.
    await agent.locator(".file-image").first().click();
    await agent.waitForURL(/show=true/);
    // The browser's own page around a picture would style it, which the file's policy does not let it.
    forgive(agent, /Applying inline style/);
    for (const page of [agent, buyer]) await finish(page);
  });
});

describe("attachments on two nodes", () => {
  let database, one, two, browser, order, files;

  before(async () => {
    database = await freshPostgres();
    files = await mkdtemp(join(tmpdir(), "dopis-shared-"));
    const more = { DOPIS_ATTACHMENTS__STORAGE: `file:${files}` };
    one = await startServe(database.url, undefined, { more });
    two = await startServe(database.url, undefined, { more });
    [order] = await moveInFew(one);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await two?.stop();
    await one?.stop();
    await database?.drop();
    await rm(files, { recursive: true, force: true });
  });

  test("what is uploaded through one is seen through the other as it is sent", async () => {
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, one, order.buyer, ask);
    await buyer.locator("#photo").setInputFiles(photoPath);
    await ready(buyer, 1);
    await buyer.locator("textarea#text").fill("Look at this.");
    await press(buyer, "Send");
    const conversation = new URL(buyer.url()).pathname;
    const agent = await agentEnters(browser, two, agents.ana.id, conversation);
    const shown = agent.locator(".file.is-image img");
    await shown.scrollIntoViewIfNeeded();
    await agent.waitForFunction(() => document.querySelector(".file.is-image img").naturalWidth > 0);
    await agent.locator("#files").setInputFiles([chosen("label.png", picture(300, 200), "image/png")]);
    await ready(agent, 1);
    assert.equal(await send(agent, "Send reply"), 200);
    // Without a reload, on the page of the other node.
    const arrived = buyer.locator(".message.by-agent .file.is-image img");
    await arrived.scrollIntoViewIfNeeded();
    await buyer.waitForFunction(() => document.querySelector(".message.by-agent .file.is-image img")?.naturalWidth > 0);
    await accessible(buyer);
    for (const page of [agent, buyer]) await finish(page);
  });
});
