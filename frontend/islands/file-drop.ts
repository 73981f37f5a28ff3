// <file-drop uploads="…/uploads/" onto="" data-…>: drag and drop onto the form inside, and large files in pieces.
//
// Without scripts the form inside works as any form, for files up to the size one form takes. With them a file larger
// than one piece is sent piece by piece: after a broken line it goes on by itself, and when the same file is chosen
// again, on this device and within two days, from where it stopped.

const PIECE = 4 * 1024 * 1024;
const WAITS = [1000, 2000, 4000, 8000, 16000];
const PROTOCOL = { "Tus-Resumable": "1.0.0" };

class Refused extends Error {}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class FileDrop extends HTMLElement {
  waits = WAITS;
  go = (address: string): void => location.assign(address);
  #sending = false;
  #stopped = false;

  connectedCallback(): void {
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("dragleave", () => this.classList.remove("over"));
    this.addEventListener("drop", (event) => this.#dropped(event));
    // Before the form's own sending, which stands inside.
    this.addEventListener("submit", (event) => this.#submitted(event), true);
  }

  disconnectedCallback(): void {
    this.#stopped = true;
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>("input[type='file']");
  }

  #over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files") || this.#sending) return;
    event.preventDefault();
    this.classList.add("over");
  }

  /** One file at a time: each may want a title of its own. */
  #dropped(event: DragEvent): void {
    this.classList.remove("over");
    const files = event.dataTransfer?.files;
    if (!files?.length || !this.#input || this.#sending) return;
    event.preventDefault();
    if (files.length > 1) return this.#say("one");
    this.#input.files = files;
    this.#say("chosen", { name: files[0]?.name ?? "" });
  }

  #submitted(event: Event): void {
    const file = this.#input?.files?.[0];
    if (!this.#sending && (!file || file.size <= PIECE)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (file && !this.#sending) void this.#send(file);
  }

  async #send(file: File): Promise<void> {
    this.#sending = true;
    this.#show(0, file);
    try {
      const address = (await this.#known(file)) ?? (await this.#begin(file));
      const made = await this.#pieces(file, address);
      localStorage.removeItem(this.#key(file));
      this.go(made);
    } catch (problem) {
      if (problem instanceof Refused) {
        localStorage.removeItem(this.#key(file));
        this.#words(problem.message);
      } else this.#say("broken");
    } finally {
      this.#sending = false;
      this.#bar.hidden = true;
    }
  }

  /** Where this very file was being sent to before, if that is still known. */
  async #known(file: File): Promise<string | null> {
    const address = localStorage.getItem(this.#key(file));
    if (!address) return null;
    const answer = await fetch(address, { method: "HEAD", headers: PROTOCOL });
    return answer.ok && Number(answer.headers.get("Upload-Length")) === file.size ? address : null;
  }

  async #begin(file: File): Promise<string> {
    const body = new URLSearchParams({ name: file.name, size: String(file.size), onto: this.getAttribute("onto") ?? "" });
    for (const name of ["title", "note"]) body.set(name, this.#field(name));
    const answer = await fetch(this.getAttribute("uploads") ?? "", { method: "POST", headers: this.#headers(), body });
    const address = answer.headers.get("Location");
    if (answer.status !== 201 || !address) throw await this.#refusal(answer);
    localStorage.setItem(this.#key(file), address);
    return address;
  }

  /** Piece after piece; after a broken line the server is asked how much has arrived. */
  async #pieces(file: File, address: string): Promise<string> {
    for (let tries = 0; ; ) {
      if (this.#stopped) throw new Error("the page is gone");
      try {
        const there = await fetch(address, { method: "HEAD", headers: PROTOCOL });
        if (!there.ok) throw there.status < 500 ? new Refused(this.dataset["gone"] ?? "") : new Error("no answer");
        const made = there.headers.get("Content-Location") ?? (await this.#onwards(file, address, Number(there.headers.get("Upload-Offset"))));
        if (made) return made;
        tries = 0;
      } catch (problem) {
        const wait = this.waits[tries++];
        if (problem instanceof Refused || wait === undefined) throw problem;
        this.#say("again");
        await pause(wait);
      }
    }
  }

  /** The next piece; where the file stands once it is complete, "" before. */
  async #onwards(file: File, address: string, at: number): Promise<string> {
    this.#show(at, file);
    const headers = { ...this.#headers(), "Upload-Offset": String(at), "Content-Type": "application/offset+octet-stream" };
    const answer = await fetch(address, { method: "PATCH", headers, body: file.slice(at, at + PIECE) });
    if (answer.status === 409 || answer.status === 423) throw new Error("another piece was quicker");
    if (answer.status >= 500) throw new Error("no answer");
    if (!answer.ok) throw await this.#refusal(answer);
    return answer.headers.get("Content-Location") ?? "";
  }

  async #refusal(answer: Response): Promise<Error> {
    if (answer.status >= 500) return new Error("no answer");
    const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
    return new Refused((plain && (await answer.text())) || (this.dataset["gone"] ?? ""));
  }

  #headers(): Record<string, string> {
    return { ...PROTOCOL, "X-CSRFToken": this.#field("csrfmiddlewaretoken") };
  }

  #field(name: string): string {
    return this.querySelector<HTMLInputElement>(`[name='${name}']`)?.value ?? "";
  }

  #key(file: File): string {
    return `file-drop ${this.getAttribute("uploads")} ${this.getAttribute("onto") ?? ""} ${file.name} ${file.size} ${file.lastModified}`;
  }

  get #bar(): HTMLProgressElement {
    return this.querySelector("progress") as HTMLProgressElement;
  }

  #show(done: number, file: File): void {
    this.#bar.hidden = false;
    this.#bar.max = file.size;
    this.#bar.value = done;
    this.#say("going", { name: file.name, part: String(Math.floor((100 * done) / file.size)) });
  }

  #say(which: string, values: Record<string, string> = {}): void {
    this.#words((this.dataset[which] ?? "").replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? ""));
  }

  #words(words: string): void {
    const line = this.querySelector(".drop-says");
    if (line && line.textContent !== words) line.textContent = words;
  }
}

customElements.define("file-drop", FileDrop);
