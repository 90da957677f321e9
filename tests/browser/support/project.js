/* A project in a folder of its own, and the real `rapporteur serve` in it. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const BINARY = path.resolve(REPOSITORY, process.env.RAPPORTEUR ?? "target/debug/rapporteur");
const START_MS = 30_000;
const END_MS = 10_000;

const SITE = `title: The River Brief
base_url: https://brief.example.org/
language: en
timezone: Europe/London
`;

/** An article that is longer than a window, with a paragraph for each number. */
export function longArticle(title, nParagraphs = 30) {
  const head = `---\ntitle: ${title}\ndate: 2025-02-18\ntakeaways: [Water is short]\n---\nThe first words say what happened at the river.\n`;
  const paragraph = (n) => `\nParagraph ${n} tells of the water, the dam, the ministers who met there and of what they did not say.\n`;
  return head + Array.from({ length: nParagraphs }, (_, idx) => paragraph(idx + 1)).join("");
}

export class Project {
  constructor(site = SITE) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), "rapporteur-browser-"));
    this.write("site.yaml", site);
    this.write("content/articles/talks.md", longArticle("Talks at the river"));
    this.write("content/pages/about.md", "---\ntitle: About\n---\nWho writes this brief.\n");
  }

  write(file, text) {
    const at = path.join(this.folder, file);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, text);
  }

  read(file) {
    return fs.readFileSync(path.join(this.folder, file), "utf8");
  }

  edit(file, from, to) {
    const text = this.read(file);
    assert.ok(text.includes(from), `${file} has no ${from}`);
    this.write(file, text.replace(from, to));
  }

  rename(from, to) {
    fs.renameSync(path.join(this.folder, from), path.join(this.folder, to));
  }

  remove(file) {
    fs.rmSync(path.join(this.folder, file));
  }

  has(file) {
    return fs.existsSync(path.join(this.folder, file));
  }

  /** Starts the server and waits for the address that it tells. */
  async serve(port = 0) {
    assert.ok(fs.existsSync(BINARY), `there is no ${BINARY}: run \`cargo build\`, or set RAPPORTEUR`);
    const program = spawn(BINARY, ["serve", "--port", String(port), "--format", "human"], { cwd: this.folder });
    this.program = program;
    this.said = "";
    this.ended = once(program, "exit");
    const address = await new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error(`no address in:\n${this.said}`)), START_MS);
      const listen = (piece) => {
        this.said += piece;
        const found = this.said.match(/http:\/\/127\.0\.0\.1:\d+\/\S*(?=\s)/);
        if (found) {
          clearTimeout(giveUp);
          resolve(found[0]);
        }
      };
      program.stdout.on("data", listen);
      program.stderr.on("data", listen);
      program.on("error", reject);
      program.on("exit", (code) => reject(new Error(`ended with ${code}:\n${this.said}`)));
    });
    this.address = address;
    this.port = Number(new URL(address).port);
    return address;
  }

  /** Ends the server as Ctrl-C does, while browsers are still connected to it. */
  async interrupt() {
    this.program.kill("SIGINT");
    const late = setTimeout(() => this.program.kill("SIGKILL"), END_MS);
    const [code, signal] = await this.ended;
    clearTimeout(late);
    assert.notEqual(signal, "SIGKILL", "the server goes on after Ctrl-C");
    return code;
  }

  /** Ends the server as a crash does. */
  async kill() {
    this.program.kill("SIGKILL");
    await this.ended;
  }

  async removeAll() {
    if (this.program && this.program.exitCode === null && this.program.signalCode === null) await this.interrupt();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
