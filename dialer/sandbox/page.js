/* Keeps the moving parts of the page fresh. A part in use, with a recording playing, is left alone. */
(() => {
  "use strict";

  const inUse = (part) =>
    (part !== document.activeElement && part.contains(document.activeElement)) || [...part.querySelectorAll("audio")].some((each) => !each.paused);

  const refresh = async () => {
    if (document.hidden) return;
    const answer = await fetch("/");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const now = fresh.getElementById(part.id);
      if (now && !inUse(part) && part.innerHTML !== now.innerHTML) part.innerHTML = now.innerHTML;
    }
  };

  setInterval(() => refresh().catch(() => {}), 2000);
})();
