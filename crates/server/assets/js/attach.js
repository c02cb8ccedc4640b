// Uploads files while the message is being written: chosen, dropped, pasted or photographed; in pieces, so that a
// broken line costs only the piece under way. The form then carries their ids. Without this it carries the files.
const PIECE_LEAST = 64 * 1024;
// What servers in front of this one take without being told otherwise.
const PIECE_MOST = 1_000_000;
const FILES_MOST = 10;
const BYTES_MOST = 10_000_000;
const TOGETHER_MOST = 30_000_000;
const AT_ONCE = 2;
const PIECE_WITHIN_MS = 60_000;
const WAIT_MOST_MS = 15_000;
const TRIES = 40;
/** Refusals that lie with the other files: they may end when one of those goes. */
const CROWDED = ["too_many_files", "files_too_large_together", "too_much_unsent"];

class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const kept = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
})();

function until(wait_ms) {
  return new Promise((done) => {
    const timer = setTimeout(done, wait_ms);
    window.addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });
}

function attachments(box) {
  const form = box.closest("form");
  const field = form.querySelector("textarea");
  const list = box.querySelector(".attach-list");
  const status = box.querySelector(".attach-status");
  const words = box.querySelector("template").content;
  const says = (code) => words.querySelector(`[data-code="${CSS.escape(code)}"]`)?.textContent;
  const say = (code) => says(code) ?? says("failed");
  const { conversation, seller } = box.dataset;
  const key = `dopis:files:${field.dataset.keep ?? conversation}`;
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const size = (bytes) =>
    bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${numbers.format(Math.ceil(bytes / 1e5) / 10)} MB`;
  const items = new Set();
  const any = (...states) => [...items].some((item) => states.includes(item.state));
  let sending = null;

  async function ask(item, method, path, body, type) {
    const headers = { "X-CSRF-Token": form.elements.csrf.value, Accept: "application/json" };
    if (type) headers["Content-Type"] = type;
    item.request = new AbortController();
    const late = setTimeout(() => item.request.abort(), PIECE_WITHIN_MS);
    try {
      const answer = await fetch(path, { method, headers, body, signal: item.request.signal });
      const told = answer.status === 204 ? null : await answer.json();
      return { status: answer.status, told, wait_s: Number(answer.headers.get("Retry-After")) };
    } finally {
      clearTimeout(late);
    }
  }

  // Asks until there is an answer that is one; a line that is gone is waited for. What is asked for is made anew
  // each time, since after a failure less may be wanted.
  async function insist(item, make) {
    for (let tried = 0; ; tried += 1) {
      if (item.gone) throw new Refused("removed");
      let wait_ms = Math.min(500 * 2 ** tried, WAIT_MOST_MS);
      const wanted = await make(tried);
      try {
        const answer = await ask(item, ...wanted);
        if (answer.status < 429 || (answer.status > 429 && answer.status < 500)) return answer;
        wait_ms = Math.max(wait_ms, 1000 * (answer.wait_s || 0));
        item.pause(say("busy"));
      } catch {
        if (item.gone) throw new Refused("removed");
        item.pause(say("offline"));
      }
      if (tried >= TRIES) throw new Refused("failed");
      await until(wait_ms);
    }
  }

  /** How many bytes the server has; a file that it does not know, or no longer, is begun. */
  async function reached(item) {
    if (item.id) {
      const known = await insist(item, () => ["GET", `/api/v1/uploads/${item.id}`]);
      if (known.status === 200 && known.told.bytes === item.bytes) return known.told.offset;
    }
    const place = conversation ? { conversation } : { seller };
    const body = JSON.stringify({ ...place, name: item.name, bytes: item.bytes });
    const begun = await insist(item, () => ["POST", "/api/v1/uploads", body, "application/json"]);
    if (begun.status !== 201) throw new Refused(begun.told.code);
    item.id = begun.told.id;
    remember();
    return begun.told.offset;
  }

  const read = (file, from, to) =>
    file.slice(from, to).arrayBuffer().catch(() => {
      throw new Refused("unreadable");
    });

  async function upload(item) {
    const { file } = item;
    let offset = await reached(item);
    let piece = PIECE_LEAST * 2;
    while (offset < file.size) {
      item.progress(offset);
      const started = performance.now();
      let slow = false;
      const sent = await insist(item, async (tried) => {
        if (tried > 0) [slow, piece] = [true, Math.max(piece / 2, PIECE_LEAST)];
        const bytes = await read(file, offset, offset + piece);
        return ["PUT", `/api/v1/uploads/${item.id}/bytes?offset=${offset}`, bytes, "application/octet-stream"];
      });
      // Of a piece whose answer was lost the server knows more than we do.
      if (sent.status !== 200 && sent.told.code !== "wrong_offset") throw new Refused(sent.told.code);
      offset = sent.told.offset;
      const quick = !slow && performance.now() - started < 1_000;
      piece = quick ? Math.min(piece * 2, PIECE_MOST) : Math.max(piece / 2, PIECE_LEAST);
    }
    item.progress(file.size);
    item.tell(say("checking"));
    const done = await insist(item, () => ["POST", `/api/v1/uploads/${item.id}/completion`]);
    if (done.status !== 200) throw new Refused(done.told.code);
    return done.told.attachment;
  }

  function run() {
    const waiting = [...items].filter((item) => item.state === "waiting");
    const running = [...items].filter((item) => item.state === "running");
    for (const item of waiting.slice(0, AT_ONCE - running.length)) {
      item.state = "running";
      upload(item)
        .then((attachment) => item.done(attachment))
        .catch((error) => item.failed(error instanceof Refused ? error.code : "failed"))
        .finally(() => (run(), settle()));
    }
  }

  /** What a page after this one has to know: also of a file that is not complete, to go on where it was. */
  function remember() {
    const known = [...items].filter((item) => item.id && item.state !== "failed");
    const all = known.map(({ id, name, bytes, modified }) => ({ id, name, bytes, modified }));
    if (all.length > 0) kept?.setItem(key, JSON.stringify(all));
    else kept?.removeItem(key);
  }

  function settle() {
    list.hidden = items.size === 0;
    remember();
    form.dispatchEvent(new Event("attach:settled"));
    // Beside a file the words may be left out; what opens a conversation needs them.
    if (conversation) field.required = !any("waiting", "running", "ready");
    if (!sending || any("waiting", "running")) return;
    const { submitter } = sending;
    sending = null;
    if (any("failed", "broken")) return decide();
    announce("");
    form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  }

  /** What everybody has to see stands below the list; what the list shows anyway is only read out. */
  function announce(text, isSeen = false) {
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("visually-hidden", !isSeen);
  }

  function decide() {
    announce(say("decide"), true);
    list.querySelector(".is-failed button:not([hidden])")?.focus();
  }

  /** Why the file cannot go beside the others; `undefined` where it can. */
  function crowded(item) {
    const others = [...items].filter((it) => it !== item && it.state !== "failed");
    const together = others.reduce((sum, it) => sum + it.bytes, item.bytes);
    if (others.length >= FILES_MOST) return "too_many_files";
    if (together > TOGETHER_MOST) return "files_too_large_together";
    return undefined;
  }

  function refused(item) {
    if (item.bytes === 0) return "file_empty";
    if (item.bytes > BYTES_MOST) return "file_too_large";
    return crowded(item);
  }

  function start(item) {
    item.state = "waiting";
    item.tell(say("waiting"));
    item.mark();
    const why = refused(item);
    if (why) item.failed(why);
  }

  function add({ name, bytes, modified, file }) {
    const row = document.createElement("li");
    row.className = "attach-item";
    row.innerHTML =
      '<img class="attach-picture" alt="" hidden><div class="attach-about"><span class="attach-name"></span>' +
      '<progress class="attach-progress" hidden></progress><span class="attach-state"></span></div>' +
      '<div class="attach-acts"><button class="button is-plain" type="button" hidden></button>' +
      '<button class="button is-plain" type="button"></button></div>';
    const [picture, about, bar, state] = ["img", ".attach-name", "progress", ".attach-state"].map((it) => row.querySelector(it));
    const [again, remove] = row.querySelectorAll("button");
    about.textContent = name;
    about.title = name;
    bar.setAttribute("aria-label", name);
    const item = { name, bytes, modified, file, state: "waiting" };
    const label = (button, code) => {
      button.textContent = say(code);
      button.setAttribute("aria-label", `${say(code)}: ${name}`);
    };
    item.mark = () => {
      row.dataset.state = item.state;
      row.classList.remove("is-paused");
      row.classList.toggle("is-failed", item.state === "failed" || item.state === "broken");
      again.hidden = true;
      label(remove, item.state === "running" || item.state === "waiting" ? "cancel" : "remove");
    };
    item.tell = (text) => (state.textContent = text);
    item.progress = (sent) => {
      item.mark();
      Object.assign(bar, { hidden: false, max: bytes, value: sent });
      item.tell(`${size(sent)} / ${size(bytes)}`);
    };
    item.pause = (why) => {
      row.classList.add("is-paused");
      item.tell(why);
      if (!sending) announce(why);
    };
    item.done = (attachment) => {
      item.state = "ready";
      item.id = attachment.id;
      item.mark();
      bar.hidden = true;
      const address = attachment.thumbnail_path;
      if (address) Object.assign(picture, { src: address, hidden: false });
      const carried = Object.assign(document.createElement("input"), { type: "hidden", name: "attachments", value: item.id });
      row.append(carried);
      item.tell(`${size(bytes)} · ${say("ready")}`);
      if (!sending) announce(`${name}: ${say("ready")}`);
    };
    item.failed = (code) => {
      if (item.gone) return;
      const why = says(code) ? code : "failed";
      item.state = "failed";
      item.why = why;
      item.mark();
      bar.hidden = true;
      // A file that is refused is forgotten there; one that only did not arrive goes on where it was.
      if (why !== "failed") item.id = undefined;
      item.tell(say(why));
      item.reveal();
      again.hidden = why !== "failed" && !CROWDED.includes(why);
      label(again, "retry");
      announce(`${name}: ${say(why)}`);
    };
    // A page before this one had begun it: to go on, the same file has to be chosen again.
    item.broken = (offset) => {
      item.state = "broken";
      item.mark();
      Object.assign(bar, { hidden: false, max: bytes, value: offset });
      item.tell(`${size(offset)} / ${size(bytes)} · ${say("broken")}`);
      again.hidden = false;
      label(again, "choose-again");
    };
    again.addEventListener("click", () => {
      if (item.state === "broken") return box.querySelector("#files").click();
      start(item);
      remove.focus();
      run();
      settle();
    });
    remove.addEventListener("click", () => {
      item.gone = true;
      item.request?.abort();
      items.delete(item);
      const beside = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      announce(`${name}: ${say("removed")}`);
      (beside?.querySelector("button:not([hidden])") ?? box.querySelector("input[type=file]")).focus();
      if (item.id) ask({}, "DELETE", `/api/v1/uploads/${item.id}`).catch(() => {});
      const crowd = [...items].filter((it) => it.state === "failed" && CROWDED.includes(it.why));
      crowd.forEach(start);
      run();
      settle();
    });
    // Within the list alone, which scrolls where there is little room: the page stays where it is.
    item.reveal = () => (list.scrollTop = row.offsetTop - list.offsetTop);
    item.mark();
    items.add(item);
    list.append(row);
    list.hidden = false;
    item.reveal();
    return item;
  }

  function take(files) {
    for (const file of files) {
      const chosen = { name: file.name || "image.png", bytes: file.size, modified: file.lastModified, file };
      const isSame = (it) =>
        it.state === "broken" && it.name === chosen.name && it.bytes === chosen.bytes && it.modified === chosen.modified;
      const item = [...items].find(isSame) ?? add(chosen);
      item.file = file;
      start(item);
    }
    run();
    settle();
  }

  /** Shows what was uploaded before, as far as the server still has it. */
  async function bring(known) {
    const shown = [...items].map(({ id }) => id);
    for (const before of known.filter((it) => !shown.includes(it.id))) {
      const answer = await ask({}, "GET", `/api/v1/uploads/${before.id}`).catch(() => null);
      const { state, attachment, offset } = answer?.told ?? {};
      if (state === "ready") add(attachment).done(attachment);
      if (state === "uploading") Object.assign(add(before), { id: before.id }).broken(offset);
    }
    settle();
  }

  // What the server has taken in from a form, and what a page before this one had uploaded.
  function restore() {
    for (const row of list.querySelectorAll("[data-file]")) {
      const { file: id, name, bytes, thumbnail } = row.dataset;
      row.remove();
      const thumbnail_path = thumbnail === undefined ? null : `/api/v1/uploads/${id}/thumbnail`;
      add({ name, bytes: Number(bytes) }).done({ id, thumbnail_path });
    }
    let before = [];
    try {
      before = JSON.parse(kept?.getItem(key) ?? "[]");
    } catch {
      kept?.removeItem(key);
    }
    bring(before);
  }

  box.classList.add("is-live");
  for (const input of box.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      take(files);
    });
  }
  form.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
  // Anywhere on the page: beside the form, a dropped file would take the page away.
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      if (!brings(event)) return;
      event.preventDefault();
      box.classList.add("is-over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) box.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    box.classList.remove("is-over");
    take([...event.dataTransfer.files]);
  });
  // Before anybody else sees the form go: files under way are waited for, a refused one is decided on.
  form.addEventListener(
    "submit",
    (event) => {
      // Buttons with an address of their own do something else than send.
      if (event.submitter?.hasAttribute("formaction")) return;
      const busy = any("waiting", "running");
      if (!busy && !any("failed", "broken")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!busy) return decide();
      sending = { submitter: event.submitter };
      announce(say("sent-after"), true);
    },
    true,
  );
  // The message has not been sent yet, and its writer may believe that it has.
  window.addEventListener("beforeunload", (event) => sending && event.preventDefault());
  // Whoever sends the form without leaving the page resets it.
  form.addEventListener("reset", () => {
    items.clear();
    list.replaceChildren();
    announce("");
    settle();
  });
  // A message that could not be sent gives its files back.
  box.addEventListener("attach:again", (event) => bring(event.detail));
  restore();
}

for (const box of document.querySelectorAll("[data-attach]")) attachments(box);
