import assert from "node:assert/strict";

import { SERVER_GONE, assertQuiet, connected, loads, open, overlay } from "./support/browser.js";
import { show } from "./support/stage.js";

const TALKS = "content/articles/talks.md";

show("a tab whose server was killed and started again follows it", async ({ project, window, at }) => {
  const talks = await open(window, at("articles/talks/"));
  const about = await open(window, at("about/"));
  await Promise.all([talks, about].map(connected));
  await project.kill();
  await Promise.all([talks, about].map((tab) => overlay(tab).away.waitFor()));
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await project.serve(project.port);
  await talks.getByText("Paragraph 3 now says").waitFor();
  await Promise.all([talks, about].map((tab) => overlay(tab).away.waitFor({ state: "hidden" })));
  assert.equal(await loads(about), 1);
  project.edit(TALKS, "Paragraph 4 tells", "Paragraph 4 now says");
  await talks.getByText("Paragraph 4 now says").waitFor();
  [talks, about].forEach((tab) => assertQuiet(tab, [SERVER_GONE]));
});

show("ctrl-c ends the server although tabs are connected", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  await connected(tab);
  // The page that is loaded anew has a stream of its own, and has to get its modules before that.
  const streamOfNext = tab.waitForResponse(/\/__rapporteur\/events/).catch(() => null);
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 now says");
  await tab.getByText("Paragraph 3 now says").waitFor();
  await streamOfNext;
  await connected(tab);
  await project.interrupt();
  await overlay(tab).away.waitFor();
  await tab.getByText("Paragraph 3 now says").waitFor();
});
