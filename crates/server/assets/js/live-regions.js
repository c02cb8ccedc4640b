// Brings parts of the page up to date from the same page as the server would make it now.
// What the reader is reading or writing stays where it is.
const SOON_MS = 120;
const BETWEEN_MS = 1_500;
const MINUTE_MS = 60_000;
const READING_FROM_PX = 120;
const AT_END_PX = 80;
const RELEASED_AFTER_MS = 100;
const IDLE_WITHIN_MS = 1_000;
/** Reading leaves traces of its own, which are no news to a page. */
const IGNORED = /^staff_read\./;

/** Not before the page can be used; some browsers know no idle time. */
const whenIdle = (task) => (window.requestIdleCallback ? requestIdleCallback(task, { timeout: IDLE_WITHIN_MS }) : setTimeout(task));

const known = new WeakMap();
const conversation = document.querySelector("[data-conversation]")?.dataset.conversation;
const quiet = document.querySelector("[data-live-quiet]") !== null;
const texts = document.getElementById("live")?.dataset;
const said = document.getElementById("live-said");
const lists = () => document.querySelectorAll("[data-live-list]");
const regions = (from) => from.querySelectorAll("[data-live-region]");
const named = (from, attribute, name) => from.querySelector(`[${attribute}="${CSS.escape(name)}"]`);
const ownTitle = document.title;
let unseen = 0;
let isRemembered = false;

/** What an element looked like when the server made it; hidden fields differ each time. */
function signature(element) {
  const copy = element.cloneNode(true);
  for (const field of copy.querySelectorAll("input[type=hidden], [data-live-sign]")) field.remove();
  return `${copy.className} ${copy.innerHTML}`;
}

const remember = (element) => known.set(element, signature(element));

/** All of the page; of what holds a list its items alone are compared. Once it is ready, or earlier where somebody is faster. */
function rememberAll() {
  if (isRemembered) return;
  isRemembered = true;
  for (const region of regions(document)) if (!region.querySelector("[data-live-list]")) remember(region);
  for (const list of lists()) [...list.children].forEach(remember);
}
const key = (item) => item.id || (item.querySelector("a[href]")?.getAttribute("href") ?? item.textContent.trim());

/** What the finger or mouse button is on: taken away under it, the press would be lost. */
let pressed = null;
let skipped = false;

const isPressed = (element) => {
  const is = pressed !== null && element.contains(pressed);
  skipped ||= is;
  return is;
};

function isChanged(field) {
  if (field.type === "hidden") return false;
  if (!field.matches("select")) return field.value !== field.defaultValue;
  const options = [...field.options];
  return field.selectedIndex !== Math.max(0, options.findIndex((option) => option.defaultSelected));
}

/** Somebody is at work in it: the focus is there, or something was typed or opened. */
function isBusy(element) {
  const typed = [...element.querySelectorAll("input, textarea, select")].some(isChanged);
  const opened = element.querySelector("details[open]") !== null;
  return typed || opened || isPressed(element) || element.contains(document.activeElement);
}

function replaceRegion(old, fresh) {
  if (old.dataset.liveRegion === "composer") {
    // What is written in stays; where there is nothing to write in any more, or again, the page is made anew.
    const appears = (from) => from.querySelector("form") !== null;
    if (appears(old) !== appears(fresh) && !isBusy(old)) location.reload();
    return;
  }
  if (known.get(old) === signature(fresh)) {
    // A form that stays must still know on what it is pressed.
    const versions = fresh.querySelectorAll("input[name=version]");
    for (const [at, field] of old.querySelectorAll("input[name=version]").entries()) {
      if (versions[at]) field.value = versions[at].value;
    }
    return;
  }
  if (isBusy(old)) return;
  const copy = document.importNode(fresh, true);
  old.replaceWith(copy);
  remember(copy);
  for (const list of copy.querySelectorAll("[data-live-list]")) [...list.children].forEach(remember);
}

