/* Keeps the moving parts of the page fresh, and sends its forms without leaving it: what was refused is said
   beside the form, and what was typed stays. A part in use, with a recording playing, is left alone. */
(() => {
  "use strict";

  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

  const inUse = (part) =>
    (part !== document.activeElement && part.contains(document.activeElement)) || [...part.querySelectorAll("audio")].some((each) => !each.paused);

  const freshen = (page) => {
    for (const part of document.querySelectorAll("[data-live]")) {
      const now = page.getElementById(part.id);
      if (now && !inUse(part) && part.innerHTML !== now.innerHTML) part.innerHTML = now.innerHTML;
    }
  };

  const refresh = async () => {
    if (!document.hidden) freshen(parsed(await (await fetch(location.pathname)).text()));
  };

  const renew = (part, page) => {
    const now = page.getElementById(part.id);
    if (!now) return;
    const open = part.querySelector("details")?.open;
    part.innerHTML = now.innerHTML;
    if (open) part.querySelector("details").open = true;
  };

  const say = (form, sentence) => {
    form.querySelector("[role=alert]")?.remove();
    if (!sentence) return;
    const said = document.createElement("p");
    said.className = "bad";
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    form.append(said);
  };

  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.action, { method: "POST", body });
    const page = parsed(await answer.text());
    say(form, answer.ok ? "" : page.querySelector(".bad")?.textContent ?? `It answered ${answer.status}.`);
    if (!answer.ok) return;
    button?.blur();
    const part = form.closest("[data-part]");
    if (part && part.id !== "inbound") renew(part, page);
    freshen(page);
  };

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target, event.submitter).catch(() => say(event.target, "The sandbox does not answer."));
  });

  setInterval(() => refresh().catch(() => {}), 2000);
})();
