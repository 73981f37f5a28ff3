import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveLine } from "./live-line";
import type { Hint, Told } from "./live-read";

/** A server whose streams the test writes into. */
class Server {
  asked: string[] = [];
  status = 200;
  #open: ReadableStreamDefaultController<Uint8Array>[] = [];

  fetch = vi.fn(async (url: string, init: { signal: AbortSignal }) => {
    this.asked.push(url);
    if (this.status === 0) throw new TypeError("network");
    if (this.status !== 200) return new Response("", { status: this.status });
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#open.push(controller);
        init.signal.addEventListener("abort", () => controller.error(new DOMException("", "AbortError")));
      },
    });
    return new Response(body);
  });

  send(text: string): void {
    this.#open.at(-1)?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#open.at(-1)?.close();
  }
}

/** Locks as browsers have them: one holder, the others in line. */
class Locks {
  #last: Promise<unknown> = Promise.resolve();

  request(_name: string, options: { signal: AbortSignal }, work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(() => (options.signal.aborted ? undefined : work()));
    this.#last = turn;
    return turn as Promise<void>;
  }
}

interface Heard extends Told {
  hints: Hint[];
  states: boolean[];
  no: number;
}

function ears(): Heard {
  const heard: Heard = {
    hints: [], states: [], no: 0,
    hint: (hint) => void heard.hints.push(hint),
    open: (open) => void heard.states.push(open),
    refused: () => void heard.no++,
  };
  return heard;
}

let server: Server;
let lines: LiveLine[];

function line(told: Told, rooms = ["R"], at: Record<string, number> = { R: 3 }): LiveLine {
  const one = new LiveLine("k", rooms, at, told);
  lines.push(one);
  one.start();
  return one;
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(20);
const hint = (idx: number): string => `id: R.${idx}\nevent: commitment\ndata: {"room":"R","idx":${idx},"kind":"commitment:kept","spread":0}\n\n`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  server = new Server();
  lines = [];
  vi.stubGlobal("fetch", server.fetch);
  vi.stubGlobal("navigator", { locks: new Locks() });
});

afterEach(() => {
  for (const one of lines) one.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** BroadcastChannel delivers between turns of the loop, outside of the timers above. */
function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(0);
  });
}


async function told(): Promise<void> {
  for (let n = 0; n < 5; n++) {
    await settle();
    await turn();
  }
}

test("two tabs share one stream, and both hear", async () => {
  const [first, second] = [ears(), ears()];
  line(first);
  line(second);
  await told();
  server.send(hint(4));
  await told();
  expect(server.asked).toEqual(["/live/stream?rooms=R&at=R.3"]);
  expect(first.hints.map((one) => one.idx)).toEqual([4]);
  expect(second.hints.map((one) => one.idx)).toEqual([4]);
});

test("when the holder's tab closes, the next goes on where it was", async () => {
  const [first, second] = [ears(), ears()];
  const holder = line(first);
  line(second);
  await told();
  server.send(hint(4));
  await told();
  holder.stop();
  await told();
  expect(server.asked.at(-1)).toBe("/live/stream?rooms=R&at=R.4");
});

test("a lost line is taken up with the last index, and what waits is asked for anew", async () => {
  const one = ears();
  line(one);
  await told();
  server.send(hint(9));
  await told();
  server.end();
  await vi.advanceTimersByTimeAsync(3000);
  await told();
  expect(server.asked.at(-1)).toBe("/live/stream?rooms=R&at=R.9");
  expect(one.hints.at(-1)?.event).toBe("inbox");
  expect(one.states).not.toContain(false);
});

test("the server's word on where a room begins is kept for rooms the page knew nothing of", async () => {
  line(ears(), ["R", "S"]);
  await told();
  server.send('event: here\ndata: {"at":{"R":3,"S":12}}\n\n');
  await told();
  server.end();
  await vi.advanceTimersByTimeAsync(3000);
  await told();
  expect(server.asked.at(-1)).toBe("/live/stream?rooms=R,S&at=R.3,S.12");
});

test("without a line it says so, and says when it is back", async () => {
  const one = ears();
  server.status = 0;
  line(one);
  await vi.advanceTimersByTimeAsync(6000);
  await told();
  expect(one.states).toEqual([false]);
  server.status = 200;
  await vi.advanceTimersByTimeAsync(40_000);
  await told();
  expect(one.states.at(-1)).toBe(true);
});

test("a no is told to every tab, and nobody asks again", async () => {
  const [first, second] = [ears(), ears()];
  line(first);
  await told();
  server.status = 404;
  server.end();
  line(second);
  await vi.advanceTimersByTimeAsync(3000);
  await told();
  expect([first.no, second.no]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(120_000);
  await told();
  expect(server.asked).toHaveLength(2);
});

test("a tab with a room nobody followed makes the holder begin anew with it", async () => {
  line(ears());
  await told();
  line(ears(), ["R", "T"], { R: 3, T: 5 });
  await told();
  expect(server.asked.at(-1)).toBe("/live/stream?rooms=R,T&at=R.3,T.5");
});

test("whoever takes the line over goes on with the rooms of all tabs", async () => {
  const first = line(ears());
  await told();
  line(ears(), ["T"], { T: 5 });
  await told();
  first.stop();
  await told();
  expect(server.asked.at(-1)).toBe("/live/stream?rooms=T,R&at=T.5,R.3");
});

test("a page older than the line is told to fetch anew", async () => {
  line(ears());
  await told();
  server.send(hint(8));
  await told();
  const late = ears();
  line(late, ["R"], { R: 6 });
  await told();
  expect(late.hints.map((one) => [one.event, one.room, one.idx])).toEqual([["catch-up", "R", 8]]);
});

test("silence is taken for a lost line", async () => {
  line(ears());
  await told();
  await vi.advanceTimersByTimeAsync(80_000);
  await told();
  expect(server.asked.length).toBe(2);
});

test("without locks every tab reads for itself", async () => {
  vi.stubGlobal("navigator", {});
  const one = ears();
  line(one);
  await told();
  server.send(hint(4));
  await told();
  expect(one.hints.map((each) => each.idx)).toEqual([4]);
});
