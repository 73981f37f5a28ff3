import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Hint, LiveReader, type Places } from "./live-read";

type Answer = { status: number; text?: string; open?: boolean };

let answers: Answer[];
let asked: string[];
let stop: AbortController;
let heard: { hints: Hint[]; open: boolean[]; no: number };

/** Answers in order; a stream stays open when it is said to, else it ends after its text. */
function answer(url: string, init: { signal: AbortSignal }): Promise<Response> {
  asked.push(url);
  const { status, text = "", open = false } = answers.shift() ?? { status: 200, open: true };
  if (status === 0) return Promise.reject(new TypeError("network"));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (text) controller.enqueue(new TextEncoder().encode(text));
      if (!open) controller.close();
      init.signal.addEventListener("abort", () => controller.error(new DOMException("", "AbortError")));
    },
  });
  return Promise.resolve(new Response(body, { status }));
}

function read(at: Places = { R: 3 }): LiveReader {
  const reader = new LiveReader(new Set(["R"]), at, {
    hint: (hint) => void heard.hints.push(hint),
    open: (open) => void heard.open.push(open),
    refused: () => void heard.no++,
  });
  void reader.run(stop.signal);
  return reader;
}

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const hint = (idx: number, resume = idx): string =>
  `id: R.${resume}\nevent: commitment\ndata: {"room":"R","idx":${idx},"kind":"commitment:kept","spread":7}\n\n`;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  vi.stubGlobal("fetch", answer);
  answers = [];
  asked = [];
  stop = new AbortController();
  heard = { hints: [], open: [], no: 0 };
});

afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a hint says what happened, where, and how to spread", async () => {
  answers = [{ status: 200, text: hint(4), open: true }];
  read();
  await wait(1);
  expect(heard.hints).toEqual([{ event: "commitment", room: "R", idx: 4, kind: "commitment:kept", spread: 7 }]);
  expect(heard.open).toEqual([true]);
});

test("it goes on from the id, which may lie before the hint", async () => {
  answers = [{ status: 200, text: hint(9, 6) }];
  read();
  await wait(2001);
  expect(asked[1]).toBe("/live/stream?rooms=R&at=R.6");
});

test("where the server begins is kept, unless the page knew better", async () => {
  answers = [{ status: 200, text: 'event: here\ndata: {"at":{"R":8,"S":2}}\n\n' }];
  read();
  await wait(2001);
  expect(asked[1]).toBe("/live/stream?rooms=R&at=R.3,S.2");
});

test("pauses grow while the server is away, and no longer than half a minute", async () => {
  answers = Array<Answer>(8).fill({ status: 503 });
  read();
  const times: number[] = [];
  for (let second = 0; second < 120; second++) {
    if (asked.length > times.length) times.push(second);
    await wait(1000);
  }
  const pauses = times.slice(1).map((time, n) => time - (times[n] ?? 0));
  expect(pauses.slice(0, 5)).toEqual([2, 4, 8, 16, 30]);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(31);
});

test("one break is no reason to worry anybody, two are", async () => {
  answers = [{ status: 200 }, { status: 0 }, { status: 0 }];
  read();
  await wait(1);
  await wait(2001);
  expect(heard.open).toEqual([true]);
  await wait(2001);
  expect(heard.open).toEqual([true, false]);
});

test("the server's own pause is kept to", async () => {
  answers = [{ status: 200, text: "retry: 500\n\n" }];
  read();
  await wait(499);
  expect(asked).toHaveLength(1);
  await wait(2);
  expect(asked).toHaveLength(2);
});

test("after a break it asks for what waits, which has no index", async () => {
  answers = [{ status: 200 }];
  read();
  await wait(2001);
  expect(heard.hints.map((one) => one.event)).toEqual(["inbox"]);
});

test("a no ends it", async () => {
  answers = [{ status: 401 }];
  read();
  await wait(60_000);
  expect(asked).toHaveLength(1);
  expect(heard.no).toBe(1);
});

test("another room begins a new stream at once", async () => {
  const reader = read();
  await wait(1);
  reader.rooms.add("T");
  reader.anew();
  await wait(1);
  expect(asked[1]).toBe("/live/stream?rooms=R,T&at=R.3");
});

test("stopped it asks no more, even in a pause", async () => {
  answers = [{ status: 0 }];
  read();
  await wait(1000);
  stop.abort();
  await wait(60_000);
  expect(asked).toHaveLength(1);
});
