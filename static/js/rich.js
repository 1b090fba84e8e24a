// The editor of rich text asks for its words by this name; they come with the page, in its language.
(function () {
  "use strict";
  const words = JSON.parse(document.getElementById("rich-words").textContent);
  window.gettext = (text) => words[text] || text;

  // What is typed into has the name of the field for those who hear the page.
  document.addEventListener("prose-editor:ready", (event) => {
    const textarea = event.detail.textarea;
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    const typed = textarea.closest(".prose-editor").querySelector("[contenteditable]");
    if (label && typed) typed.setAttribute("aria-label", label.textContent.replace("*", "").trim());
  });
})();
