import assert from "node:assert/strict";

import { assertQuiet, flashed, open } from "./support/browser.js";
import { longArticle } from "./support/project.js";
import { show } from "./support/stage.js";

const TALKS = "content/articles/talks.md";
const LONGER = "which is a good deal longer than it was. ".repeat(30);

show("the changed paragraph flashes once and the others do not", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await tab.getByText("Paragraph 3 now says").waitFor();
  await tab.waitForFunction(() => window.flashed.length > 0 && document.getAnimations().length === 0);
  const [only, ...others] = await flashed(tab);
  assert.match(only, /^Paragraph 3 now says/);
  assert.deepEqual(others, []);
  const paragraph = tab.getByText("Paragraph 3 now says");
  assert.equal(await paragraph.getAttribute("style"), null);
  assert.equal(await paragraph.getAttribute("class"), null);
  await tab.reload();
  assert.deepEqual(await flashed(tab), []);
  assertQuiet(tab);
});

show("what is read stays where it is when text above it grows", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  const before = await scrollBelow(tab, "Paragraph 20");
  project.edit(TALKS, "Paragraph 3 tells", `Paragraph 3 now says ${LONGER}`);
  await tab.getByText("Paragraph 3 now says").waitFor();
  await assertTop(tab, "Paragraph 20", before);
});

show("what is read stays where it is when it is what was edited", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  await scrollBelow(tab, "Paragraph 20");
  const before = await topOf(tab, "Paragraph 21");
  project.edit(TALKS, "Paragraph 20 tells", "Paragraph 20 now says");
  await tab.getByText("Paragraph 20 now says").waitFor();
  await assertTop(tab, "Paragraph 21", before);
});

show("a tab that came by a link to a section stays where it was scrolled to", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/sections/#later"));
  const before = await scrollBelow(tab, "Paragraph 20");
  project.edit("content/articles/sections.md", "Paragraph 3 tells", `Paragraph 3 now says ${LONGER}`);
  await tab.getByText("Paragraph 3 now says").waitFor();
  await assertTop(tab, "Paragraph 20", before);
}, (project) => project.write("content/articles/sections.md", longArticle("Sections").replace("Paragraph 10", "## Later\n\nParagraph 10")));

show("a tab at the top stays at the top", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  project.edit(TALKS, "title: Talks at the river", `title: ${"Talks at the river ".repeat(8)}`);
  await tab.getByRole("heading", { name: "Talks at the river Talks" }).waitFor();
  assert.equal(await tab.evaluate(() => scrollY), 0);
});

show("a page that is another one altogether does not flash", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  project.write(TALKS, longArticle("Something else").replaceAll("tells of", "is about"));
  await tab.getByRole("heading", { name: "Something else" }).waitFor();
  await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.deepEqual(await flashed(tab), []);
});

show("with less motion asked for, nothing fades", async ({ project, browser, at }) => {
  const tab = await open(browser, at("articles/talks/"), { reducedMotion: "reduce" });
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await tab.getByText("Paragraph 3 now says").waitFor();
  await tab.waitForFunction(() => document.getAnimations().length === 1);
  const [first, last] = await tab.evaluate(() => document.getAnimations()[0].effect.getKeyframes());
  assert.equal(first.backgroundColor, undefined);
  assert.equal(first.outlineColor, last.outlineColor);
});

/** Scrolls so that a paragraph is just above the middle, and says where it is. */
async function scrollBelow(tab, words) {
  await tab.getByText(words).evaluate((element) => {
    scrollTo({ top: scrollY + element.getBoundingClientRect().top - 40, behavior: "instant" });
  });
  return topOf(tab, words);
}

function topOf(tab, words) {
  return tab.getByText(words).evaluate((element) => element.getBoundingClientRect().top);
}

/** Waits until the page is loaded, fonts and all, and holds the place of a paragraph against `before`. */
async function assertTop(tab, words, before) {
  await tab.waitForLoadState("load");
  await tab.evaluate(() => document.fonts.ready.then(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))));
  const now = await topOf(tab, words);
  assert.ok(Math.abs(now - before) < 2, `${words} was at ${before} and is at ${now}`);
}
