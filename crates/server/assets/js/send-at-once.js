// Shows a message the moment it is sent, keeps it until the server has it, and sends it again as often as it takes:
// under the id that it was written with, so that it arrives once.
const STORE = "dopis:outbox:";
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const GIVE_UP_AFTER = 12;

const storage = (() => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
})();
const { who } = document.body.dataset;
const path = location.pathname;
const template = document.getElementById("sending");
const list = document.querySelector('[data-live-list="entries"]');
const token = () => document.querySelector("input[name=csrf]")?.value ?? "";
const composer = () => document.getElementById("composer");

/** Everything that waits, of this person; somebody else's is not touched. */
const outbox = {
  key: `${STORE}${who}`,
  all() {
    try {
      return JSON.parse(storage.getItem(this.key)) ?? [];
    } catch {
      return [];
    }
  },
  save(items) {
    if (items.length === 0) storage.removeItem(this.key);
    else storage.setItem(this.key, JSON.stringify(items));
  },
  put(item) {
    this.save([...this.all().filter(({ id }) => id !== item.id), item]);
  },
  drop(id) {
    this.save(this.all().filter((item) => item.id !== id));
  },
};

const freshId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now_ms = Date.now();
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(now_ms / 2 ** (8 * (5 - at))) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

const text = (item) => item.fields.find(([name]) => name === "text")?.[1] ?? "";
const shown = (item) => list?.querySelector(`[data-message="${CSS.escape(item.id)}"]`);

/** The message as it stands in the thread until it has arrived. */
function show(item, state) {
  if (item.path !== path || !template || !list) return;
  let entry = shown(item);
  if (!entry) {
    entry = document.importNode(template.content.firstElementChild, true);
    entry.dataset.message = item.id;
    entry.querySelector(".message-text").textContent = text(item);
    entry.querySelector(".sending-files")?.append((item.files ?? []).map(({ name }) => name).join(", "));
    entry.querySelector("[data-again]").addEventListener("click", () => send({ ...item, tried: 0 }));
    entry.querySelector("[data-edit]").addEventListener("click", () => edit(item));
    list.append(entry);
    entry.scrollIntoView({ block: "nearest" });
  }
  const line = entry.querySelector(".sending-state");
  line.textContent = item.why ?? line.dataset[state];
  entry.classList.toggle("is-failed", state === "failed" || state === "signedOut");
  entry.querySelector(".sending-buttons").hidden = state === "sending";
}

/** The files of a message are uploaded already; the form gets them back. */
function attachAgain(form, files = []) {
  form.querySelector("[data-attach]")?.dispatchEvent(new CustomEvent("attach:again", { detail: files }));
}

