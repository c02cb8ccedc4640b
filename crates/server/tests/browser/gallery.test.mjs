// Every page with sample data, in both languages: accessible, narrow enough for a phone, and without faults.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible, finish, fits, launch, sizes, visit } from "./support/chromium.mjs";
import { serveFolder } from "./support/folder.mjs";

const gallery = fileURLToPath(new URL("../../../../target/gallery/", import.meta.url));
const pages = (await readdir(gallery)).filter((name) => name.endsWith(".html")).sort();

describe("every page", () => {
  let browser;
  let server;

  before(async () => {
    browser = await launch();
    server = await serveFolder(gallery);
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  test("is in the gallery", () => assert.ok(pages.length >= 2, "the gallery is empty"));

  for (const name of pages) {
    test(`${name} is accessible and fits, by day on a desk and by night on a phone`, async () => {
      const page = await visit(browser, `${server.origin}/${name}`);
      await accessible(page);
      await fits(page);
      await page.setViewportSize(sizes.narrow);
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      await accessible(page);
      await fits(page);
      await finish(page);
    });
  }
});
