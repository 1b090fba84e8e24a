// Suggestions in the search box: arrows move through them, Enter opens one, Escape puts them away.
(() => {
  "use strict";
  const box = document.getElementById("words");
  const place = document.getElementById("suggest");
  if (!box || !place) return;
  const options = () => [...place.querySelectorAll("[role=option]")];

  function choose(index) {
    const all = options();
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (all[index]) {
      box.setAttribute("aria-activedescendant", all[index].id);
      all[index].scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  function close() {
    place.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  box.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" && all.length) {
      event.preventDefault();
      choose(Math.min(at + 1, all.length - 1));
    } else if (event.key === "ArrowUp" && all.length) {
      event.preventDefault();
      choose(at - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      all[at].click();
    } else if (event.key === "Escape" && all.length) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  place.addEventListener("htmx:afterSwap", () => {
    box.setAttribute("aria-expanded", String(options().length > 0));
    if (document.activeElement !== box) close();
  });
  box.addEventListener("blur", () => setTimeout(() => { if (!place.contains(document.activeElement)) close(); }, 150));
})();
