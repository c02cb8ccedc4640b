// The command palette: commands and places of the page, and what the server finds. A combobox in a dialog.
const palette = document.getElementById("palette");
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").toLowerCase();
const PAUSE_MS = 150;

if (palette) {
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role='listbox']");
  const count = palette.querySelector("[data-count]");
  const commands = [...list.children];
  // A command that this page has no form for is not offered.
  const isPossible = {
    r: () => document.getElementById("text"),
    n: () => document.getElementById("note"),
    a: () => document.getElementById("assignee"),
    e: () => document.querySelector("form[action$='/closure'], form[action$='/reopening']"),
    "?": () => true,
  };
  let chosen = 0;
  let timer = null;
  let asked = 0;

  const options = () => [...list.children];

  const select = (index) => {
    const all = options();
    if (all.length === 0) return input.removeAttribute("aria-activedescendant");
    chosen = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  const show = (found) => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const fits = (option) => {
      const text = fold(option.textContent);
      return words.every((word) => text.includes(word));
    };
    const here = commands.filter((option) => fits(option) && (isPossible[option.dataset.press]?.() ?? !option.dataset.press));
    list.replaceChildren(...found, ...here);
    const number = list.children.length;
    count.textContent = number === 0 ? palette.dataset.nothing : `${palette.dataset.found} ${number}`;
    select(0);
  };

  const optionOf = (item, at) => {
    const option = document.createElement("li");
    option.id = `palette-found-${at}`;
    option.setAttribute("role", "option");
    const part = (className, text) => {
      const span = document.createElement("span");
      span.className = className;
      span.textContent = text;
      return span;
    };
    option.append(part("palette-kind", item.kind), part("palette-text", item.text), part("palette-detail", item.detail));
    if (item.url) option.dataset.url = item.url;
    if (item.quick_reply) option.dataset.quickReply = item.quick_reply;
    return option;
  };

  const look = async () => {
    const mine = ++asked;
    const word = input.value.trim();
    if (word === "") return show([]);
    const answer = await fetch(`${palette.dataset.source}?${new URLSearchParams({ word })}`).catch(() => null);
    if (mine !== asked) return;
    const items = answer?.ok ? (await answer.json()).items : [];
    show(items.map(optionOf));
  };

  const take = (option) => {
    if (!option) return;
    palette.close();
    const { url, press, quickReply } = option.dataset;
    const open = document.querySelector("textarea[data-draft]")?.dataset.draft;
    if (url) location.assign(url);
    else if (press) document.dispatchEvent(new CustomEvent("dopis:press", { detail: press }));
    else if (open) {
      const filling = `/api/v1/conversations/${open}/fillings/${quickReply}`;
      document.dispatchEvent(new CustomEvent("dopis:fill", { detail: { url: filling } }));
    } else location.assign(`/quick-replies/${quickReply}`);
  };

  const open = () => {
    input.value = "";
    palette.showModal();
    show([]);
    input.focus();
  };

  document.addEventListener("dopis:palette", open);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (palette.open) palette.close();
      else open();
    }
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) select(chosen + steps[event.key]);
    else if (event.key === "Enter") take(options()[chosen]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => take(event.target.closest("[role='option']")));
  palette.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
  });
}
