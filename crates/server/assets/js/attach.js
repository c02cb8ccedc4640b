// Uploads files while the message is being written: chosen, dropped, pasted or photographed; in pieces, so that a
// broken line costs only the piece under way. The form then carries their ids. Without this it carries the files.
const PIECE_LEAST = 64 * 1024;
const PIECE_MOST = 2 * 1024 * 1024;
const FILES_MOST = 10;
const BYTES_MOST = 10_000_000;
const TOGETHER_MOST = 30_000_000;
const AT_ONCE = 2;
const PIECE_WITHIN_MS = 60_000;
const WAIT_MOST_MS = 15_000;
const TRIES = 40;

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

function attachments(box) {
  const form = box.closest("form");
  const list = box.querySelector(".attach-list");
  const status = box.querySelector(".attach-status");
  const words = box.querySelector("template").content;
  const say = (code) => words.querySelector(`[data-code="${code}"]`)?.textContent ?? say("failed");
  const { conversation, seller } = box.dataset;
  const key = `dopis:files:${conversation || seller}`;
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const size = (bytes) =>
    bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${numbers.format(Math.ceil(bytes / 1e5) / 10)} MB`;
  const items = new Set();
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

  // Asks until there is an answer that is one; a line that is gone is waited for.
  async function insist(item, method, path, body, type) {
    for (let tried = 0; ; tried += 1) {
      if (item.gone) throw new Refused("removed");
      let wait_ms = Math.min(500 * 2 ** tried, WAIT_MOST_MS);
      try {
        const answer = await ask(item, method, path, body, type);
        if (answer.status < 429 || (answer.status > 429 && answer.status < 500)) return answer;
        wait_ms = Math.max(wait_ms, 1000 * (answer.wait_s || 0));
      } catch (error) {
        if (item.gone) throw new Refused("removed");
        if (error instanceof Refused) throw error;
        item.tell(say("offline"));
      }
      if (tried >= TRIES) throw new Refused("failed");
      item.slow = true;
      await until(wait_ms);
    }
  }

  function until(wait_ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, wait_ms);
      window.addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
    });
  }

  async function upload(item) {
    const { file } = item;
    const place = conversation ? { conversation } : { seller };
    const body = JSON.stringify({ ...place, name: file.name || "image.png", bytes: file.size });
    const begun = await insist(item, "POST", "/api/v1/uploads", body, "application/json");
    if (begun.status !== 201) throw new Refused(begun.told.code);
    item.id = begun.told.id;
    const path = `/api/v1/uploads/${item.id}`;
    let piece = PIECE_LEAST * 2;
    let offset = begun.told.offset;
    while (offset < file.size) {
      item.slow = false;
      item.progress(offset);
      const started = performance.now();
      const bytes = file.slice(offset, offset + piece);
      const sent = await insist(item, "PUT", `${path}/bytes?offset=${offset}`, bytes, "application/octet-stream");
      // Of a piece whose answer was lost the server knows more than we do.
      if (sent.status !== 200 && sent.told.code !== "wrong_offset") throw new Refused(sent.told.code);
      offset = sent.told.offset;
      const quick = !item.slow && performance.now() - started < 1_000;
      piece = quick ? Math.min(piece * 2, PIECE_MOST) : Math.max(piece / 2, PIECE_LEAST);
    }
    item.progress(file.size);
    item.tell(say("checking"));
    const done = await insist(item, "POST", `${path}/completion`);
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

  function settle() {
    list.hidden = items.size === 0;
    const all = [...items].map(({ id, state, name, bytes, picture }) => ({ id, state, name, bytes, picture }));
    const ready = all.filter((item) => item.state === "ready");
    if (ready.length > 0) kept?.setItem(key, JSON.stringify(ready));
    else kept?.removeItem(key);
    if (!sending || all.some((item) => item.state === "waiting" || item.state === "running")) return;
    const { submitter } = sending;
    sending = null;
    if (all.some((item) => item.state === "failed")) return decide();
    status.textContent = "";
    form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  }

  function decide() {
    status.textContent = say("decide");
    status.classList.remove("visually-hidden");
    list.querySelector(".is-failed button")?.focus();
  }

  function add(name, bytes, file) {
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
    again.textContent = say("retry");
    const item = { name, bytes, file, state: "waiting" };
    const label = (code) => {
      remove.textContent = say(code);
      remove.setAttribute("aria-label", `${say(code)}: ${name}`);
    };
    item.tell = (text) => (state.textContent = text);
    item.progress = (sent) => {
      Object.assign(bar, { hidden: false, max: bytes, value: sent });
      item.tell(`${size(sent)} / ${size(bytes)}`);
    };
    item.done = (attachment) => {
      item.state = "ready";
      item.id = attachment.id;
      item.picture = attachment.thumbnail_path;
      bar.hidden = true;
      row.dataset.state = "ready";
      if (item.picture) Object.assign(picture, { src: item.picture, hidden: false });
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "attachments", value: item.id });
      row.append(field);
      item.tell(`${size(bytes)} · ${say("ready")}`);
      label("remove");
      status.textContent = `${name}: ${say("ready")}`;
    };
    item.failed = (code) => {
      if (item.gone) return;
      item.state = "failed";
      bar.hidden = true;
      row.classList.add("is-failed");
      row.dataset.state = "failed";
      item.tell(say(code));
      again.hidden = code !== "failed";
      label("remove");
      status.textContent = `${name}: ${say(code)}`;
    };
    again.addEventListener("click", () => {
      row.classList.remove("is-failed");
      again.hidden = true;
      item.state = "waiting";
      item.tell(say("waiting"));
      run();
    });
    remove.addEventListener("click", () => {
      item.gone = true;
      item.request?.abort();
      items.delete(item);
      const beside = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      status.textContent = `${name}: ${say("removed")}`;
      (beside?.querySelector("button:not([hidden])") ?? box.querySelector("input[type=file]")).focus();
      if (item.id) ask({}, "DELETE", `/api/v1/uploads/${item.id}`).catch(() => {});
      settle();
    });
    label("cancel");
    item.tell(say("waiting"));
    items.add(item);
    list.append(row);
    list.hidden = false;
    return item;
  }

  function take(files) {
    for (const file of files) {
      const item = add(file.name || "image.png", file.size, file);
      const alive = [...items].filter((it) => it.state !== "failed");
      const together = alive.reduce((sum, it) => sum + it.bytes, 0);
      if (file.size === 0) item.failed("file_empty");
      else if (file.size > BYTES_MOST) item.failed("file_too_large");
      else if (alive.length > FILES_MOST) item.failed("too_many_files");
      else if (together > TOGETHER_MOST) item.failed("files_too_large_together");
    }
    run();
    settle();
  }

  // What a page before this one had uploaded, and what the server has taken in from a form.
  async function restore() {
    const rows = [...list.querySelectorAll("[data-file]")];
    const known = rows.map((row) => row.dataset.file);
    for (const row of rows) {
      const { file: id, name, bytes, thumbnail } = row.dataset;
      row.remove();
      const thumbnail_path = thumbnail === undefined ? null : `/api/v1/uploads/${id}/thumbnail`;
      add(name, Number(bytes)).done({ id, thumbnail_path });
    }
    let before = [];
    try {
      before = JSON.parse(kept?.getItem(key) ?? "[]").map((item) => item.id);
    } catch {
      kept?.removeItem(key);
    }
    for (const id of before.filter((it) => !known.includes(it))) {
      const answer = await ask({}, "GET", `/api/v1/uploads/${id}`).catch(() => null);
      if (answer?.told?.state !== "ready") continue;
      const { attachment } = answer.told;
      add(attachment.name, attachment.bytes).done(attachment);
    }
    settle();
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
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      if (!brings(event)) return;
      event.preventDefault();
      box.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) box.classList.remove("is-over");
  });
  form.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    box.classList.remove("is-over");
    take([...event.dataTransfer.files]);
  });
  // Before anybody else sees the form go: files under way are waited for, a refused one is decided on.
  form.addEventListener(
    "submit",
    (event) => {
      const states = [...items].map((item) => item.state);
      const busy = states.some((state) => state === "waiting" || state === "running");
      if (!busy && !states.includes("failed")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!busy) return decide();
      sending = { submitter: event.submitter };
      status.textContent = say("sent-after");
      status.classList.remove("visually-hidden");
    },
    true,
  );
  // Whoever sends the form without leaving the page resets it.
  form.addEventListener("reset", () => {
    items.clear();
    list.replaceChildren();
    status.textContent = "";
    settle();
  });
  const rows = list.querySelectorAll("[data-file]");
  if (rows.length > 0 || kept?.getItem(key)) restore();
}

for (const box of document.querySelectorAll("[data-attach]")) attachments(box);
