import { afterEach, expect, test, vi } from "vitest";
import { type Listener, Parser, Refused, read } from "./sse";

function listener(): Listener & { log: string[] } {
  const log: string[] = [];
  return {
    log,
    message: (m) => log.push(`${m.event}|${m.id}|${m.data}`),
    retry: (ms) => log.push(`retry ${ms}`),
    open: () => log.push("open"),
    alive: () => undefined,
  };
}

function answer(chunks: string[], init: ResponseInit = {}): void {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  vi.stubGlobal("fetch", vi.fn(async () => new Response(body, { status: 200, ...init })));
}

afterEach(() => vi.unstubAllGlobals());

test("a message may come in pieces, cut anywhere", () => {
  const ears = listener();
  const parser = new Parser(ears);
  for (const piece of ["id: R.", "7\nevent: commit", "ment\nda", 'ta: {"a":1}\n', "\n"]) parser.feed(piece);
  expect(ears.log).toEqual(['commitment|R.7|{"a":1}']);
});

test("a heartbeat is no message, and carriage returns do no harm", () => {
  const ears = listener();
  new Parser(ears).feed(":\n\nretry: 500\r\n\r\nevent: inbox\r\ndata: {}\r\n\r\n");
  expect(ears.log).toEqual(["retry 500", "inbox||{}"]);
});

test("an id belongs to its own message only", () => {
  const ears = listener();
  new Parser(ears).feed("id: R.1\nevent: a\ndata: {}\n\nevent: b\ndata: {}\n\n");
  expect(ears.log).toEqual(["a|R.1|{}", "b||{}"]);
});

test("a letter cut between two chunks stays whole", async () => {
  const bytes = new TextEncoder().encode('event: a\ndata: {"n":"ø"}\n\n');
  const cut = bytes.indexOf(0xc3) + 1;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, cut));
      controller.enqueue(bytes.slice(cut));
      controller.close();
    },
  });
  vi.stubGlobal("fetch", async () => new Response(body));
  const ears = listener();
  await read("/live/stream", ears, new AbortController().signal);
  expect(ears.log).toEqual(["open", 'a||{"n":"ø"}']);
});

test("no is told apart from away", async () => {
  const signal = new AbortController().signal;
  answer([], { status: 404 });
  await expect(read("/live/stream", listener(), signal)).rejects.toBeInstanceOf(Refused);
  answer([], { status: 503 });
  await expect(read("/live/stream", listener(), signal)).rejects.not.toBeInstanceOf(Refused);
});
