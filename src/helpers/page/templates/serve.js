// Only while `report serve` runs: load the page anew after a build, or say why there is none.
(() => {
  const build = document.currentScript.dataset.build;
  const banner = document.createElement("div");
  banner.setAttribute("role", "alert");
  banner.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:9999;max-height:40vh;overflow:auto;display:none;" +
    "padding:.7rem 1rem;background:#7a1f1f;color:#fff;white-space:pre-wrap;font:14px/1.4 monospace";
  document.body.append(banner);
  const events = new EventSource(`/.report/events?since=${build}`);
  events.onmessage = (event) => {
    const failed = JSON.parse(event.data).failed;
    if (failed === null) {
      events.close();
      location.reload();
    } else {
      banner.textContent = failed;
      banner.style.display = "block";
    }
  };
})();
