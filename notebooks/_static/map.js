// The map of sentences: filters by speaker and frame, and the arrow keys from mark to mark. Without
// this script the map stands complete, and each mark leads to its sentence.
(() => {
  "use strict";
  function start(map) {
    const marks = [...map.querySelectorAll(".report-marks a")];
    const chips = [...map.querySelectorAll(".report-chip")];
    const frame = map.querySelector("select");
    const count = map.querySelector("output");
    if (!marks.length) return;

    function filter() {
      const group = chips.find((chip) => chip.getAttribute("aria-pressed") === "true")?.dataset.group;
      let shown = 0;
      for (const mark of marks) {
        const fits =
          (!group || mark.dataset.group === group) &&
          (!frame.value || mark.dataset.frames.split(" ").includes(frame.value));
        mark.classList.toggle("report-faint", !fits);
        shown += fits;
      }
      const every = `${marks.length} ${marks.length === 1 ? "sentence" : "sentences"}`;
      count.textContent = shown === marks.length ? every : `${shown} of ${every}`;
    }

    for (const chip of chips) {
      chip.disabled = false;
      chip.addEventListener("click", () => {
        const pressed = chip.getAttribute("aria-pressed") !== "true";
        chips.forEach((other) => other.setAttribute("aria-pressed", "false"));
        chip.setAttribute("aria-pressed", String(pressed));
        filter();
      });
    }
    frame.disabled = false;
    // A browser that comes back keeps what was chosen here, but not which chip was pressed.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) frame.value = "";
      filter();
    });
    frame.addEventListener("change", filter);
    map.querySelectorAll(".report-script").forEach((part) => (part.hidden = false));

    // One stop for the whole map; the arrow keys go on from there.
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    marks[0].tabIndex = 0;
    map.addEventListener("keydown", (event) => {
      const place = marks.indexOf(event.target);
      if (place < 0 || !(event.key in steps)) return;
      event.preventDefault();
      const next = Math.max(0, Math.min(marks.length - 1, place + steps[event.key]));
      marks[place].tabIndex = -1;
      marks[next].tabIndex = 0;
      marks[next].focus();
    });
  }

  function startAll() {
    document.querySelectorAll(".report-map").forEach(start);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
