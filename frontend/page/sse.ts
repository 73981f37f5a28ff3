// Reading a stream of server-sent events by fetch: unlike EventSource it tells a refusal from a lost line, and hears every event name.

export interface Message {
  event: string;
  data: string;
  id: string;
}

/** The server's answer was no (401, 404 …): asking again would not help. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`stream refused with ${status}`);
  }
}

export interface Listener {
  message(message: Message): void;
  retry(milliseconds: number): void;
  /** The server said yes. */
  open(): void;
  /** Something came, if only a heartbeat. */
  alive(): void;
}

/** Cuts text into lines and lines into messages; what is not complete yet waits for more. */
export class Parser {
  #rest = "";
  #message: Message = { event: "", data: "", id: "" };

  constructor(private readonly listener: Listener) {}

  feed(text: string): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    if (line === "") return this.#end();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#message.event = value;
    else if (field === "id") this.#message.id = value;
    else if (field === "data") this.#message.data += value;
    else if (field === "retry" && /^\d+$/.test(value)) this.listener.retry(Number(value));
  }

  #end(): void {
    if (this.#message.data) this.listener.message(this.#message);
    this.#message = { event: "", data: "", id: "" };
  }
}

/** Opens the stream and reads it to its end. Throws `Refused`, or whatever fetch throws when the line is lost. */
export async function read(url: string, listener: Listener, signal: AbortSignal): Promise<void> {
  listener.alive();
  const response = await fetch(url, { headers: { Accept: "text/event-stream" }, cache: "no-store", signal });
  if (response.status >= 400 && response.status < 500) throw new Refused(response.status);
  if (!response.ok || !response.body) throw new Error(`stream answered ${response.status}`);
  listener.open();
  const parser = new Parser(listener);
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    listener.alive();
    parser.feed(decoder.decode(value, { stream: true }));
  }
}
