// The search console: a person opens beside the list, a whole page is ticked, keys move.
(() => {
  "use strict";
  const list = () => document.querySelector(".people");
  document.querySelectorAll("[data-tick-all]").forEach((box) => { box.closest("label").hidden = false; });
  const names = () => [...document.querySelectorAll(".people a[data-sheet]")];

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (window.matchMedia("(max-width: 900px)").matches) return;
    if (link.closest("tr").getAttribute("aria-selected") === "true") return; // the second click opens the page
    event.preventDefault();
    open(link);
  });

  function open(link) {
    document.querySelectorAll(".people tr[aria-selected]").forEach((row) => row.removeAttribute("aria-selected"));
    link.closest("tr").setAttribute("aria-selected", "true");
    window.htmx.ajax("GET", link.getAttribute("href"), { target: "#sheet", swap: "innerHTML" });
  }

  document.addEventListener("sheet:closed", () => {
    const row = document.querySelector(".people tr[aria-selected]");
    if (!row) return;
    row.removeAttribute("aria-selected");
    row.querySelector("a[data-sheet]").focus();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) {
      list().querySelectorAll("input[name=ids]").forEach((box) => { box.checked = event.target.checked; });
    }
    count();
  });
  window.addEventListener("pageshow", count); // the browser brings ticks back with the page

  // How many are ticked; the whole result says its own number.
  function count() {
    const place = document.querySelector("[data-picked]");
    if (!place) return;
    const picked = list().querySelectorAll("input[name=ids]:checked").length;
    const all = document.querySelector("#selection input[name=all]").checked;
    const words = picked === 1 ? place.dataset.one : place.dataset.many.replace("NUMBER", picked);
    place.textContent = picked && !all ? words : "";
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input:not([type=checkbox]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const all = names();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    if (step && (event.key.length === 1 || at >= 0)) {
      event.preventDefault();
      all[Math.max(0, Math.min(all.length - 1, at + step))].focus();
    } else if (event.key === "x" && at >= 0) {
      const box = all[at].closest("tr").querySelector("input[name=ids]");
      box.checked = !box.checked;
      count();
    } else if (event.key === "n" || event.key === "p") {
      const page = document.querySelector(event.key === "n" ? "a[rel=next]" : "a[rel=prev]");
      if (page) page.click();
    }
  });
})();
