// Follows what happens: one connection for all tabs of a person, resumed where it broke off.
// It only says that something happened; the others look for what it was.
const BROKEN_AFTER_MS = 2_500;
const BACK_SHOWN_MS = 4_000;
const ANSWER_WITHIN_MS = 1_500;
const RETRY_LEAST_MS = 1_000;
const RETRY_MOST_MS = 60_000;
const NAMES = ["change", "presence", "reload", "ready"];

const { live, who } = document.body.dataset;
const texts = document.getElementById("live")?.dataset;
const quiet = document.querySelector("[data-live-quiet]")?.dataset.conversation;

const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));

function bar() {
  const element = document.querySelector(".live-bar");
  let later;
  let isBroken = false;
  let isExpected = false;
  const show = (text, state) => {
    element.textContent = text;
    element.dataset.state = state;
  };
  return {
    broken(text = texts.broken, after_ms = BROKEN_AFTER_MS) {
      // Each attempt that fails says so again; the first one counts.
      if (isBroken || (isExpected && after_ms > 0)) return;
      clearTimeout(later);
      isExpected = true;
      later = setTimeout(() => {
        isBroken = true;
        show(text, "broken");
        emit("broken");
      }, after_ms);
    },
    signedOut() {
      clearTimeout(later);
      isBroken = true;
      show(texts.signedOut, "broken");
    },
    back() {
      if (!isBroken && !isExpected) return;
      clearTimeout(later);
      isExpected = false;
      if (!isBroken) return;
      isBroken = false;
      show(texts.back, "back");
      emit("back");
      later = setTimeout(() => show("", ""), BACK_SHOWN_MS);
    },
  };
}

function follow() {
  const state = bar();
  const name = `dopis-live:${who}:${quiet ?? ""}`;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
  const shared = tabs !== null && "locks" in navigator;
  let told = live === "" ? null : Number(live);
  let source = null;
  let leads = false;
  let release = null;
  let retry_ms = RETRY_LEAST_MS;
  let retry;
  let answered;

  const hear = ({ name: kind, id, data }) => {
    if (id !== null) told = id;
    emit(kind, data);
  };

  const connected = () => {
    retry_ms = RETRY_LEAST_MS;
    state.back();
    if (leads) tabs?.postMessage({ connected: true });
  };

  const broken = (after_ms) => {
    state.broken(texts.broken, after_ms);
    if (leads) tabs?.postMessage({ connected: false });
  };

  function receive(event) {
    const message = {
      name: event.type,
      id: event.lastEventId === "" || event.type === "presence" ? null : Number(event.lastEventId),
      data: JSON.parse(event.data),
    };
    // A page that did not know from where on it was made cannot know what it has missed.
    if (message.name === "ready" && told === null) emit("reload", message.data);
    hear(message);
    tabs?.postMessage(message);
  }

  function open() {
    close();
    const query = new URLSearchParams();
    if (told !== null) query.set("after", told);
    if (quiet) query.set("conversation", quiet);
    source = new EventSource(`/live?${query}`);
    source.addEventListener("open", connected);
    for (const kind of NAMES) source.addEventListener(kind, receive);
    source.addEventListener("error", () => {
      broken();
      if (source?.readyState === EventSource.CLOSED) refused();
    });
  }

  function close() {
    clearTimeout(retry);
    source?.close();
    source = null;
  }

  // The browser does not come back by itself after a refusal.
  async function refused() {
    close();
    try {
      const answer = await fetch("/api/v1/me", { headers: { accept: "application/json" } });
      if (answer.status === 401) return state.signedOut();
    } catch {
      // No connection at all: tried again like a refusal.
    }
    retry = setTimeout(open, retry_ms * (1 + Math.random()));
    retry_ms = Math.min(retry_ms * 2, RETRY_MOST_MS);
  }

  // The tab that holds the lock has the connection; another waits for it, or takes it from one that has fallen asleep.
  function lead(steal) {
    const held = () => {
      leads = true;
      open();
      return new Promise((resolve) => (release = resolve));
    };
    navigator.locks.request(name, steal ? { steal: true } : {}, held).catch(() => {
      leads = false;
      close();
      lead(false);
    });
  }

  function listen({ data: message }) {
    if (message.ask) {
      if (leads) tabs.postMessage({ answer: true, told, connected: source?.readyState === EventSource.OPEN });
    } else if (message.answer) {
      clearTimeout(answered);
      if (message.told !== told) emit("reload", { position: message.told });
      told = message.told;
      if (message.connected) state.back();
    } else if ("connected" in message) {
      if (message.connected) state.back();
      else state.broken();
    } else {
      hear(message);
    }
  }

  function ask() {
    if (leads) return;
    clearTimeout(answered);
    answered = setTimeout(() => lead(true), ANSWER_WITHIN_MS);
    tabs.postMessage({ ask: true });
  }

  function begin() {
    if (!shared) return open();
    lead(false);
    // Nobody may have answered because nobody is there: then this tab has the lock by itself.
    setTimeout(ask, 50);
  }

  if (tabs) tabs.addEventListener("message", listen);
  window.addEventListener("offline", () => {
    broken(0);
    if (leads || !shared) close();
  });
  window.addEventListener("online", () => {
    if (leads || !shared) open();
  });
  document.addEventListener("visibilitychange", () => {
    if (shared && !document.hidden) ask();
  });
  window.addEventListener("pagehide", () => {
    clearTimeout(answered);
    close();
    release?.();
    leads = false;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) begin();
  });
  begin();
  if (!navigator.onLine) broken(0);
}

if (live !== undefined && texts && "EventSource" in window) follow();
