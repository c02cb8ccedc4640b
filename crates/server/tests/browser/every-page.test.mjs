// Every page of the service in both languages, by day at a desk and by night on a phone.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, launch, sizes, touchable, visit } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { agents, hire, moveInFew, staff } from "./support/marketplace.mjs";
import { screenshot } from "./support/screenshot.mjs";
import { agentEnters, buyerEnters, press, staffSignsIn, write } from "./support/story.mjs";

const languages = { en: "English", sl: "Slovenščina" };

/** Who asks for what, under the name of its picture. `{id}` and the like are filled in from the story. */
const pages = {
  nobody: {
    "sign-in": "/sign-in",
    "enter-refused": "/enter?token=no-token",
    "not-signed-in": "/conversations",
    "not-found": "/no-such-page",
  },
  agent: {
    inbox: "/",
    "inbox-overdue": "/conversations?tab=overdue",
    "inbox-waiting": "/conversations?tab=waiting",
    "inbox-closed": "/conversations?tab=closed",
    "inbox-filtered": "/conversations?tab=all&buyer={buyer}&from=2026-01-01",
    "agent-thread": "/conversations/{id}",
    "agent-thread-waived": "/conversations/{waived}",
    "agent-thread-taken-over": "/conversations/{takenOver}",
    "agent-ask": "/ask?order={otherOrder}",
    "agent-absences": "/absences",
    "agent-forbidden": "/staff",
  },
  buyer: {
    "buyer-home": "/conversations",
    "buyer-thread": "/conversations/{id}",
    "buyer-ask-listing": "/ask?seller={seller}&listing={listing}",
  },
  buyerAsks: { "buyer-empty": "/", "buyer-ask-order": "/ask?seller={seller}&order={askedOrder}" },
  buyerWaived: { "buyer-thread-waived": "/conversations/{waived}" },
  buyerTakenOver: { "buyer-thread-taken-over": "/conversations/{takenOver}" },
  moderator: {
    "staff-home": "/staff",
    "staff-found": "/staff?q={order}",
    "staff-nothing": "/staff?q=none",
    "staff-waiting": "/staff?part=waiting",
    "staff-sellers": "/staff/sellers",
    "staff-seller": "/staff/sellers/{seller}",
    "staff-settings": "/staff/settings",
    "staff-setting": "/staff/settings/reply_minutes",
    "staff-reason": "/conversations/{waived}",
    "staff-absences": "/staff/absences",
    "staff-thread": "/conversations/{id}",
    "staff-thread-taken-over": "/conversations/{takenOver}",
  },
  administrator: {
    calendar: "/staff/calendar",
    "staff-readings": "/staff/readings",
    "staff-setting-form": "/staff/settings/reply_minutes",
  },
};

/** What is fetched by pages and is none: files, and what scripts listen to. */
const parts = [
  "/embed.js", "/palette", "/staff/readings.csv",
  "/assets/{}", "/conversations/{}/attachments/{}", "/conversations/{}/attachments/{}/thumbnail", "/live", "/presence",
];

/** Pages that need records of their own; the gallery shows them with sample data. */
const inGallery = [
  "/absences/{}", "/account", "/account/second-factor", "/sign-in/second-factor", "/invitation/{}", "/people", "/staff/people",
  "/staff/escalations", "/staff/settings/{}", "/mentions", "/keys", "/quick-replies", "/quick-replies/new", "/quick-replies/{}",
  "/figures", "/figures/conversations", "/labels", "/views", "/rules", "/rules/new", "/rules/{}",
];

/** What is refused, and with what status. */
const refused = { "enter-refused": 401, "not-signed-in": 401, "not-found": 404, "agent-forbidden": 403 };

