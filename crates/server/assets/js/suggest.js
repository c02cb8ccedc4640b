// Suggestions while typing: quick replies after a slash that begins a line, colleagues after an at sign.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").toLowerCase();
const MOST = 8;

const known = new WeakSet();

function attach(field) {
  const mark = field.dataset.suggests;
  const source = document.getElementById(field.dataset.suggestions);
  if (!source || known.has(field)) return;
  known.add(field);
  const pattern = mark === "/" ? /(?:^|\n)\/([\p{L}\p{N}-]*)$/u : /(?:^|[\s(])@([\p{L}\p{N}._:-]*)$/u;
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${field.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestionsLabel);
  list.hidden = true;
  field.parentElement.classList.add("has-suggestions");
  field.parentElement.append(list);
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  let chosen = 0;
  let begin = 0;
  let found = [];

  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };

  const select = (index) => {
    chosen = (index + found.length) % found.length;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };

  const take = (index) => {
    const item = found[index];
    const end = field.selectionStart;
    close();
    if (item.dataset.filling) {
      document.dispatchEvent(new CustomEvent("dopis:fill", { detail: { url: item.dataset.filling, begin, end } }));
    } else {
      field.setRangeText(item.dataset.insert, begin, end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
  };

  const look = () => {
    const before = field.value.slice(0, field.selectionStart);
    const typed = before.match(pattern);
    if (!typed || field.selectionStart !== field.selectionEnd) return close();
    begin = before.length - typed[1].length - 1;
    const word = fold(typed[1]);
    found = [...source.children].filter((item) => {
      const words = fold(item.dataset.words);
      return words.startsWith(word) || words.includes(` ${word}`) || (word.length > 2 && words.includes(word));
    }).slice(0, MOST);
    if (found.length === 0) return close();
    list.replaceChildren(
      ...found.map((item, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        for (const part of item.querySelectorAll("strong, span")) option.append(part.cloneNode(true));
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(at);
        });
        return option;
      }),
    );
    list.hidden = false;
    select(0);
  };

  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) select(chosen + steps[event.key]);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) take(chosen);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

const attachAll = () => document.querySelectorAll("textarea[data-suggests]").forEach(attach);
attachAll();
// The form may have been replaced by the server's answer.
document.addEventListener("live:page", attachAll);
