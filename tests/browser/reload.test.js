import assert from "node:assert/strict";

import { assertQuiet, launch, loads, open } from "./support/browser.js";
import { show } from "./support/stage.js";

const TALKS = "content/articles/talks.md";

show("an edit shows without a touch of the browser", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await tab.getByText("Paragraph 3 now says").waitFor();
  assert.equal(await loads(tab), 2);
  assertQuiet(tab);
});

show("a tab whose page is the same is left alone", async ({ project, window, at }) => {
  const about = await open(window, at("about/"));
  const talks = await open(window, at("articles/talks/"));
  await about.evaluate(() => (globalThis.untouched = true));
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await talks.getByText("Paragraph 3 now says").waitFor();
  assert.equal(await about.evaluate(() => globalThis.untouched), true);
  // Its own edit reloads it once; a reload before would make that two.
  project.edit("content/pages/about.md", "Who writes", "Who edits");
  await about.getByText("Who edits").waitFor();
  assert.equal(await loads(about), 2);
  [about, talks].forEach((tab) => assertQuiet(tab));
});

show("a new page comes to the tab that waits at its address", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/second/"));
  await tab.locator(".rapporteur-lost").waitFor();
  project.write("content/articles/second.md", "---\ntitle: A second day\ndate: 2025-02-19\n---\nMore talks.\n");
  await tab.getByRole("heading", { name: "A second day" }).waitFor();
  assertQuiet(tab, [/status of 404/]);
});

show("two browsers follow at once", async ({ project, window, at }) => {
  const other = await launch();
  try {
    const tabs = [await open(window, at("articles/talks/")), await open(other, at("articles/talks/"))];
    project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
    await Promise.all(tabs.map((tab) => tab.getByText("Paragraph 3 now says").waitFor()));
    tabs.forEach((tab) => assertQuiet(tab));
  } finally {
    await other.close();
  }
});

show("seven windows in sight starve nobody", async ({ project, window, at }) => {
  const tabs = [];
  for (let n = 0; n < 7; n += 1) tabs.push(await open(window, at("articles/talks/")));
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await Promise.all(tabs.map((tab) => tab.getByText("Paragraph 3 now says").waitFor()));
  const eighth = await open(window, at("about/"));
  await eighth.getByText("Who writes this brief").waitFor();
  project.edit("content/pages/about.md", "Who writes", "Who edits");
  await eighth.getByText("Who edits").waitFor();
  [...tabs, eighth].forEach((tab) => assertQuiet(tab));
});

show("a hidden tab catches up when it is shown", async ({ project, window, at }) => {
  const hidden = await open(window, at("articles/talks/"));
  const seen = await open(window, at("articles/talks/"));
  await setVisibility(hidden, "hidden");
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await seen.getByText("Paragraph 3 now says").waitFor();
  assert.equal(await loads(hidden), 1);
  await setVisibility(hidden, "visible");
  await hidden.getByText("Paragraph 3 now says").waitFor();
  assert.equal(await loads(hidden), 2);
});

show("a page that the browser kept catches up when one goes back to it", async ({ project, window, at }) => {
  const kept = await open(window, at("articles/talks/"));
  const seen = await open(window, at("articles/talks/"));
  await kept.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await seen.getByText("Paragraph 3 now says").waitFor();
  assert.equal(await loads(kept), 1);
  await kept.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await kept.getByText("Paragraph 3 now says").waitFor();
});

/** A headless browser shows all its tabs, so one is told that it is hidden. */
function setVisibility(tab, state) {
  return tab.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}