/** The list as it is made now, item by item; gives the items that are new. */
function replaceItems(list, fresh) {
  const before = new Map([...list.children].filter((item) => !item.matches("[data-sending]")).map((item) => [key(item), item]));
  const added = [];
  let at = list.firstElementChild;
  for (const item of fresh.children) {
    let element = before.get(key(item));
    before.delete(key(item));
    if (!element || known.get(element) !== signature(item)) {
      const copy = document.importNode(item, true);
      remember(copy);
      if (element) {
        if (element === at) at = copy;
        element.replaceWith(copy);
      } else {
        added.push(copy);
      }
      element = copy;
    }
    if (element === at) at = at.nextElementSibling;
    else list.insertBefore(element, at);
  }
  for (const gone of before.values()) gone.remove();
  return added;
}

/** Only what stands where it stood; the rest waits until the reader wants it. */
function replaceInPlace(list, fresh) {
  const made = new Map([...fresh.children].map((item) => [key(item), item]));
  for (const item of list.children) {
    const now = made.get(key(item));
    if (!now || item.contains(document.activeElement) || known.get(item) === signature(now)) continue;
    const copy = document.importNode(now, true);
    remember(copy);
    item.replaceWith(copy);
  }
}

const plural = (count, prefix) => {
  const rule = new Intl.PluralRules(document.documentElement.lang).select(count);
  const kind = { one: "One", two: "Two", few: "Few" }[rule] ?? "Other";
  return texts[prefix + kind].replace(/\d+/, count);
};

function offer(list, fresh) {
  const keys = [...list.children].map(key);
  const now = [...fresh.children].map(key);
  const count = now.filter((item) => !keys.includes(item)).length;
  const same = keys.length === now.length && keys.every((item, at) => item === now[at]);
  const button = document.querySelector(".live-offer") ?? document.createElement("button");
  if (same) return button.remove();
  button.type = "button";
  button.className = "button is-primary live-offer";
  button.textContent = count > 0 ? plural(count, "new") : texts.listChanged;
  button.onclick = () => {
    button.remove();
    replaceItems(list, fresh);
    list.querySelector("a[href]")?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  };
  if (!button.isConnected) list.before(button);
}

function replaceList(list, fresh) {
  if (isPressed(list)) return;
  if (list.dataset.liveList === "entries") return replaceThread(list, fresh);
  const beside = list.dataset.liveList === "beside";
  const scrolled = beside ? list.scrollTop : Math.max(window.scrollY, list.scrollTop);
  if (scrolled > READING_FROM_PX || list.contains(document.activeElement)) {
    replaceInPlace(list, fresh);
    return beside ? undefined : offer(list, fresh);
  }
  if (!beside) document.querySelector(".live-offer")?.remove();
  const added = replaceItems(list, fresh);
  for (const item of added) item.classList.add("is-new");
  if (!beside && added.length > 0) news(added.length, plural(added.length, "new"));
}

/** What the thread scrolls in: a pane of its own, or the page. */
function scroller(list) {
  for (let element = list.parentElement; element; element = element.parentElement) {
    const { overflowY } = getComputedStyle(element);
    if (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1) return element;
  }
  return document.scrollingElement;
}

function replaceThread(list, fresh) {
  const pane = scroller(list);
  const below = pane.scrollHeight - pane.scrollTop - pane.clientHeight;
  const added = replaceItems(list, fresh);
  if (added.length === 0) return;
  for (const item of added) {
    item.classList.add("is-new");
    if (item.matches(".message")) seen?.observe(item);
  }
  // Who reads the end goes on reading the end.
  if (below < AT_END_PX && pane !== document.scrollingElement) pane.scrollTop = pane.scrollHeight;
  for (const item of added.filter((item) => item.matches(".message:not(.is-own)"))) {
    const name = item.querySelector(".message-author")?.textContent ?? "";
    const text = texts.newMessage.replace("#", name);
    news(1, text);
    if (below >= AT_END_PX) jump(item, text);
  }
}

