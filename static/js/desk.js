// The desk's few gestures. Every page works without them.
(function () {
  "use strict";

  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const words = document.getElementById("words");
      if (words) {
        event.preventDefault();
        words.focus();
        words.select();
      }
    }
    if (event.key === "Escape") {
      closeMenus(null);
      closeSheet();
    }
  });

  document.addEventListener("click", (event) => {
    closeMenus(event.target);
    if (event.target.closest("[data-close]")) closeSheet();
    const print = event.target.closest("[data-print]");
    if (print) window.print();
  });

  function closeMenus(inside) {
    document.querySelectorAll("details.menu-pop[open]").forEach((menu) => {
      if (inside && menu.contains(inside)) return;
      const held = menu.contains(document.activeElement);
      menu.open = false;
      if (held && !inside) menu.querySelector("summary").focus();
    });
  }

  function closeSheet() {
    const sheet = document.querySelector(".sheet:not(:empty)");
    if (!sheet || sheet.tagName === "DIALOG") return;
    sheet.replaceChildren();
    document.dispatchEvent(new CustomEvent("sheet:closed"));
  }

  // A form that is on its way is not sent a second time; coming back to the page frees it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-theme-form]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  // Browsers whose style sheets cannot show what is folded: on a wide screen it is unfolded for them.
  if (!CSS.supports("selector(details::details-content)") && window.matchMedia("(min-width: 768px)").matches) {
    document.querySelectorAll("details.folded").forEach((fold) => { fold.open = true; });
  }

  // A long menu begins where one is.
  const menu = document.getElementById("menu");
  const here = menu && menu.querySelector("[aria-current]");
  if (here && here.offsetTop + here.offsetHeight > menu.clientHeight) {
    menu.scrollTop = here.offsetTop - menu.clientHeight / 3;
  }

  // Light or dark at once; the form behind it keeps the choice in a cookie.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-form]") || !event.submitter) return;
    event.preventDefault();
    const theme = event.submitter.value;
    const body = new FormData(form);
    body.set("theme", theme);
    fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).then(() => {
      if (theme === "auto") document.documentElement.removeAttribute("data-theme");
      else document.documentElement.dataset.theme = theme;
      document.querySelectorAll("[data-theme-form] button").forEach((button) => {
        button.setAttribute("aria-pressed", String(button.value === theme));
      });
    });
  });
})();
