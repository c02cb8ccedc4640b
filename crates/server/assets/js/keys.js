// The keys that are commands. Single letters can be switched off (WCAG 2.1.4), and none acts while somebody types.
const dialog = document.getElementById("keys");
const SEQUENCE_MS = 1500;
const places = { i: "/conversations", o: "/conversations?tab=overdue", m: "/mentions", q: "/quick-replies" };

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog[open]") !== null;
const links = () => [...document.querySelectorAll(".rows .row-link, .cards .row-link")];

/** In a list to another row; in a conversation to another conversation of the list beside it. */
const step = (by) => {
  const beside = [...document.querySelectorAll(".beside-rows .row-link")];
  if (document.body.classList.contains("has-thread")) {
    const here = beside.findIndex((link) => link.getAttribute("aria-current") === "page");
    const next = here < 0 ? (by > 0 ? 0 : beside.length - 1) : here + by;
    beside[next]?.click();
    return;
  }
  const all = links();
  const now = all.indexOf(document.activeElement);
  const next = now < 0 ? 0 : Math.min(Math.max(now + by, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.scrollIntoView({ block: "nearest" });
};

const intoField = (id) => {
  const field = document.getElementById(id);
  if (!field) return;
  field.closest("details")?.setAttribute("open", "");
  field.focus();
  field.scrollIntoView({ block: "nearest" });
};

const press = (selector) => {
  const form = document.querySelector(selector)?.closest("form");
  form?.requestSubmit();
  return form;
};

const search = () => {
  const field = document.querySelector("[data-search]");
  if (!field) return document.dispatchEvent(new CustomEvent("dopis:palette"));
  field.closest("details")?.setAttribute("open", "");
  field.focus();
  field.select?.();
};

const commands = {
  "?": () => dialog.showModal(),
  "/": search,
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement?.closest(".row, .card-row")?.querySelector(".row-link")?.click(),
  r: () => intoField("text"),
  n: () => intoField("note"),
  a: () => intoField("assignee"),
  // What still waits for a reply is not closed, but may need none: then the reason is asked for.
  e: () => press("form[action$='/closure'] button, form[action$='/reopening'] button") ?? intoField("no-reply-reason"),
  u: () => document.querySelector(".thread-back")?.click(),
};

if (dialog) {
  let before = 0;
  const run = (key) => commands[key]?.();
  document.addEventListener("dopis:press", ({ detail }) => run(detail));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = event.target.closest?.("form");
      if (event.target.matches?.("textarea") && form) {
        event.preventDefault();
        form.requestSubmit(form.querySelector("button.is-primary") ?? undefined);
      }
      return;
    }
    if (event.key === "Escape" && event.target.matches?.("textarea, input")) {
      event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (!("singleKeys" in dialog.dataset)) return;
    if (before && Date.now() - before < SEQUENCE_MS && places[event.key]) {
      before = 0;
      event.preventDefault();
      location.assign(places[event.key]);
      return;
    }
    before = event.key === "g" ? Date.now() : 0;
    if (commands[event.key]) {
      event.preventDefault();
      run(event.key);
    }
  });
}
