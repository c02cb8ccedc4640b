// "Ask the seller" on a page of the marketplace: a button in place of this script, which brings the buyer to Dopis
// with a signed hand-off. It sets no cookie, loads nothing else, and needs neither inline styles nor eval.
// docs/api/embed.md says what its attributes mean.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const said = script.dataset;
  const dopis = new URL(script.src).origin;
  const patience_ms = 10_000;

  const words = {
    sl: {
      ask: "Vprašajte prodajalca",
      mine: "Moja sporočila",
      wait: "Trenutek …",
      signIn: "Najprej se prijavite v tržnico.",
      failed: "Povezava ni uspela. Poskusite znova.",
    },
    en: {
      ask: "Ask the seller",
      mine: "My messages",
      wait: "One moment …",
      signIn: "Sign in to the marketplace first.",
      failed: "The connection failed. Try again.",
    },
  };
  const wanted = said.language || document.documentElement.lang || "en";
  const language = wanted.toLowerCase().startsWith("sl") ? "sl" : "en";
  const text = words[language];

  const host = document.createElement("span");
  host.lang = language;
  const root = host.attachShadow({ mode: "open" });
  // A sheet made by script is none that the page's style-src asks about.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: inline-block; }
    button { min-block-size: 2.75rem; padding: 0.5rem 1rem; border: 1px solid transparent; border-radius: 0.375rem;
      background: var(--dopis-button, #23508e); color: var(--dopis-button-ink, #ffffff); font: inherit; cursor: pointer; }
    button:focus-visible { outline: 3px solid var(--dopis-focus, #84898e); outline-offset: 2px; }
    button[aria-disabled="true"] { opacity: 0.7; cursor: progress; }
    p { margin: 0.5rem 0 0; color: var(--dopis-error, #a11d14); }
    p:empty { display: none; }
  `);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.part = "button";
  button.textContent = said.label || (said.order || said.listing ? text.ask : text.mine);
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  root.append(button, message);

  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    // Opened at once: after waiting it would count as a window that nobody asked for.
    const tab = "newTab" in said ? window.open("", "_blank") : null;
    if (tab) tab.opener = null;
    busy(true);
    message.textContent = "";
    try {
      const address = await entrance();
      (tab ?? window).location.assign(address);
    } catch (error) {
      tab?.close();
      if (error === "sign-in" && said.signInUrl) {
        location.assign(said.signInUrl);
        return;
      }
      message.textContent = error === "sign-in" ? text.signIn : text.failed;
      busy(false);
    }
  });
  // Coming back with the browser's button, one finds it as it was.
  window.addEventListener("pageshow", () => busy(false));

  const into = said.into ? document.querySelector(said.into) : null;
  if (into) into.append(host);
  else script.after(host);

  function busy(is) {
    button.setAttribute("aria-disabled", String(is));
    message.setAttribute("aria-busy", String(is));
    button.title = is ? text.wait : "";
  }

  async function entrance() {
    const address = new URL("/enter", dopis);
    address.searchParams.set("token", said.token || (await freshToken()));
    address.searchParams.set("to", path());
    return address.href;
  }

  /** Where in Dopis: the form about an order or listing, or the list of one's own conversations. */
  function path() {
    const about = new URLSearchParams();
    if (said.seller) about.set("seller", said.seller);
    if (said.order) about.set("order", said.order);
    else if (said.listing) about.set("listing", said.listing);
    else return "/conversations";
    return `/ask?${about}`;
  }

  /** A hand-off that the marketplace signs now, for whoever is signed in there. */
  async function freshToken() {
    const answer = await fetch(said.handOffUrl, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(patience_ms),
    });
    if (answer.status === 401 || answer.status === 403) throw "sign-in";
    if (!answer.ok) throw "failed";
    const { token } = await answer.json();
    if (!token) throw "failed";
    return token;
  }
})();
