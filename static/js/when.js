// When an event begins by the reader's own clock, where that shows another hour than the event's place and Beijing.
for (const line of document.querySelectorAll(".event-reader")) {
  const at = new Date(line.dataset.starts);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown = (timeZone) => at.toLocaleString("sv", { timeZone });
  if (![line.dataset.zone, "Asia/Shanghai"].map(shown).includes(shown(own))) {
    const words = { dateStyle: "long", timeStyle: "short" };
    line.querySelector("time").textContent = `${at.toLocaleString(document.documentElement.lang, words)} (${own})`;
    line.hidden = false;
  }
}