/** A way to what has come out of sight. */
function jump(item, text) {
  const button = document.querySelector(".live-jump") ?? document.createElement("button");
  button.type = "button";
  button.className = "button is-primary live-jump";
  button.textContent = `${text} ↓`;
  button.onclick = () => {
    button.remove();
    item.scrollIntoView({ block: "nearest" });
  };
  if (!button.isConnected) document.getElementById("live").append(button);
}

/** Only what has been in sight counts as read where the server asks whether somebody else has written meanwhile. */
const seen = "IntersectionObserver" in window && new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting || document.hidden) continue;
    seen.unobserve(target);
    const sequence = Number(target.id.slice(1));
    for (const field of document.querySelectorAll("input[name=last_read]")) {
      field.value = Math.max(Number(field.value), sequence);
    }
    document.querySelector(".live-jump")?.remove();
  }
}, { threshold: 0.5 });

function news(count, text) {
  said.textContent = text;
  if (!document.hidden) return;
  unseen += count;
  document.title = `(${unseen}) ${ownTitle}`;
}

/** The page as the server makes it now, whoever has fetched it. */
function apply(fresh) {
  rememberAll();
  for (const old of regions(document)) {
    const now = named(fresh, "data-live-region", old.dataset.liveRegion);
    if (!now) continue;
    const inner = old.querySelector("[data-live-list]");
    if (inner && now.querySelector("[data-live-list]")) continue;
    replaceRegion(old, now);
  }
  for (const list of lists()) {
    const now = named(fresh, "data-live-list", list.dataset.liveList);
    if (now) replaceList(list, now);
  }
  document.dispatchEvent(new CustomEvent("live:applied"));
}

const address = () => {
  const url = new URL(location.href);
  url.searchParams.delete("notice");
  return url.pathname + url.search;
};

function released() {
  pressed = null;
  if (skipped) refresh();
  skipped = false;
}

let waiting;
let last = -Infinity;
let running = false;
let again = false;
/** Pages that somebody else has fetched and that were shown here. */
let given = 0;

function refresh() {
  clearTimeout(waiting);
  waiting = setTimeout(look, Math.max(SOON_MS, last + BETWEEN_MS - performance.now()));
}

async function look() {
  if (running) return (again = true);
  running = true;
  const before = given;
  try {
    const answer = await fetch(address(), { headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    // What was asked for before a newer page came may be older than that one.
    if (before !== given) again = true;
    else if (answer.ok && !answer.redirected) apply(fresh);
  } catch {
    // The connection is away; when it is back, everything is looked at again.
  }
  last = performance.now();
  running = false;
  if (again) {
    again = false;
    refresh();
  }
}

/** Times that are told in relation to now. */
function tick() {
  if (!document.hidden && !quiet && document.querySelector(".chip[title], .row time, .card-row time")) refresh();
}

if (texts && (regions(document).length > 0 || lists().length > 0)) {
  whenIdle(rememberAll);
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, rememberAll, { capture: true, once: true });
  document.addEventListener("live:change", ({ detail }) => {
    const hasList = conversation === undefined || document.querySelector(".beside")?.checkVisibility();
    const concerns = detail.conversation !== null && (hasList || detail.conversation === conversation);
    if (concerns && !IGNORED.test(detail.kind)) refresh();
  });
  document.addEventListener("live:reload", refresh);
  document.addEventListener("live:page", ({ detail }) => {
    given += 1;
    apply(detail);
  });
  document.addEventListener("pointerdown", ({ target }) => (pressed = target), true);
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => setTimeout(released, RELEASED_AFTER_MS), true);
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unseen = 0;
    document.title = ownTitle;
  });
  setInterval(tick, MINUTE_MS * (1 + Math.random() / 4));
}
