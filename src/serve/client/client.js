"use strict";

/* The part of the preview that runs in every page it sends.

   Comes in: what the server says on its stream of events (stream.js). Goes out: a page that is up to
   date and in its place. What always holds: the page itself is left as it was built; what is shown
   on top of it stands in a shadow root (overlay.js) or leaves no trace (the flash).

   Keeping the place is in this file, not in a module, so that it is done before the first paint. */
(() => {
  const KEPT = "rapporteur:kept";
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, pre, figcaption";
  const N_ANCHORS_ABOVE = 5;
  const FLASH_MS = 1200;
  const AGAIN_MS = 1000;

  const { page, mark: markAtFirst, copies: copiesAtFirst } = document.currentScript.dataset;

  const kept = takeKept();
  if (kept) {
    restorePlace(kept);
    flashChanges(kept.texts);
  }
  listen();

  /** Follows the server. The modules are asked for again when the server is just going away. */
  async function listen() {
    let modules;
    try {
      modules = await Promise.all([import("./stream.js"), import("./files.js"), import("./overlay.js")]);
    } catch {
      setTimeout(listen, AGAIN_MS);
      return;
    }
    const [{ follow }, { refreshAll, refreshFiles, swapStyle }, { Overlay }] = modules;
    const overlay = new Overlay();
    let mark = markAtFirst;
    let copies = copiesAtFirst;
    const address = () => `/__rapporteur/events?${new URLSearchParams({ page, mark })}`;
    follow(address, {
      reload,
      style(change) {
        mark = change.mark;
        swapStyle(change.was, change.is, reload);
      },
      // Which files changed while nobody listened is not known.
      copies(now) {
        if (copies !== (now.mark ?? "")) refreshAll(reload);
        copies = now.mark ?? "";
      },
      files({ changed, mark: now }) {
        copies = now;
        refreshFiles(changed, reload);
      },
      problems: (problems) => overlay.show(problems),
      away: (isAway) => overlay.showAway(isAway),
    });
  }

  /** Loads the page anew, and leaves a note of how it looked for the script that then runs. */
  function reload() {
    const note = {
      path: location.pathname,
      y: scrollY,
      anchors: anchors(),
      open: [...document.querySelectorAll("details")].map((details) => details.open),
      texts: blocks().map(textOf),
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(note));
    } catch {
      // Storage may be forbidden or full; then the browser does what it can.
      location.reload();
      return;
    }
    // The browser would scroll to where the page was, whatever now stands there.
    addEventListener("pagehide", () => (history.scrollRestoration = "manual"));
    history.scrollRestoration = "manual";
    location.reload();
  }

  /** The note of the page before, if there is one and it is about this page. It is read once. */
  function takeKept() {
    try {
      const note = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
      return note && note.path === location.pathname ? note : null;
    } catch {
      return null;
    }
  }

  // Place ---------------------------------------------------------------------------------------

  /** Elements with an id and how far they are from the top of the window, best anchor first.

      First those in sight, from the top; then the last ones above it. An edited paragraph has
      another id afterwards, so one anchor is not enough. */
  function anchors() {
    const above = [];
    const inSight = [];
    for (const element of document.querySelectorAll("main [id]")) {
      if (element.querySelector("[id]") || element.getClientRects().length === 0) continue;
      const { top, bottom } = element.getBoundingClientRect();
      if (top > innerHeight) break;
      (bottom > 0 ? inSight : above).push([element.id, top]);
    }
    return [...inSight, ...above.slice(-N_ANCHORS_ABOVE).reverse()];
  }

  /** Puts the page back in its place: now, and again when pictures and fonts have moved the text. */
  function restorePlace(note) {
    const details = document.querySelectorAll("details");
    if (details.length === note.open.length) {
      details.forEach((element, idx) => (element.open = note.open[idx]));
    }
    const controller = new AbortController();
    const { signal } = controller;
    const put = () => signal.aborted || scrollToPlace(note);
    const leaveToReader = () => {
      controller.abort();
      // Not before: the browser would do it the moment the page is loaded.
      history.scrollRestoration = "auto";
    };
    put();
    document.fonts.ready.then(put);
    addEventListener("load", put, { signal });
    for (const move of ["wheel", "touchstart", "keydown", "pointerdown", "pagehide"]) {
      addEventListener(move, leaveToReader, { signal, passive: true });
    }
  }

  /** At the very top the page stays there; else the first anchor still to be found keeps its height. */
  function scrollToPlace(note) {
    const found = note.anchors.find(([id]) => document.getElementById(id));
    let y = note.y;
    if (note.y > 0 && found) {
      const [id, top] = found;
      y = scrollY + document.getElementById(id).getBoundingClientRect().top - top;
    }
    scrollTo({ top: y, left: scrollX, behavior: "instant" });
  }

  // Flash ---------------------------------------------------------------------------------------

  /** The smallest blocks of text in the page. */
  function blocks() {
    const all = [...document.querySelectorAll(BLOCKS.replace(/[^, ]+/g, "main $&"))];
    return all.filter((block) => !block.querySelector(BLOCKS));
  }

  function textOf(block) {
    return block.textContent.replace(/\s+/g, " ").trim();
  }

  /** Flashes once what is new or changed; nothing if that is most of the page. */
  function flashChanges(textsBefore) {
    const known = new Set(textsBefore);
    const all = blocks();
    const changed = all.filter((block) => !known.has(textOf(block)));
    if (changed.length * 2 > all.length) return;
    requestAnimationFrame(() => changed.forEach(flash));
  }

  /** An animation leaves neither class nor style behind, and shadow and outline take no room. */
  function flash(block) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      const outline = { outline: "2px solid rgb(214 150 20)", outlineOffset: "4px" };
      block.animate([outline, outline], FLASH_MS);
      return;
    }
    const lit = { backgroundColor: "rgb(240 180 40 / .36)", boxShadow: "0 0 0 .3em rgb(240 180 40 / .36)" };
    const out = { backgroundColor: "rgb(240 180 40 / 0)", boxShadow: "0 0 0 .3em rgb(240 180 40 / 0)" };
    block.animate([lit, { ...lit, offset: 0.25 }, out], { duration: FLASH_MS, easing: "ease-out" });
  }
})();
