// Script in every text that anybody can give, on every page that shows it, for everybody who sees it: none of it runs,
// and the browser has nothing to report of the policy, for there is nothing that it would have had to stop.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { launch, visit } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { agents, hire, load, moveInFew, records, seller, staff } from "./support/marketplace.mjs";
import { controls, startReports } from "./support/reports.mjs";
import { agentEnters, buyerEnters, staffSignsIn } from "./support/story.mjs";

const photo = new URL("../it/files/photo.jpg", import.meta.url);
const day_ms = 86_400_000;
const date = (days) => new Date(Date.now() + days * day_ms).toISOString().slice(0, 10);

/** Every field that was filled, by the word that its text ends with. */
const fields = new Set();
/** Short enough for any field. */
function hostile(field) {
  fields.add(field);
  return `<img src=x onerror=__x=1>q-${field}`;
}
/** With every other way to get out of where it stands. */
function worse(field) {
  const ways = ["\"'>", "</textarea></title></script>", "<script>window.__x = 1</script>", "<svg onload=window.__x=1>", "${window.__x=1}"];
  return ways.join("") + hostile(field);
}
/** What only searching and asking for it shows. */
const asked = `"'><script>window.__x = 1</script><img src=x onerror=__x=1>`;

describe("script in every field", () => {
  const people = {};
  const seen = new Set();
  let database, reports, service, browser, order, other, conversation, waived;

  before(async () => {
    database = await freshSqlite();
    reports = await startReports();
    const node = await startServe(database.url, undefined, {
      more: { DOPIS_SERVER__PUBLIC_URL: reports.origin, DOPIS_SIGN_IN__AGENTS_WITH_PASSWORD: "true" },
    });
    reports.to(node.port);
    service = { ...node, origin: reports.origin };
    [order, other] = await moveInFew(service);
    browser = await launch();
    await pushed();
    await entered();
    await written();
    await kept();
    await decided();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await reports?.stop();
    await database?.drop();
  });

  /** What the marketplace pushes. */
  async function pushed() {
    const [own] = (await records("sellers")).filter(({ id }) => id === seller.id);
    const buyer = { type: "buyer", id: order.buyer, name: worse("buyer"), email: "h@example.com", language: "en", country: "SI" };
    const line = (field) => ({ title: worse(field), quantity: 1, unit_price: { amount: "1.00", currency: "EUR" } });
    const address = { name: worse("recipient"), line1: worse("street"), city: hostile("city"), country: "SI" };
    const listing = (await records("listings")).find(({ id }) => id === order.lines[0].listing);
    await load(service, [
      { ...own, name: worse("seller") },
      { type: "agent", seller: seller.id, id: agents.ana.id, email: "ana@example.com", language: "en", role: "owner", name: worse("agent") },
      buyer,
      { ...listing, title: worse("listing") },
      { ...order, lines: [line("line")], delivery_address: address },
    ]);
    await hire(service, staff.moderator);
    await hire(service, { ...staff.administrator, name: worse("administrator") });
  }

  async function entered() {
    people.buyer = await buyerEnters(browser, service, order.buyer, "/conversations");
    people.second = await buyerEnters(browser, service, other.buyer, "/conversations");
    people.agent = await agentEnters(browser, service, agents.ana.id, "/labels");
    people.colleague = await agentEnters(browser, service, agents.bor.id, "/labels");
    people.moderator = await staffSignsIn(browser, service, staff.moderator, "/account");
    people.administrator = await staffSignsIn(browser, service, staff.administrator, "/account");
    people.nobody = await visit(browser, `${service.origin}/sign-in`);
  }

  /** A request of a page's own person; what was answered, which must be a success. */
  async function ask(page, method, path, body) {
    const isBytes = Array.isArray(body);
    const { status, text } = await page.evaluate(
      async ([method, path, body, isBytes]) => {
        const csrf = document.querySelector("input[name=csrf]").value;
        const type = isBytes ? "application/octet-stream" : "application/json";
        const sent = isBytes ? new Uint8Array(body) : JSON.stringify(body);
        const headers = { "x-csrf-token": csrf, "content-type": type };
        const answer = await fetch(`/api/v1${path}`, { method, headers, body: sent });
        return { status: answer.status, text: await answer.text() };
      },
      [method, path, body, isBytes],
    );
    assert.ok(status >= 200 && status < 300, `${method} ${path}: ${status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }

  async function opened(page, { id }, text) {
    const body = { seller: seller.id, subject: { kind: "order", id }, text };
    return (await ask(page, "POST", "/conversations", body)).conversation.id;
  }

  /** Messages, notes, drafts and files. */
  async function written() {
    const { buyer, second, agent, colleague } = people;
    conversation = await opened(buyer, order, worse("question"));
    waived = await opened(second, other, worse("thanks"));
    const bytes = [...(await readFile(photo))];
    const name = encodeURIComponent(`${hostile("file")}.jpg`);
    const file = await ask(agent, "POST", `/attachments?conversation=${conversation}&name=${name}`, bytes);
    const reply = { text: worse("answer"), last_read: 1, attachments: [file.id] };
    await ask(agent, "POST", `/conversations/${conversation}/messages`, reply);
    await ask(buyer, "POST", `/conversations/${conversation}/messages`, { text: worse("again"), last_read: 2, insist: true });
    await ask(colleague, "POST", `/conversations/${conversation}/notes`, { text: `@ana ${worse("note")}` });
    await ask(agent, "PUT", `/conversations/${conversation}/draft`, { text: worse("draft") });
    await ask(agent, "PUT", `/conversations/${waived}/no-reply-needed`, { reason: worse("waiver") });
  }

  /** What a seller's people keep. */
  async function kept() {
    const { agent } = people;
    const label = await ask(agent, "POST", "/labels", { name: hostile("label"), colour: "red" });
    await ask(agent, "POST", `/conversations/${conversation}/labels`, { on: [label.id] });
    await ask(agent, "POST", "/views", { name: hostile("view"), tab: "all", shared: true });
    const text = worse("quick-text");
    const quick = { name: hostile("quick-reply"), shortcut: "hostile", default_language: "en", texts: { en: text } };
    people.quickReply = (await ask(agent, "POST", "/quick-replies", quick)).id;
    const rule = { name: hostile("rule"), outcome: { kind: "agent", agent: agents.bor.id } };
    await ask(agent, "POST", "/assignment-rules", rule);
    const absence = (first, field) => ({ first_day: date(first), last_day: date(first + 3), reason: worse(field) });
    await ask(agent, "POST", "/absences", absence(40, "absence"));
    people.refused = (await ask(agent, "POST", "/absences", absence(80, "absence-refused"))).id;
  }

  /** What staff write. */
  async function decided() {
    const { moderator, administrator } = people;
    await ask(moderator, "PUT", `/absences/${people.refused}/decision`, { approved: false, reason: worse("refusal") });
    await ask(moderator, "POST", `/conversations/${conversation}/reads`, { reason: worse("reading") });
    const change = { setting: "due_soon_percent", value: 81, reason: worse("change") };
    await ask(administrator, "POST", "/settings/changes", change);
    const notice = { setting: "notice_en", value: worse("notice"), reason: worse("notice-reason") };
    await ask(administrator, "POST", "/settings/changes", notice);
    const name = { english: hostile("holiday"), local: hostile("local-holiday") };
    const day = { country: "SI", subdivision: null, day: { kind: "on", date: "2027-03-05" }, change: { kind: "add_holiday", name } };
    await ask(administrator, "POST", "/calendar-days", day);
  }

  /** Nothing on the page has run; notes which fields it showed. */
  async function harmless(page, path) {
    const answer = await page.goto(service.origin + path);
    assert.ok(answer.status() < 500, `${path}: ${answer.status()}`);
    const [ran, made, words] = await page.evaluate(() => {
      for (const closed of document.querySelectorAll("details")) closed.open = true;
      const all = [...document.querySelectorAll("*")];
      const attributes = all.flatMap((it) => [...it.attributes].map(({ value }) => value));
      const typed = all.map((it) => (typeof it.value === "string" ? it.value : ""));
      const made = all.filter((it) => it.matches("img[src=x], [onerror], [onload], script:not([src])")).length;
      return [window.__x, made, [document.documentElement.textContent, ...attributes, ...typed].join("\n")];
    });
    assert.equal(ran, undefined, `a text ran on ${path}`);
    assert.equal(made, 0, `a text became an element on ${path}`);
    for (const field of fields) if (words.includes(`q-${field}`)) seen.add(field);
  }

  const searches = `q=${encodeURIComponent(asked)}&find=${encodeURIComponent(asked)}&order=${encodeURIComponent(asked)}`;
  const pages = {
    nobody: [`/sign-in?to=${encodeURIComponent(asked)}`, `/enter?token=${encodeURIComponent(asked)}`, `/${encodeURIComponent(asked)}`],
    buyer: () => ["/conversations", `/conversations/${conversation}`, `/ask?seller=${seller.id}&order=${order.id}`],
    second: () => [`/conversations/${waived}`, `/ask?seller=${seller.id}&listing=${order.lines[0].listing}`],
    agent: () => [
      "/", "/conversations?tab=all", `/conversations?tab=all&${searches}`, `/conversations/${conversation}`,
      `/conversations/${waived}`, "/mentions", "/labels", "/views", "/quick-replies", `/quick-replies/${people.quickReply}`,
      "/absences", "/rules", "/rules?try=yes", "/people", "/figures", "/account", "/palette?words=q",
    ],
    colleague: () => [`/conversations/${conversation}`, "/conversations?tab=all", "/account"],
    moderator: () => [
      "/staff", `/staff?q=${order.id}`, `/staff?${searches}`, "/staff/sellers", `/staff/sellers?${searches}`, `/staff/sellers/${seller.id}`,
      "/staff/absences", "/staff/settings", "/staff/settings/due_soon_percent", `/conversations/${conversation}`,
    ],
    administrator: () => ["/staff/people", "/staff/calendar", "/staff/readings", "/staff/settings/due_soon_percent", "/staff/settings/notice_en", "/account"],
  };

  for (const [person, paths] of Object.entries(pages)) {
    test(`does not run before the eyes of ${person}`, async () => {
      for (const path of typeof paths === "function" ? paths() : paths) await harmless(people[person], path);
    });
  }

  test("was seen, field by field", () => {
    assert.deepEqual([...fields].filter((field) => !seen.has(field)), []);
  });

  test("was nothing that the browser had to report", () => assert.deepEqual(reports.reports, []));

  test("would have run, and would have been reported", async () => {
    reports.controls(worse("control"));
    const page = people.nobody;
    await page.goto(service.origin + controls.running);
    await page.waitForFunction(() => window.__x === 1);
    const before = reports.reports.length;
    await page.goto(service.origin + controls.stopped);
    const isReported = () => reports.reports.slice(before).some((text) => text.includes("script-src"));
    for (let polls = 0; !isReported() && polls < 100; polls++) await delay(100);
    assert.ok(isReported(), reports.reports.join("\n"));
    assert.equal(await page.evaluate(() => window.__x), undefined);
  });
});
