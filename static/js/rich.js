// The editor of rich text asks for its words by this name; they come with the page, in its language.
(function () {
  "use strict";
  const words = JSON.parse(document.getElementById("rich-words").textContent);
  window.gettext = (text) => words[text] || text;

  // What is typed into has the name of its field, as the textarea that it stands for.
  new MutationObserver(() => {
    for (const box of document.querySelectorAll(".field [contenteditable=true]:not([aria-label])")) {
      const label = box.closest(".field").querySelector("label");
      if (label) {
        box.setAttribute("aria-label", label.firstChild.textContent.trim());
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
