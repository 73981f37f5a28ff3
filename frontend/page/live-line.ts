// The one line to the server that all tabs of a person share: whoever holds the lock reads it, the others hear it told.
import { type Hint, LiveReader, type Places, type Told } from "./live-read";

type Word =
  | { say: "hello"; rooms: string[]; at: Places }
  | { say: "state"; rooms: string[]; at: Places; open: boolean }
  | { say: "hint"; hint: Hint; at: Places }
  | { say: "refused" };

const GRACE = 500;

export class LiveLine {
  readonly #rooms: Set<string>;
  readonly #at: Places;
  readonly #stop = new AbortController();
  #reader: LiveReader | undefined;
  #channel: BroadcastChannel | undefined;
  #no = false;

  constructor(private readonly key: string, rooms: string[], at: Places, private readonly told: Told) {
    this.#rooms = new Set(rooms);
    this.#at = { ...at };
  }

  /** Wait for the lock where there are locks, else read by oneself. */
  start(): void {
    if (!("locks" in navigator) || !("BroadcastChannel" in globalThis)) {
      void this.#hold();
      return;
    }
    const name = `troth-live-${this.key}`;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = (event: MessageEvent<Word>) => this.#hear(event.data);
    this.#tell({ say: "hello", rooms: [...this.#rooms], at: this.#at });
    navigator.locks.request(name, { signal: this.#stop.signal }, () => this.#hold()).catch(() => undefined);
  }

  stop(): void {
    this.#stop.abort();
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** No means no for every tab: none of them asks again. */
  #refused(): void {
    this.#no = true;
    this.stop();
    this.told.refused();
  }

  /** This tab reads now, for all. */
  async #hold(): Promise<void> {
    this.#reader = new LiveReader(this.#rooms, this.#at, {
      hint: (hint) => {
        this.#tell({ say: "hint", hint, at: this.#at });
        this.told.hint(hint);
      },
      open: (open) => {
        this.#tell({ say: "state", rooms: [], at: {}, open });
        this.told.open(open);
      },
      refused: () => {
        this.#tell({ say: "refused" });
        this.#refused();
      },
    });
    await this.#reader.run(this.#stop.signal);
    // Let the others hear why, before the lock is theirs.
    if (this.#no) await new Promise((resolve) => setTimeout(resolve, GRACE));
  }

  #tell(word: Word): void {
    this.#channel?.postMessage(word);
  }

  #hear(word: Word): void {
    if (word.say === "hello") this.#welcome(word.rooms, word.at);
    else if (word.say === "refused") this.#refused();
    else if (word.say === "state") {
      for (const room of word.rooms) this.#rooms.add(room);
      this.#compare(word.at);
      this.told.open(word.open);
    } else {
      Object.assign(this.#at, word.at);
      this.told.hint(word.hint);
    }
  }

  /** A tab has joined: rooms nobody followed yet need a new stream, and it is told how far we are. */
  #welcome(rooms: string[], at: Places): void {
    const unknown = rooms.filter((room) => !this.#rooms.has(room));
    for (const room of unknown) {
      this.#rooms.add(room);
      const idx = at[room];
      if (idx !== undefined) this.#at[room] ??= idx;
    }
    if (!this.#reader) return;
    if (unknown.length > 0) this.#reader.anew();
    this.#tell({ say: "state", rooms: [...this.#rooms], at: this.#at, open: this.#reader.open });
  }

  /** Where the holder is further than this page, the page fetches that room anew. */
  #compare(at: Places): void {
    for (const [room, idx] of Object.entries(at)) {
      const mine = this.#at[room];
      this.#at[room] = idx;
      if (mine !== undefined && mine < idx) {
        this.told.hint({ event: "catch-up", room, idx, kind: "catch-up", spread: 0 });
      }
    }
  }
}