describe("every page of the service", () => {
  const people = {};
  const story = {};
  let database, service, browser;

  before(async () => {
    database = await freshSqlite();
    service = await startServe(database.url);
    const orders = await moveInFew(service);
    await hire(service, staff.moderator);
    await hire(service, staff.administrator);
    browser = await launch();
    await happen(orders);
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  /** What the pages are to show. */
  async function happen([first, second, third, other, asked]) {
    const ask = ({ seller, id }) => `/ask?${new URLSearchParams({ seller, order: id })}`;
    const idOf = (page) => new URL(page.url()).pathname.split("/").at(-1);
    Object.assign(people, {
      nobody: await visit(browser, `${service.origin}/sign-in`),
      buyer: await buyerEnters(browser, service, first.buyer, ask(first)),
      buyerWaived: await buyerEnters(browser, service, second.buyer, ask(second)),
      buyerTakenOver: await buyerEnters(browser, service, third.buyer, ask(third)),
      buyerAsks: await buyerEnters(browser, service, asked.buyer, "/"),
      agent: await agentEnters(browser, service, agents.ana.id, "/"),
      moderator: await staffSignsIn(browser, service, staff.moderator, "/staff"),
      administrator: await staffSignsIn(browser, service, staff.administrator, "/staff/calendar"),
    });
    const { agent, buyer, buyerWaived, buyerTakenOver, moderator, administrator } = people;
    for (const page of [buyer, buyerWaived, buyerTakenOver]) {
      await write(page, "Pozdravljeni,\n\nkdaj pride moj paket? Glejte https://example.com/sledenje?st=1.", "Send");
    }
    Object.assign(story, {
      id: idOf(buyer),
      waived: idOf(buyerWaived),
      takenOver: idOf(buyerTakenOver),
      order: first.id,
      seller: first.seller,
      listing: first.lines[0].listing,
      otherOrder: other.id,
      askedOrder: asked.id,
      buyer: first.buyer,
    });
    await agent.goto(`${service.origin}/conversations/${story.id}`);
    await write(agent, "Jutri, s kurirjem.", "Send reply");
    await agent.getByLabel("Assigned to").selectOption(agents.bor.id);
    await press(agent, "Assign");
    await agent.locator(".note-composer summary").click();
    await agent.getByLabel("Note for colleagues").fill("Paket je še v skladišču.");
    await press(agent, "Save note");
    await buyer.reload();
    await write(buyer, "Hvala. In ura?", "Send");
    await agent.goto(`${service.origin}/conversations/${story.waived}`);
    await agent.locator(".no-reply summary").click();
    await agent.getByLabel("Why is no reply needed?").fill("Dogovorili smo se po telefonu.");
    await press(agent, "Mark as no reply needed");
    for (const id of [story.takenOver, story.id]) {
      await moderator.goto(`${service.origin}/conversations/${id}`);
      await moderator.getByLabel("Reason").fill("Pomoč kupcu");
      await press(moderator, "Record and open");
      if (id === story.takenOver) await press(moderator, "Take over the conversation");
    }
    await administrator.getByLabel("Date", { exact: true }).fill("2027-03-05");
    await administrator.getByLabel("Name in English").fill("A day of our own");
    await administrator.getByLabel("Name in the country’s language").fill("Naš dan");
    await press(administrator, "Add");
    await expectText(administrator.locator(".table tbody tr"), staff.administrator.name);
  }

  test("is looked at: none of the addresses is missing here", async () => {
    const folder = new URL("../../src/routes/pages/", import.meta.url);
    const files = (await readdir(folder)).map((name) => readFile(new URL(name, folder), "utf8"));
    const routes = (await Promise.all(files)).join("\n");
    const got = routes.matchAll(/endpoint\(\s*(?:Method::GET|get(?:(?:\.clone)?\(\))?),\s*"([^"]+)"/g);
    const shape = (path) => path.split("?")[0].replace(/\{[^}]+\}/g, "{}");
    const looked = new Set(Object.values(pages).flatMap((paths) => Object.values(paths).map(shape)));
    const served = [...got].map(([, path]) => shape(path));
    assert.ok(served.length >= 8, "the list of addresses could not be read");
    assert.deepEqual(served.filter((path) => !looked.has(path) && ![...parts, ...inGallery].includes(path)), []);
  });

  for (const [language, name] of Object.entries(languages)) {
    for (const [who, paths] of Object.entries(pages)) {
      for (const [picture, pattern] of Object.entries(paths)) {
        test(`${picture} in ${name}`, async () => {
          const page = people[who];
          const path = pattern.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(story[key]));
          const answer = await page.goto(service.origin + path);
          assert.equal(answer.status(), refused[picture] ?? 200);
          await speak(page, language, service.origin + path);
          await look(page, `${picture}.${language}`, { size: sizes.wide, theme: "light" });
          await look(page, `${picture}.${language}`, { size: sizes.narrow, theme: "dark" });
          await touchable(page);
        });
      }
    }
  }

  test("does nothing that a page must not", async () => {
    for (const page of Object.values(people)) await finish(page);
  });

  async function look(page, name, { size, theme }) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const details of await page.locator("details:not(.menu)").all()) await details.evaluate((it) => (it.open = true));
    await accessible(page);
    await fits(page);
    await screenshot(page, `pages/${name}.${theme}`, { size, theme, whole: true });
  }

  /** Switches the language as people do, and comes back. */
  async function speak(page, language, address) {
    if ((await page.locator("html").getAttribute("lang")) === language) return;
    const menu = page.locator(".page-menu > summary");
    if (await menu.count()) await menu.click();
    await press(page, languages[language]);
    await page.goto(address);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
  }
});
