// A tap on a topic puts its first words into the form, without loading the page again.
// What the buyer typed itself is never replaced.
const topics = [...document.querySelectorAll(".topic[data-text]")];
const field = document.getElementById("text");

if (field) {
  for (const topic of topics) {
    topic.addEventListener("click", (event) => {
      const isOurs = topics.some((other) => other.dataset.text === field.value) || field.value.trim() === "";
      event.preventDefault();
      field.value = isOurs ? topic.dataset.text : `${field.value.trimEnd()}\n${topic.dataset.text}`;
      for (const other of topics) other.toggleAttribute("aria-current", false);
      topic.setAttribute("aria-current", "true");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      // On a phone the keyboard would hide the button that is the third tap.
      if (matchMedia("(pointer: fine)").matches) field.focus();
      else field.form.querySelector("button.is-primary")?.scrollIntoView({ block: "nearest" });
    });
  }
}
