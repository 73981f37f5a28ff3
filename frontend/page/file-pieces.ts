// A large file sent piece by piece: after a broken line it goes on by itself, and when the same file is chosen again, on this
// device and within two days, from where it stopped.

export const PIECE = 4 * 1024 * 1024;
const PROTOCOL = { "Tus-Resumable": "1.0.0" };

/** The server will not take it; the message is for people. */
export class Refused extends Error {}

/** Where a file goes, and what is sent along with it. */
export interface Way {
  uploads: string;
  onto: string;
  token: string;
  words: Record<string, string>;
}

/** What whoever sends hears, and may say. */
export interface Ears {
  waits: number[];
  gone: string;
  at: (bytes: number) => void;
  again: () => void;
  stopped: () => boolean;
}

/** Files as a field takes them. */
export function listed(files: File[]): FileList {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  return list.files;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class FilePieces {
  readonly #file: File;
  readonly #way: Way;
  readonly #ears: Ears;

  constructor(file: File, way: Way, ears: Ears) {
    this.#file = file;
    this.#way = way;
    this.#ears = ears;
  }

  /** The address of what the file became. Throws Refused, or another error where the line stays broken. */
  async send(): Promise<string> {
    try {
      const made = await this.#pieces((await this.#known()) ?? (await this.#begin()));
      localStorage.removeItem(this.#key);
      return made;
    } catch (problem) {
      if (problem instanceof Refused) localStorage.removeItem(this.#key);
      throw problem;
    }
  }

  /** Where this very file was being sent to before, if that is still known. */
  async #known(): Promise<string | null> {
    const address = localStorage.getItem(this.#key);
    if (!address) return null;
    const answer = await fetch(address, { method: "HEAD", headers: PROTOCOL });
    return answer.ok && Number(answer.headers.get("Upload-Length")) === this.#file.size ? address : null;
  }

  async #begin(): Promise<string> {
    const { uploads, onto, words } = this.#way;
    const body = new URLSearchParams({ name: this.#file.name, size: String(this.#file.size), onto, ...words });
    const answer = await fetch(uploads, { method: "POST", headers: this.#headers, body });
    const address = answer.headers.get("Location");
    if (answer.status !== 201 || !address) throw await this.#refusal(answer);
    localStorage.setItem(this.#key, address);
    return address;
  }

  /** Piece after piece; after a broken line the server is asked how much has arrived. */
  async #pieces(address: string): Promise<string> {
    for (let tries = 0; ; ) {
      if (this.#ears.stopped()) throw new Error("the page is gone");
      try {
        const there = await fetch(address, { method: "HEAD", headers: PROTOCOL });
        if (!there.ok) throw there.status < 500 ? new Refused(this.#ears.gone) : new Error("no answer");
        const made = there.headers.get("Content-Location") ?? (await this.#onwards(address, Number(there.headers.get("Upload-Offset"))));
        if (made) return made;
        tries = 0;
      } catch (problem) {
        const wait = this.#ears.waits[tries++];
        if (problem instanceof Refused || wait === undefined) throw problem;
        this.#ears.again();
        await pause(wait);
      }
    }
  }

  /** The next piece; where the file stands once it is complete, "" before. */
  async #onwards(address: string, at: number): Promise<string> {
    this.#ears.at(at);
    const headers = { ...this.#headers, "Upload-Offset": String(at), "Content-Type": "application/offset+octet-stream" };
    const answer = await fetch(address, { method: "PATCH", headers, body: this.#file.slice(at, at + PIECE) });
    if (answer.status === 409 || answer.status === 423) throw new Error("another piece was quicker");
    if (answer.status >= 500) throw new Error("no answer");
    if (!answer.ok) throw await this.#refusal(answer);
    return answer.headers.get("Content-Location") ?? "";
  }

  async #refusal(answer: Response): Promise<Error> {
    if (answer.status >= 500) return new Error("no answer");
    const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
    return new Refused((plain && (await answer.text())) || this.#ears.gone);
  }

  get #headers(): Record<string, string> {
    return { ...PROTOCOL, "X-CSRFToken": this.#way.token };
  }

  get #key(): string {
    return `file-drop ${this.#way.uploads} ${this.#way.onto} ${this.#file.name} ${this.#file.size} ${this.#file.lastModified}`;
  }
}
