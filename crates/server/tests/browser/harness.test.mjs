// The harness itself: that it sees the faults it is there to see.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, launch, sizes, visit } from "./support/chromium.mjs";
import { secret, token } from "./support/hand-off.mjs";
import { screenshot } from "./support/screenshot.mjs";

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'";
const frame = (body) =>
  `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="/icon.svg"><main><h1>A page</h1>${body}</main></html>`;
const bodies = {
  "/good": "<p>All is well.</p>",
  "/inline": "<p>Inline.</p><script>document.title = 'Inline'</script>",
  "/foreign": '<img src="http://foreign.invalid/a.png" alt="Foreign">',
  "/missing-part": '<img src="/no-such.png" alt="Missing">',
  "/unlabelled": '<form><input name="a"></form>',
  "/throwing": '<script src="/throw.js"></script>',
  "/too-wide": '<pre>' + "wide ".repeat(200) + "</pre>",
};

function answer(request, response) {
  response.setHeader("content-security-policy", policy);
  if (request.url === "/icon.svg") {
    response.setHeader("content-type", "image/svg+xml");
    response.end('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>');
  } else if (request.url === "/throw.js") {
    response.setHeader("content-type", "text/javascript");
    response.end("throw new Error('thrown')");
  } else {
    const body = bodies[request.url];
    response.statusCode = body === undefined ? 404 : 200;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(frame(body ?? "<p>Not here.</p>"));
  }
}

describe("the harness", () => {
  const server = createServer(answer);
  let browser;
  let origin;

  before(async () => {
    browser = await launch();
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${server.address().port}`;
  });

  after(async () => {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  });

  const problems = async (path) => {
    const page = await visit(browser, origin + path);
    await page.waitForLoadState("networkidle");
    const found = [...page.problems];
    await page.context().close();
    return found;
  };

  test("finds nothing wrong with a good page", async () => {
    const page = await visit(browser, `${origin}/good`, { size: sizes.narrow, theme: "dark" });
    await accessible(page);
    await fits(page);
    const path = await screenshot(page, "harness", { size: sizes.narrow, theme: "dark" });
    assert.ok((await stat(path)).size > 1_000);
    await finish(page);
  });

  test("sees inline code that the policy refused", async () => {
    const found = await problems("/inline");
    assert.equal(found.length, 1);
    assert.match(found[0], /Content Security Policy/i);
  });

  test("sees and stops a request to a foreign host", async () => {
    const page = await visit(browser, `${origin}/good`);
    const stopped = page.waitForEvent("requestfailed");
    await page.goto("http://foreign.invalid/").catch(() => {});
    await stopped;
    assert.deepEqual(page.problems, ["request to a foreign host: http://foreign.invalid/"]);
    await assert.rejects(finish(page), /must not/);
  });

  test("sees a part of a page that the policy refused to load from elsewhere", async () => {
    const found = await problems("/foreign");
    assert.ok(found.length > 0, "a foreign image was not noticed");
  });

  test("sees a missing part of a page but lets a page be refused", async () => {
    assert.equal((await problems("/missing-part")).length, 1);
    assert.deepEqual(await problems("/not-here"), []);
  });

  test("sees an error thrown in the page", async () => {
    assert.deepEqual(await problems("/throwing"), ["error in the page: thrown"]);
  });

  test("sees what axe-core finds", async () => {
    const page = await visit(browser, `${origin}/unlabelled`);
    await assert.rejects(accessible(page), /label/);
    await finish(page);
  });

  test("sees a page that is too wide", async () => {
    const page = await visit(browser, `${origin}/too-wide`, { size: sizes.narrow });
    await assert.rejects(fits(page), /pixels wide/);
    await finish(page);
  });

  test("signs tokens as RFC 7515 says", () => {
    const [header, claims, signature] = token({ kind: "buyer", sub: "b1" }).split(".");
    const expected = createHmac("sha256", secret).update(`${header}.${claims}`).digest("base64url");
    assert.equal(signature, expected);
    assert.deepEqual(JSON.parse(Buffer.from(header, "base64url")), { alg: "HS256", typ: "JWT" });
    const { iat, exp, jti, sub } = JSON.parse(Buffer.from(claims, "base64url"));
    assert.equal(sub, "b1");
    assert.equal(exp - iat, 120);
    assert.ok(jti.length >= 32);
  });
});
