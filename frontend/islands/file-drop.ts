// <file-drop uploads="…/uploads/" onto="" data-…>: drag and drop onto the form inside, and large files in pieces.
//
// Without scripts the form inside works as any form, for files up to the size one form takes. With them a file larger
// than one piece is sent piece by piece: after a broken line it goes on by itself, and when the same file is chosen
// again, on this device and within two days, from where it stopped.
//
// With `many`, files come with words: several can be dropped, the large ones go before the form does, and the form then
// names them in its field `carried`.

const PIECE = 4 * 1024 * 1024;
const WAITS = [1000, 2000, 4000, 8000, 16000];
const PROTOCOL = { "Tus-Resumable": "1.0.0" };

class Refused extends Error {}

/** Files as a field takes them. */
function listed(files: File[]): FileList {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  return list.files;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class FileDrop extends HTMLElement {
  waits = WAITS;
  go = (address: string): void => location.assign(address);
  #sending = false;
  #stopped = false;
  #submitter: HTMLElement | null = null;

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

  get #many(): boolean {
    return this.hasAttribute("many");
  }

  /** In the library one file at a time: each may want a title of its own. */
  #dropped(event: DragEvent): void {
    this.classList.remove("over");
    const files = event.dataTransfer?.files;
    if (!files?.length || !this.#input || this.#sending) return;
    event.preventDefault();
    if (files.length > 1 && !this.#many) return this.#say("one");
    this.#input.files = this.#many ? listed([...(this.#input.files ?? []), ...files]) : files;
    this.#input.closest("details")?.setAttribute("open", "");
    this.#say("chosen", { name: [...files].map((file) => file.name).join(", ") });
  }

  #submitted(event: Event): void {
    const large = [...(this.#input?.files ?? [])].filter((file) => file.size > PIECE);
    if (!this.#sending && !large.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#submitter = (event as SubmitEvent).submitter;
    if (!this.#sending) void (this.#many ? this.#sendAll(large) : this.#sendOne(large[0] as File));
  }

  async #sendOne(file: File): Promise<void> {
    const made = await this.#send(file);
    if (made) this.go(made);
  }

  /** One after the other; the words follow when all of them are there, and not before. */
  async #sendAll(large: File[]): Promise<void> {
    for (const file of large) {
      const made = await this.#send(file);
      if (!made) return;
      this.#carry(file, made);
    }
    const form = this.#input?.form;
    const pressed = this.#submitter instanceof HTMLButtonElement ? this.#submitter : undefined;
    if (!this.#stopped) form?.requestSubmit(pressed);
  }

  /** What has arrived is named in the form, and not sent a second time. */
  #carry(file: File, made: string): void {
    const field = this.querySelector<HTMLInputElement>("[name='carried']");
    const key = made.split("/").filter(Boolean).at(-1) ?? "";
    if (field) field.value = `${field.value} ${key}`.trim();
    if (this.#input) this.#input.files = listed([...(this.#input.files ?? [])].filter((one) => one !== file));
  }

  /** Where the file stands; "" where it did not arrive, and then the line below says why. */
  async #send(file: File): Promise<string> {
    this.#sending = true;
    this.#show(0, file);
    try {
      const address = (await this.#known(file)) ?? (await this.#begin(file));
      const made = await this.#pieces(file, address);
      localStorage.removeItem(this.#key(file));
      return made;
    } catch (problem) {
      if (problem instanceof Refused) {
        localStorage.removeItem(this.#key(file));
        this.#words(problem.message);
      } else this.#say("broken");
      return "";
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
    // The title of a form that a file comes with is not the file's.
    for (const name of this.#many ? [] : ["title", "note"]) body.set(name, this.#field(name));
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
