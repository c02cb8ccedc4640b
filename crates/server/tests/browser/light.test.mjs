// How little travels before an agent can work: the list with fifty conversations, its style sheet and its scripts, compressed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { finish, launch, sizes, visit } from "./support/chromium.mjs";
import { startDemo } from "./support/dopis.mjs";

const most_bytes = 100_000;

describe("the list of conversations", () => {
  let demo, browser;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test("needs less than 100 kB of HTML, styles and scripts, all compressed", async () => {
    const page = await visit(browser, demo.links[0], { size: sizes.wide });
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    const kinds = new Map();
    const encodings = new Map();
    let bytes = 0;
    session.on("Network.responseReceived", ({ requestId, type, response }) => {
      kinds.set(requestId, type);
      encodings.set(type, response.headers["content-encoding"]);
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (["Document", "Stylesheet", "Script"].includes(kinds.get(requestId))) bytes += encodedDataLength;
    });
    await page.reload({ waitUntil: "networkidle" });
    for (const kind of ["Document", "Stylesheet", "Script"]) {
      assert.match(encodings.get(kind) ?? "none", /gzip|br|zstd/, `${kind} is not compressed`);
    }
    assert.ok(bytes > 5_000, `only ${bytes} bytes were seen`);
    assert.ok(bytes < most_bytes, `${bytes} bytes`);
    console.log(`${bytes} bytes, compressed`);
    await finish(page);
  });
});
