// Accounts as people use them: a second factor, passkeys, sessions, invitations, the people of the marketplace.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, forgive, launch, sizes, touchable, visit } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText, nowhere } from "./support/expect.mjs";
import { hire, load, moveInFew, seller, staff } from "./support/marketplace.mjs";
import { screenshot } from "./support/screenshot.mjs";
import { agentEnters, buyerEnters, press, pressInMenu, staffSignsIn, told, write } from "./support/story.mjs";
import { code } from "./support/totp.mjs";

const owner = { id: "olga", name: "Olga Vzorec" };
const password = "a long password of an agent";
const person = (number) => ({ email: `person${number}@example.com`, name: `Person ${number}`, role: "moderator" });

describe("an account", () => {
  let database, service, browser, orders;

  before(async () => {
    database = await freshSqlite();
    // Browsers offer passkeys at names alone, and without https at this one.
    service = await startServe(database.url, undefined, { host: "localhost", more: { DOPIS_SIGN_IN__AGENTS_WITH_PASSWORD: "true" } });
    orders = await moveInFew(service);
    const more = { type: "agent", seller: seller.id, email: "olga@example.com", language: "en", role: "owner" };
    await load(service, [{ ...more, ...owner }]);
    for (const number of [1, 2, 3, 4]) await hire(service, person(number));
    await hire(service, staff.administrator);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  test("is protected by an authenticator app, and a recovery code stands in for it once", async () => {
    const page = await staffSignsIn(browser, service, person(1), "/account");
    await look(page, "account");
    await page.getByRole("link", { name: "Set up an authenticator app" }).click();
    const form = page.locator("form[action='/account/second-factor']");
    await form.getByLabel("Present password").fill("not this one");
    assert.equal(await press(page, "Set up an authenticator app"), 422);
    await expectText(page.getByRole("alert"), "The present password is wrong");
    await form.getByLabel("Present password").fill(staff.password);
    await press(page, "Set up an authenticator app");
    await look(page, "second-factor");
    const secret = await page.locator("#secret").innerText();
    await page.getByLabel("Enter the six digits").fill("000000");
    assert.equal(await press(page, "Confirm"), 422);
    await expectText(page.getByRole("alert"), "The code is wrong");
    await page.getByLabel("Enter the six digits").fill(code(secret));
    assert.equal(await press(page, "Confirm"), 200);
    const codes = await page.locator(".codes code").allInnerTexts();
    assert.equal(new Set(codes).size, 10);
    await look(page, "recovery-codes");

    await pressInMenu(page, "Sign out");
    await begin(page);
    await look(page, "sign-in-second");
    await page.getByLabel("Code").fill(code(secret, 1));
    await press(page, "Sign in");
    assert.equal(new URL(page.url()).pathname, "/staff");

    await pressInMenu(page, "Sign out");
    for (const [used, status] of [[codes[0], 200], [codes[0], 422]]) {
      await begin(page);
      await page.getByLabel("Code").fill(used);
      assert.equal(await press(page, "Sign in"), status);
      if (status === 200) await pressInMenu(page, "Sign out");
    }
    await expectText(page.getByRole("alert"), "has been used already");
    await finish(page);
  });

  test("is opened by a passkey alone, and by none without its person", async () => {
    const page = await staffSignsIn(browser, service, person(2), "/account");
    const authenticator = await virtualAuthenticator(page);
    await page.getByLabel("Name of the passkey").fill("Work laptop");
    const adding = page.locator("form[data-passkey='create']");
    await adding.getByLabel("Present password").fill("not this one");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await expectText(page.locator("[data-passkey-unproved]"), "The present password is wrong");
    forgive(page, /status of 422/);
    await adding.getByLabel("Present password").fill(staff.password);
    await press(page, "Add a passkey");
    await told(page, "The passkey has been added.");
    await expectText(page.locator("#passkeys li"), "Work laptop");
    await look(page, "account-passkey");
    await pressInMenu(page, "Sign out");

    await page.goto(`${service.origin}/sign-in?to=/account`);
    await press(page, "Sign in with a passkey");
    await expectText(page.locator("#passkeys li"), "last used");
    await pressInMenu(page, "Sign out");

    await authenticator.verifies(false);
    await page.goto(`${service.origin}/sign-in`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expectText(page.locator("[data-passkey-failed]"), "failed");
    await authenticator.verifies(true);

    await page.getByLabel("E-mail").fill(person(2).email);
    await page.getByLabel("Password").fill(staff.password);
    await press(page, "Sign in");
    await expectText(page.locator("main"), "protected by a passkey");
    await press(page, "Sign in with a passkey");
    await page.goto(`${service.origin}/account`);
    await press(page, "Remove the passkey Work laptop");
    await told(page, "The passkey has been removed.");
    await finish(page);
  });

  test("lists where it is open, and what is ended there is ended at once", async () => {
    const here = await staffSignsIn(browser, service, person(3), "/account");
    const there = await staffSignsIn(browser, service, person(3), "/staff");
    await here.reload();
    assert.equal(await here.locator("#sessions li").count(), 2);
    await press(here, /^End the session/);
    await told(here, "The session has ended.");
    await there.goto(`${service.origin}/staff`);
    assert.equal(new URL(there.url()).pathname, "/sign-in");
    const again = await staffSignsIn(browser, service, person(3), "/staff");
    await here.getByLabel("Present password", { exact: true }).last().fill(staff.password);
    await here.getByLabel("New password").fill("another long password");
    await press(here, "Change password");
    await told(here, "Other sessions have ended");
    await again.goto(`${service.origin}/staff`);
    assert.equal(new URL(again.url()).pathname, "/sign-in");
    for (const page of [here, there, again]) await finish(page);
  });

  test("is made by an invitation, and one that only reads is offered nothing that it may not do", async () => {
    const [order] = orders;
    const buyer = await buyerEnters(browser, service, order.buyer, `/ask?${new URLSearchParams({ seller: seller.id, order: order.id })}`);
    await write(buyer, "Kdaj pride paket?", "Send");
    const conversation = new URL(buyer.url()).pathname;
    const page = await agentEnters(browser, service, owner.id, "/people");
    await page.getByLabel("E-mail address").fill("rado@example.com");
    await page.getByLabel("Role").last().selectOption("read_only");
    await press(page, "Make a link");
    await look(page, "people");
    const link = await page.getByLabel("Link").inputValue();
    const invited = await visit(browser, link, { size: sizes.narrow });
    await look(invited, "invitation");
    await invited.getByLabel("Name").fill("Rado Vzorec");
    await invited.getByLabel("Password").fill(password);
    await press(invited, "Make the account");
    await invited.goto(service.origin + conversation);
    await expectText(invited.locator(".message").first(), "Kdaj pride paket?");
    for (const offered of ["Send reply", "Assign", "Save note", "Mark as no reply needed"]) {
      assert.equal(await invited.getByRole("button", { name: offered }).count(), 0, offered);
    }
    assert.equal(await invited.locator("textarea").count(), 0);
    const refused = await invited.evaluate(async (address) => {
      const csrf = document.querySelector("input[name=csrf]").value;
      const body = new URLSearchParams({ csrf, text: "x", last_read: "0" });
      return (await fetch(`${address}/messages`, { method: "POST", body })).status;
    }, conversation);
    assert.equal(refused, 403);
    invited.problems.length = 0; // The refusal that was asked for.
    const second = await visit(browser, link);
    await expectText(second.locator("h1"), "This invitation is over");
    await page.goto(`${service.origin}/people`);
    await nowhere(page, link);
    await page.getByText("Rado Vzorec").waitFor();
    for (const each of [buyer, page, invited, second]) await finish(each);
  });

  test("of the marketplace's people is kept by administrators", async () => {
    const page = await staffSignsIn(browser, service, staff.administrator, "/staff/people");
    await expectText(page.locator(".lead"), "Impersonation does not exist");
    await page.getByLabel("Full name").fill("Vida Vzorec");
    await page.getByLabel("E-mail address").fill("vida@example.com");
    await page.locator("#new-auditor").check();
    await press(page, "Add");
    await expectText(page.locator("#made-title"), "Added: Vida Vzorec");
    const first = await page.locator("#first-password").innerText();
    await look(page, "staff-people");
    const vida = await visit(browser, `${service.origin}/sign-in?to=/staff`);
    await vida.getByLabel("E-mail").fill("vida@example.com");
    await vida.getByLabel("Password").fill(first);
    await press(vida, "Sign in");
    assert.equal(new URL(vida.url()).pathname, "/staff");
    await page.goto(`${service.origin}/staff/people`);
    const row = page.locator("li", { hasText: "Vida Vzorec" });
    await row.locator("summary").click();
    await row.getByRole("button", { name: "End access" }).click();
    await told(page, "The change is saved.");
    await vida.goto(`${service.origin}/staff`);
    assert.equal(new URL(vida.url()).pathname, "/sign-in");
    for (const each of [page, vida]) await finish(each);
  });

  test("has its theme without a script, before anything is painted", async () => {
    const options = { javaScript: false, theme: "light" };
    const page = await agentEnters(browser, service, owner.id, "/conversations", options);
    const light = await ground(page);
    await pressInMenu(page, "dark");
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    assert.notEqual(await ground(page), light);
    assert.equal(new URL(page.url()).pathname, "/conversations");
    await pressInMenu(page, "system");
    assert.equal(await ground(page), light);
    await finish(page);
  });

  const ground = (page) => page.locator("html").evaluate((html) => getComputedStyle(html).backgroundColor);

  /** Gives e-mail and password of the first person. */
  async function begin(page) {
    await page.goto(`${service.origin}/sign-in?to=/staff`);
    await page.getByLabel("E-mail").fill(person(1).email);
    await page.getByLabel("Password").fill(staff.password);
    await press(page, "Sign in");
  }

  /** A key in the device, unlocked by its person. */
  async function virtualAuthenticator(page) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return {
      verifies: (isUserVerified) => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    };
  }

  async function look(page, name) {
    for (const [size, theme] of [[sizes.wide, "light"], [sizes.narrow, "dark"], [sizes.wide, "dark"], [sizes.narrow, "light"]]) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await accessible(page);
      await fits(page);
      const width = size === sizes.wide ? "wide" : "narrow";
      await screenshot(page, `accounts/${name}.${width}.${theme}`, { size, theme, whole: true });
      if (size === sizes.narrow) await touchable(page);
    }
    await page.setViewportSize(sizes.wide);
    await page.emulateMedia({ colorScheme: "light" });
  }
});
