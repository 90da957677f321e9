import assert from "node:assert/strict";
import fs from "node:fs";

import { assertQuiet, connected, loads, open } from "./support/browser.js";
import { show } from "./support/stage.js";

const THEME = fs.readFileSync(new URL("../../templates/assets/style.css", import.meta.url), "utf8");
const paper = (colour) => `${THEME}\nbody { background: ${colour} !important; }\n`;
const square = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="${colour}"/></svg>`;

show("a new style sheet is put in without a reload", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  await tab.evaluate(() => {
    globalThis.untouched = true;
    globalThis.wasBare = false;
    // A sheet that is there at each moment: a count of none would be a flash of bare text.
    new MutationObserver(() => {
      const loaded = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => link.sheet);
      if (loaded.length === 0) globalThis.wasBare = true;
    }).observe(document.head, { childList: true });
  });
  for (const colour of ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]) {
    project.write("templates/assets/style.css", paper(colour));
    await tab.waitForFunction((colour) => getComputedStyle(document.body).backgroundColor === colour, colour);
  }
  await tab.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1);
  assert.deepEqual(await tab.evaluate(() => [globalThis.untouched, globalThis.wasBare]), [true, false]);
  // The tab knows what it has now: only an edit of its page reloads it.
  project.edit("content/articles/talks.md", "Paragraph 3 tells", "Paragraph 3 now says");
  await tab.getByText("Paragraph 3 now says").waitFor();
  assert.equal(await loads(tab), 2);
  assertQuiet(tab);
});

show("a changed picture is shown without a reload", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/picture/"));
  await connected(tab);
  const address = () => tab.locator("main img").first().evaluate((picture) => picture.currentSrc);
  const before = await address();
  await tab.evaluate(() => (globalThis.untouched = true));
  project.write("static/square.svg", square("blue"));
  await tab.waitForFunction((before) => {
    const picture = document.querySelector("main img");
    return picture.currentSrc !== before && picture.complete && picture.naturalWidth > 0;
  }, before);
  assert.match(await (await fetch(await address())).text(), /blue/);
  assert.equal(await tab.evaluate(() => globalThis.untouched), true);
  assertQuiet(tab);
}, (project) => {
  project.write("static/square.svg", square("red"));
  project.write("content/articles/picture.md", "---\ntitle: A picture\ndate: 2025-02-18\n---\nWords.\n\n![A square](/square.svg)\n");
});
