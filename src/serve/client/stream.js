/* The stream of events of the preview, kept open for as long as the tab is looked at.

   Comes in: the address to ask, and a function for each event. What always holds: the server says
   what is, not what happened, so a stream may be closed at any time and opened later without a loss.

   That is used twice. A hidden tab has no stream; it catches up when it is shown. And of the windows
   in sight at most N_SLOTS have a stream at a time; if there are more, they take turns: a browser
   opens no more than six connections to a server, and loading pages needs some of them. */

const N_SLOTS = 4;
const TURN_MS = 1000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
const AWAY_AFTER_MS = 2000;

let isPutAway = false;
addEventListener("pagehide", () => (isPutAway = true));
addEventListener("pageshow", () => (isPutAway = false));

/** Follows the stream for ever.

    `address` is a function, since the mark of the page may change. `handlers` has a function for each
    event, and `away`, which is told when the server cannot be reached and when it is back. */
export async function follow(address, handlers) {
  const absence = new Absence(handlers.away);
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    await untilShown();
    const end = await inSlot((slot) => listen(address(), handlers, absence, slot));
    if (end === "heard") pause = FIRST_PAUSE_MS;
    if (end === "unheard") {
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }
}

function isShown() {
  return document.visibilityState === "visible" && !isPutAway;
}

/** Waits until the tab is looked at, which it mostly is already. */
function untilShown() {
  return new Promise((resolve) => {
    const over = new AbortController();
    const look = () => {
      if (!isShown()) return;
      over.abort();
      resolve();
    };
    document.addEventListener("visibilitychange", look, { signal: over.signal });
    addEventListener("pageshow", look, { signal: over.signal });
    look();
  });
}

/** Does `work` while holding one of the slots that all tabs of the browser share: the one that the
    fewest hold or wait for. Browsers have no locks on a page from another machine over plain HTTP;
    there, each window has its stream. */
async function inSlot(work) {
  if (!navigator.locks) return work(null);
  const { held, pending } = await navigator.locks.query();
  const wanted = [...held, ...pending].map((lock) => lock.name);
  const slots = Array.from({ length: N_SLOTS }, (_, idx) => `rapporteur-stream-${idx}`);
  const load = (slot) => wanted.filter((name) => name === slot).length;
  const slot = slots.reduce((best, other) => (load(other) < load(best) ? other : best));
  return navigator.locks.request(slot, () => work(slot));
}

/** Listens until the tab is hidden, the server is gone, or another window waits for the slot.

    The answer is `heard` if the server was there, else `unheard`. */
function listen(address, handlers, absence, slot) {
  return new Promise((resolve) => {
    if (!isShown()) {
      resolve("heard");
      return;
    }
    const source = new EventSource(address);
    const over = new AbortController();
    let turns = 0;
    let answer = "unheard";
    const end = () => {
      source.close();
      clearInterval(turns);
      over.abort();
      resolve(answer);
    };
    source.onopen = () => {
      answer = "heard";
      absence.end();
      turns = setInterval(async () => (await isWaitedFor(slot)) && end(), TURN_MS);
    };
    source.onerror = () => {
      absence.begin();
      end();
    };
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    }
    document.addEventListener("visibilitychange", end, { signal: over.signal });
    addEventListener("pagehide", end, { signal: over.signal });
  });
}

async function isWaitedFor(slot) {
  if (!slot) return false;
  const { pending } = await navigator.locks.query();
  return pending.some((lock) => lock.name === slot);
}

/** How long the server has been away. A short absence, as of a restart, is nobody's business. */
class Absence {
  #tell;
  #timer = null;

  constructor(tell) {
    this.#tell = tell;
  }

  begin() {
    this.#timer ??= setTimeout(() => this.#tell(true), AWAY_AFTER_MS);
  }

  end() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#tell(false);
  }
}
