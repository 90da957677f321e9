import assert from "node:assert/strict";

import { SERVER_GONE, assertAccessible, assertQuiet, open } from "./support/browser.js";
import { Project } from "./support/project.js";
import { show } from "./support/stage.js";

const TALKS = "content/articles/talks.md";
const STUB = "content/actors/viktor-okonjo.md";
const nameSomebody = (project) => project.edit(TALKS, "Paragraph 3 tells", "Minister Viktor Okonjo met Viktor Okonjo. Viktor Okonjo tells");

show("the map lists pages with their files, and filters them", async ({ window, at }) => {
  const map = await open(window, at("/__rapporteur/"));
  await map.getByRole("heading", { name: "The River Brief" }).waitFor();
  const rows = map.locator("#pages li");
  await rows.filter({ hasText: TALKS }).first().waitFor();
  await map.getByRole("searchbox", { name: "Filter" }).fill("article river talks");
  await map.waitForFunction(() => document.querySelectorAll("#pages li").length === 1);
  await rows.getByText("/articles/talks/").waitFor();
  assert.match(await map.locator("#pages-status").textContent(), /^1 of /);
  await rows.getByRole("link", { name: "Talks at the river" }).click();
  await map.getByText("Paragraph 3 tells").waitFor();
  assertQuiet(map);
});

show("the map follows: rebuilds, problems, new pages", async ({ project, window, at }) => {
  const map = await open(window, at("/__rapporteur/"));
  await map.locator("#pages li").first().waitFor();
  await map.locator("#problems-status").getByText("None.").waitFor();
  project.write("content/articles/second.md", "---\ntitle: A second day\ndate: 2025-02-19\n---\nMore talks.\n");
  await map.getByRole("link", { name: "A second day" }).first().waitFor();
  await map.locator("#rebuilds li").first().getByText("content/articles/second.md").waitFor();
  project.edit(TALKS, "date: 2025-02-18", "date: 2025-13-18");
  await map.locator(".problem").getByText("content/articles/talks.md:3").waitFor();
  await map.locator("#rebuilds li.refused").waitFor();
  project.edit(TALKS, "date: 2025-13-18", "date: 2025-02-18");
  await map.locator("#problems-status").getByText("None.").waitFor();
  assertQuiet(map);
});

show("one click writes a stub, and nothing is written without", async ({ project, window, at }) => {
  const map = await open(window, at("/__rapporteur/"));
  await map.getByRole("button", { name: "Look for names" }).click();
  const write = map.getByRole("button", { name: "write stub for Viktor Okonjo" });
  await write.waitFor();
  assert.equal(project.has(STUB), false);
  await write.click();
  await map.getByText(`written: ${STUB}`).waitFor();
  assert.match(project.read(STUB), /Viktor Okonjo/);
  await map.getByRole("link", { name: "Viktor Okonjo" }).first().waitFor();
  assertQuiet(map);
}, nameSomebody);

show("a page of another site cannot write a stub", async ({ project, window, at }) => {
  const other = new Project();
  try {
    await other.serve();
    const stranger = await open(window, other.address);
    const target = at("/__rapporteur/stub");
    const answers = await stranger.evaluate(async (target) => {
      const body = JSON.stringify({ name: "Viktor Okonjo" });
      const json = { "Content-Type": "application/json" };
      const attempts = [
        { method: "POST", body, mode: "no-cors" },
        { method: "POST", body, headers: json },
      ];
      return Promise.all(attempts.map((attempt) => fetch(target, attempt).then((response) => response.type, () => "refused")));
    }, target);
    assert.equal(answers[1], "refused");
    assert.equal(project.has(STUB), false);
  } finally {
    await other.removeAll();
  }
}, nameSomebody);

show("the map says when the server is away", async ({ project, window, at }) => {
  const map = await open(window, at("/__rapporteur/"));
  await map.locator("#live").getByText("live").waitFor();
  await project.kill();
  await map.getByText("server is away").waitFor();
  await project.serve(project.port);
  await map.locator("#live").getByText("live").waitFor();
  assertQuiet(map, [SERVER_GONE]);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    show(`the map is accessible: ${colorScheme}, ${width} px`, async ({ project, browser, at }) => {
      const map = await open(browser, at("/__rapporteur/"), { colorScheme, viewport: { width, height: 740 } });
      project.edit(TALKS, "date: 2025-02-18", "date: 2025-13-18");
      await map.locator(".problem").first().waitFor();
      await map.getByRole("button", { name: "Look for names" }).click();
      await map.locator("#names li").first().waitFor();
      await assertAccessible(map, "html");
      const isWide = await map.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(isWide, false, "nothing has to be scrolled sideways");
    }, nameSomebody);
  }
}
