// Shows pictures and videos of the thread over the page: arrows and a swipe go on, Escape closes. Without this they
// are links.
const SWIPE_PX = 48;
const template = document.querySelector("template[data-viewer]");

if (template) {
  const dialog = template.content.firstElementChild.cloneNode(true);
  const part = (name) => dialog.querySelector(name);
  const [name, stage, place, save] = [".viewer-name", ".viewer-stage", ".viewer-place", "[data-save]"].map(part);
  const [previous, next] = ["[data-previous]", "[data-next]"].map(part);
  let links = [];
  let at = 0;

  const show = (index) => {
    at = Math.min(Math.max(index, 0), links.length - 1);
    const { view, name: called, save: address } = links[at].dataset;
    const shown = document.createElement(view === "video" ? "video" : "img");
    if (view === "video") Object.assign(shown, { controls: true, preload: "metadata" });
    else shown.alt = called;
    shown.addEventListener("error", () => {
      shown.replaceWith(Object.assign(document.createElement("p"), { textContent: dialog.dataset.failed }));
    });
    shown.src = links[at].href;
    stage.replaceChildren(shown);
    name.textContent = called;
    save.href = address;
    place.textContent = `${at + 1} / ${links.length}`;
    previous.disabled = at === 0;
    next.disabled = at === links.length - 1;
  };

  document.body.append(dialog);
  previous.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => show(at + 1));
  part("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.target.localName === "video") return;
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
    if (event.key === "Home") show(0);
    if (event.key === "End") show(links.length - 1);
    // The page below has keys of its own.
    if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation();
  });
  // One finger, on a picture that is not enlarged: two fingers enlarge it, and then one moves it about.
  let touched = null;
  stage.addEventListener("touchstart", ({ touches }) => {
    const alone = touches.length === 1 && (window.visualViewport?.scale ?? 1) === 1;
    touched = alone ? { x: touches[0].clientX, y: touches[0].clientY } : null;
  }, { passive: true });
  stage.addEventListener("touchend", ({ changedTouches: [last] }) => {
    const [x, y] = touched ? [last.clientX - touched.x, last.clientY - touched.y] : [0, 0];
    touched = null;
    if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) show(at + (x < 0 ? 1 : -1));
  });
  dialog.addEventListener("close", () => {
    stage.replaceChildren();
    links[at]?.focus();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-view]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    links = [...document.querySelectorAll("a[data-view]")];
    show(links.indexOf(link));
    dialog.showModal();
  });
}
