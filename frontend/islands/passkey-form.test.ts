import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./passkey-form";

const get = vi.fn();
const create = vi.fn();
let submitted: string[];

function page(attributes: string, inside = ""): HTMLFormElement {
  document.body.innerHTML = `<passkey-form ${attributes} data-old="old" data-lost="lost" data-stopped="stopped">
    <form method="post" action="/come-in/passkey/"><input type="hidden" name="credential">${inside}<button>Use a passkey</button></form><p role="alert"></p></passkey-form>`;
  const form = document.querySelector("form") as HTMLFormElement;
  form.submit = () => void submitted.push((form.elements.namedItem("credential") as HTMLInputElement).value);
  return form;
}

async function press(form: HTMLFormElement): Promise<string> {
  form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await new Promise((resolve) => setTimeout(resolve, 5));
  return document.querySelector("[role=alert]")?.textContent ?? "";
}

beforeEach(() => {
  submitted = [];
  get.mockReset().mockResolvedValue({ toJSON: () => ({ id: "key" }) });
  create.mockReset().mockResolvedValue({ toJSON: () => ({ id: "new" }) });
  const same = (options: unknown): unknown => options;
  vi.stubGlobal("PublicKeyCredential", { parseRequestOptionsFromJSON: same, parseCreationOptionsFromJSON: same });
  vi.stubGlobal("navigator", { credentials: { get, create } });
  vi.stubGlobal("fetch", vi.fn(async () => Response.json({ request_options: { publicKey: { challenge: "c" } } })));
});

afterEach(() => vi.unstubAllGlobals());

test("signing in asks the server for its question, the device for its answer, and sends it", async () => {
  expect(await press(page('mode="login"'))).toBe("");
  expect(get).toHaveBeenCalledWith({ publicKey: { challenge: "c" } });
  expect(submitted).toEqual(['{"id":"key"}']);
});

test("confirming uses the question in the page", async () => {
  await press(page(`mode="confirm" options='{"publicKey":{"challenge":"d"}}'`));
  expect(fetch).not.toHaveBeenCalled();
  expect(get).toHaveBeenCalledWith({ publicKey: { challenge: "d" } });
});

test.each([
  ["checked", "required", "required"],
  ["", "discouraged", undefined],
])("a new key that is to sign in by itself (%s) is kept on the device: %s", async (checked, kept, verified) => {
  const box = `<input type="checkbox" name="passwordless" ${checked}>`;
  await press(page(`mode="create" options='{"publicKey":{"challenge":"e","authenticatorSelection":{}}}'`, box));
  const asked = create.mock.calls[0]?.[0].publicKey.authenticatorSelection;
  expect([asked.residentKey, asked.userVerification]).toEqual([kept, verified]);
  expect(submitted).toEqual(['{"id":"new"}']);
});

test("a person or device that says no is heard, and nothing is sent", async () => {
  get.mockRejectedValue(new DOMException("", "NotAllowedError"));
  expect(await press(page('mode="login"'))).toBe("stopped");
  expect(submitted).toEqual([]);
});

test("a lost connection and an old browser each have their words", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
  expect(await press(page('mode="login"'))).toBe("lost");
  vi.stubGlobal("PublicKeyCredential", undefined);
  expect(await press(page('mode="login"'))).toBe("old");
});
