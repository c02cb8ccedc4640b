// What the pages of the service are to show: people and records, made through the pages as people make them.

import { launch, visit } from "./chromium.mjs";
import { freshSqlite, startServe } from "./dopis.mjs";
import { agents, hire, load, moveInFew, seller, staff } from "./marketplace.mjs";
import { agentEnters, buyerEnters, press, staffSignsIn, write } from "./story.mjs";
import { code } from "./totp.mjs";

const owner = { id: "olga", name: "Olga Vzorec" };
const day_ms = 86_400_000;

/** A service with the people of `pages.mjs` and what they have done; `close()` ends it. */
export async function everyRecord(settings = {}) {
  const database = await freshSqlite();
  const service = await startServe(database.url, undefined, { more: settings });
  const browser = await launch();
  const close = async () => {
    await browser.close();
    await service.stop();
    await database.drop();
  };
  try {
    const orders = await moveInFew(service);
    const line = { type: "agent", seller: seller.id, email: "olga@example.com", language: "en", role: "owner" };
    await load(service, [{ ...line, ...owner }, lateQuestion(orders[5], "overdue"), lateQuestion(orders[6], "called")]);
    for (const role of ["moderator", "administrator", "auditor"]) await hire(service, person(role));
    const all = { browser, service, orders, people: {}, records: {} };
    await enterAll(all);
    await buyersAsk(all);
    await agentsWork(all);
    await ownerKeeps(all);
    if (settings.DOPIS_SIGN_IN__AGENTS_WITH_PASSWORD) await ownerInvites(all);
    await staffWork(all);
    return { ...all, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const person = (role) => staff[role] ?? { email: `${role}@example.com`, name: "Avrelija Vzorec", role };
const idOf = (page) => new URL(page.url()).pathname.split("/").at(-1);

/** A question that nobody answered in time, as another helpdesk would hand it over. */
function lateQuestion({ seller, buyer, id }, name) {
  const at = new Date(Date.now() - 12 * day_ms).toISOString();
  const text = "Pozdravljeni, paket še vedno ni prišel. Kje je?";
  return { type: "conversation", id: name, seller, buyer, order: id, subject: `Naročilo ${id}`, messages: [{ from: "buyer", at, text }] };
}

async function enterAll({ browser, service, orders, people, records }) {
  const [first, second, third, other, asked, overdue, called] = orders;
  const ask = ({ seller, id }) => `/ask?${new URLSearchParams({ seller, order: id })}`;
  Object.assign(people, {
    nobody: await visit(browser, `${service.origin}/sign-in`),
    stranger: await visit(browser, `${service.origin}/sign-in`),
    buyer: await buyerEnters(browser, service, first.buyer, ask(first)),
    buyerWaived: await buyerEnters(browser, service, second.buyer, ask(second)),
    buyerTakenOver: await buyerEnters(browser, service, third.buyer, ask(third)),
    buyerAsks: await buyerEnters(browser, service, asked.buyer, "/"),
    buyerWaits: await buyerEnters(browser, service, overdue.buyer, "/conversations"),
    buyerCalls: await buyerEnters(browser, service, called.buyer, "/conversations"),
    agent: await agentEnters(browser, service, agents.ana.id, "/labels"),
    owner: await agentEnters(browser, service, owner.id, "/people"),
    moderator: await staffSignsIn(browser, service, staff.moderator, "/staff"),
    administrator: await staffSignsIn(browser, service, staff.administrator, "/account"),
    auditor: await staffSignsIn(browser, service, person("auditor"), "/staff"),
  });
  Object.assign(records, {
    order: first.id,
    seller: first.seller,
    listing: first.lines[0].listing,
    otherOrder: other.id,
    askedOrder: asked.id,
    buyer: first.buyer,
  });
}

async function buyersAsk({ people, records }) {
  const { buyer, buyerWaived, buyerTakenOver, buyerWaits, buyerCalls } = people;
  for (const page of [buyer, buyerWaived, buyerTakenOver]) {
    await write(page, "Pozdravljeni,\n\nkdaj pride moj paket? Glejte https://example.com/sledenje?st=1.", "Send");
  }
  for (const page of [buyerWaits, buyerCalls]) {
    await page.locator(".row-link").first().click();
    await page.waitForURL(/\/conversations\/./);
  }
  await press(buyerCalls, "Ask the marketplace for help");
  Object.assign(records, {
    id: idOf(buyer),
    waived: idOf(buyerWaived),
    takenOver: idOf(buyerTakenOver),
    overdue: idOf(buyerWaits),
    called: idOf(buyerCalls),
  });
}

/** Answers, notes and whatever an agent keeps. */
async function agentsWork({ browser, service, people, records }) {
  const { agent, buyer } = people;
  const go = (path) => agent.goto(service.origin + path);
  await agent.locator("#name-new").fill("Reklamacija");
  await agent.locator("#colour-new").selectOption("red");
  await press(agent, "Add label");
  await go(`/conversations/${records.id}`);
  await write(agent, "Jutri, s kurirjem.", "Send reply");
  await agent.getByLabel("Assigned to").selectOption(agents.bor.id);
  await press(agent, "Assign");
  await agent.locator(".label-edit summary").click();
  await agent.getByLabel("Reklamacija").check();
  await press(agent, "Save labels");
  await agent.locator(".note-composer summary").click();
  await agent.getByLabel("Note for colleagues").fill("Paket je še v skladišču, @bor.");
  await press(agent, "Save note");
  await buyer.reload();
  await write(buyer, "Hvala. In ura?", "Send");
  await go(`/conversations/${records.id}`);
  await write(agent, "Dogovorimo se raje mimo tržnice, bo ceneje.", "Send reply");
  await go(`/conversations/${records.waived}`);
  await agent.locator(".no-reply summary").click();
  await agent.getByLabel("Why is no reply needed?").fill("Dogovorili smo se po telefonu.");
  await press(agent, "Mark as no reply needed");

  await go("/conversations?tab=all&from=2026-01-01");
  await agent.getByLabel("Save this filter as").fill("Vsa letošnja");
  await press(agent, "Save list");
  await go("/quick-replies/new");
  await agent.getByLabel("Name").fill("Na poti");
  await agent.getByLabel("Shortcut").fill("na-poti");
  await agent.getByLabel("Text (English)").fill("Hello {{buyer}}, parcel {{tracking}} is on its way. {{agent}}");
  await press(agent, "Save");
  await agent.locator(".row-link").first().click();
  await agent.waitForURL(/\/quick-replies\/./);
  records.quickReply = idOf(agent);
  await go("/figures");
  records.questions = await agent.locator(".figure-numbers a").first().getAttribute("href");

  const bor = await agentEnters(browser, service, agents.bor.id, `/conversations/${records.takenOver}`);
  await bor.locator(".note-composer summary").click();
  await bor.locator("#note").fill("Poglej, prosim, @ana. Stranka je že klicala.");
  await bor.locator(".note-composer form button").click();
  await bor.locator(".note .mention").waitFor();
  await bor.context().close();
}

/** A rule and an absence. */
async function ownerKeeps({ service, people, records }) {
  const { owner } = people;
  await owner.goto(`${service.origin}/rules/new`);
  await owner.getByLabel("Name of the rule").fill("Avstrijski kupci");
  await owner.getByLabel("Country of the buyer").fill("AT");
  await owner.locator("#agent-1").check();
  await press(owner, "Save rule");
  const rule = await owner.getByRole("link", { name: "Edit" }).first().getAttribute("href");
  records.rule = rule.split("/").at(-1);
  await owner.goto(`${service.origin}/absences`);
  const date = (days) => new Date(Date.now() + days * day_ms).toISOString().slice(0, 10);
  await owner.locator("#absence-first").fill(date(40));
  await owner.locator("#absence-last").fill(date(50));
  await owner.locator("#absence-reason").fill("Kolektivni dopust");
  await press(owner, "Announce absence");
  const change = await owner.getByRole("link", { name: "Change" }).first().getAttribute("href");
  records.absence = change.split("/").at(-1);
}

/** Somebody who may only read, and somebody who has not come yet. */
async function ownerInvites({ browser, service, people, records }) {
  const { owner } = people;
  const invite = async (email) => {
    await owner.goto(`${service.origin}/people`);
    await owner.getByLabel("E-mail address").fill(email);
    await owner.getByLabel("Role").last().selectOption("read_only");
    await press(owner, "Make a link");
    return owner.getByLabel("Link").inputValue();
  };
  people.reader = await visit(browser, await invite("rado@example.com"));
  await people.reader.getByLabel("Name").fill("Rado Vzorec");
  await people.reader.getByLabel("Password").fill("a long password of an agent");
  await press(people.reader, "Make the account");
  records.invitation = (await invite("vida@example.com")).split("/").at(-1);
}

/** A version of the rules for messages, and its replay. */
async function rulesWork(administrator, service, records) {
  await administrator.goto(`${service.origin}/staff/rules`);
  await administrator.locator("#ruleset-text").fill("[switched off]\nphone.plus");
  await administrator.locator("#ruleset-reason").fill("Preveč najdb");
  await press(administrator, "Save the draft");
  records.ruleSet = idOf(administrator);
  await press(administrator, "Begin the replay");
  records.replay = idOf(administrator);
}

/** Visits with a reason, a conversation taken over, a day of the calendar, a setting, a second factor, and messages to look at. */
async function staffWork({ browser, service, orders, people, records }) {
  const { moderator, administrator, agent, owner } = people;
  for (const id of [records.takenOver, records.id]) {
    await moderator.goto(`${service.origin}/conversations/${id}`);
    await moderator.getByLabel("Reason").fill("Pomoč kupcu");
    await press(moderator, "Record and open");
    if (id === records.takenOver) await press(moderator, "Take over the conversation");
  }
  await moderator.goto(`${service.origin}/staff/reviews`);
  await press(moderator, "Take the next one");
  await press(moderator, "3 deal outside the marketplace");
  await owner.goto(`${service.origin}/violations`);
  await owner.locator(".strike-contest summary").click();
  await owner.getByLabel("Why the decision is wrong").fill("Govorili smo le o prevzemu.");
  const contest = await owner.locator(".strike-contest form").getAttribute("action");
  records.strike = contest.split("/").at(-2);
  await press(owner, /^Contest the violation/);
  await agent.goto(`${service.origin}/conversations/${records.id}`);
  await write(agent, "Dogovorimo se mimo tržnice, bo ceneje.", "Send reply");
  await moderator.goto(`${service.origin}/staff/reviews`);
  await press(moderator, "Take the next one");
  records.review = idOf(moderator);
  await administrator.goto(`${service.origin}/staff/holds`);
  await administrator.getByLabel("What is held").selectOption("seller");
  await administrator.getByLabel("Id", { exact: true }).fill(seller.id);
  await administrator.getByLabel("Last day").fill(new Date(Date.now() + 300 * day_ms).toISOString().slice(0, 10));
  await administrator.getByLabel("Reason", { exact: true }).fill("Spor o vračilih");
  await press(administrator, "Hold");
  await moderator.goto(`${service.origin}/staff/erasures`);
  await moderator.getByLabel("Buyer’s id").fill(orders[0].buyer);
  await moderator.getByLabel("Reason", { exact: true }).fill("Zahteva po elektronski pošti");
  await press(moderator, "Ask for the erasure");
  await administrator.goto(`${service.origin}/account/second-factor`);
  await administrator.locator("#set-up-password").fill(staff.password);
  await press(administrator, "Set up an authenticator app");
  const secret = await administrator.locator("#secret").innerText();
  await administrator.getByLabel("Enter the six digits").fill(code(secret));
  await press(administrator, "Confirm");
  people.halfSignedIn = await staffSignsIn(browser, service, staff.administrator, "/staff");
  await rulesWork(administrator, service, records);
  await administrator.goto(`${service.origin}/staff/calendar`);
  await administrator.getByLabel("Date", { exact: true }).fill("2027-03-05");
  await administrator.getByLabel("Name in English").fill("A day of our own");
  await administrator.getByLabel("Name in the country’s language").fill("Naš dan");
  await press(administrator, "Add");
  await administrator.goto(`${service.origin}/staff/settings/reply_minutes`);
  for (const [hours, from, reason] of [["20", "", "Odločitev uprave"], ["16", "2027-01-01T08:00", "Obljuba kupcem"]]) {
    await administrator.locator("#setting-value").fill(hours);
    await administrator.locator("#setting-from").fill(from);
    await administrator.locator("#setting-reason").fill(reason);
    await press(administrator, "Enter the change");
  }
}