function edit(item) {
  const field = composer()?.querySelector("textarea");
  if (!field) return;
  outbox.drop(item.id);
  shown(item)?.remove();
  attachAgain(field.form, item.files);
  field.value = [text(item), field.value].filter(Boolean).join("\n\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

/** The server has it: the thread is brought up to date from its answer. */
function arrived(item, page) {
  outbox.drop(item.id);
  shown(item)?.remove();
  if (item.path === path) document.dispatchEvent(new CustomEvent("live:page", { detail: page }));
}

const refusal = (page) => page.querySelector("#composer .notice.is-refusal, #composer .field-error");

/** Puts the server's question and the text back into the form that is there, with whatever else is in it. */
function putBack(item, form, page) {
  const field = form.querySelector("textarea");
  const made = page.getElementById("composer");
  const why = document.importNode(refusal(page), true);
  form.querySelector(".notice.is-refusal, .field-error")?.remove();
  if (why.matches(".notice")) form.prepend(why);
  else field.before(why);
  attachAgain(form, item.files);
  field.value = text(item);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.toggleAttribute("data-refused", why.matches(".field-error"));
  if (why.matches(".field-error")) field.setAttribute("aria-invalid", "true");
  for (const name of ["message", "last_read"]) form.elements[name].value = made.elements[name].value;
  const insist = made.querySelector("button[name=insist]");
  const button = form.querySelector("button.is-primary");
  if (insist && button) {
    label ??= button.textContent;
    button.name = insist.name;
    button.value = insist.value;
    button.textContent = insist.textContent;
  }
  form.querySelector("button[name=confirmed]")?.remove();
  const confirm = made.querySelector("button[name=confirmed]");
  if (confirm) button?.before(document.importNode(confirm, true));
  const found = form.querySelector("[data-found]");
  found?.replaceWith(document.importNode(made.querySelector("[data-found]"), true));
  field.focus();
}

/** What the button said before it asked whether to send anyway. */
let label;
function unask(form) {
  form.querySelector(".notice.is-refusal, .field-error")?.remove();
  form.querySelector("button[name=confirmed]")?.remove();
  const button = form.querySelector("button[name=insist]");
  if (!button) return;
  button.removeAttribute("name");
  button.removeAttribute("value");
  if (label !== undefined) button.textContent = label;
}

/** The server wants to ask: somebody else has written meanwhile, or the text cannot be sent as it is. */
function asked(item, page) {
  const form = composer();
  const isFree = form && form.querySelector("textarea").value.trim() === "";
  if (item.path === path && isFree && refusal(page)) {
    outbox.drop(item.id);
    shown(item)?.remove();
    document.dispatchEvent(new CustomEvent("live:page", { detail: page }));
    return putBack(item, form, page);
  }
  outbox.put({ ...item, failed: true });
  show({ ...item, why: refusal(page)?.textContent.trim() }, "failed");
}

async function send(item) {
  const tried = (item.tried ?? 0) + 1;
  const trying = { ...item, tried, failed: false, why: undefined };
  outbox.put(trying);
  show(trying, navigator.onLine ? "sending" : "waiting");
  let answer;
  let page;
  try {
    const body = new URLSearchParams([...item.fields, ["csrf", token()]]);
    answer = await fetch(`${item.path}/messages`, { method: "POST", body, headers: { accept: "text/html" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return later(trying);
  }
  const there = new URL(answer.url).pathname;
  if (answer.status === 401 || there.startsWith("/sign-in")) return show(trying, "signedOut");
  if (answer.ok && there === item.path) return arrived(trying, page);
  if (answer.status === 409 || answer.status === 422) return asked(trying, page);
  if (answer.status === 429 || answer.status >= 500) return later(trying);
  outbox.put({ ...trying, failed: true });
  show({ ...trying, why: page.querySelector("main h1 + p")?.textContent.trim() }, "failed");
}

function later(item) {
  show(item, "waiting");
  if (item.tried >= GIVE_UP_AFTER && navigator.onLine) {
    outbox.put({ ...item, failed: true });
    return show(item, "failed");
  }
  const wait_ms = RETRY_MS[Math.min(item.tried - 1, RETRY_MS.length - 1)];
  const timer = setTimeout(() => enqueue(item.id), wait_ms);
  window.addEventListener("online", () => clearTimeout(timer), { once: true });
}

/** One after the other, in the order in which they were written. */
let queue = Promise.resolve();
function enqueue(id) {
  queue = queue.then(() => {
    const item = outbox.all().find((item) => item.id === id);
    return item && !item.failed ? send(item) : undefined;
  });
}

const flush = () => outbox.all().forEach((item) => enqueue(item.id));

/** Takes over the sending of a form that the server has made. */
function adopt(form) {
  if (!form) return;
  form.addEventListener("submit", (event) => {
    const field = form.querySelector("textarea");
    const isEmpty = (value) => typeof value !== "string" && value.size === 0;
    const all = [...new FormData(form, event.submitter).entries()];
    const fields = all.filter(([name, value]) => name !== "csrf" && !isEmpty(value));
    const id = form.elements.message?.value;
    // Files that are not uploaded yet go the way that the page goes without scripts.
    const isText = fields.every(([, value]) => typeof value === "string");
    // Buttons with an address of their own do something else than send.
    const sends = !event.submitter?.hasAttribute("formaction");
    const isEmptyMessage = field.value.trim() === "" && !form.querySelector("[name=attachments]");
    if (event.defaultPrevented || !sends || !isText || !id || isEmptyMessage) return;
    event.preventDefault();
    const named = new Map([...form.querySelectorAll("[name=attachments]")].map((box) => [box.value, box.closest("li")]));
    const files = fields
      .filter(([name]) => name === "attachments")
      .map(([, value]) => ({ id: value, name: named.get(value)?.querySelector(".attach-name")?.textContent ?? value }));
    const item = { id, path, fields, files };
    outbox.put(item);
    form.reset();
    form.elements.message.value = freshId();
    unask(form);
    field.value = "";
    field.defaultValue = "";
    field.removeAttribute("data-refused");
    field.removeAttribute("aria-invalid");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    show(item, "sending");
    enqueue(id);
  });
}

if (storage && who) {
  const notices = [...document.querySelectorAll("[data-notice]")].map(({ dataset }) => dataset.notice);
  if (notices.includes("signed-out")) {
    for (const key of Object.keys(storage).filter((key) => key.startsWith(STORE))) storage.removeItem(key);
  }
  for (const item of outbox.all()) show(item, item.failed ? "failed" : "waiting");
  if (template && list) adopt(composer());
  flush();
  window.addEventListener("online", flush);
  document.addEventListener("live:back", flush);
}
