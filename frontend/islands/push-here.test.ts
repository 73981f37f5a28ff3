import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keyBytes } from "./push-here";

const register = vi.fn();
const subscribe = vi.fn();
const unsubscribe = vi.fn();
const getSubscription = vi.fn();
const requestPermission = vi.fn();
let submitted: Record<string, string>[];

async function page(): Promise<HTMLFormElement> {
  document.body.innerHTML = `<push-here key="BA-_" data-old="old" data-no="no" data-lost="lost">
    <form method="post" action="/you/letters/devices/" hidden><input type="hidden" name="endpoint"><input type="hidden" name="p256dh">
    <input type="hidden" name="auth"><button>Show notifications here</button></form><p role="alert"></p></push-here>`;
  const form = document.querySelector("form") as HTMLFormElement;
  form.submit = () => void submitted.push(Object.fromEntries(new FormData(form)) as Record<string, string>);
  await Promise.resolve();
  return form;
}

async function press(form: HTMLFormElement): Promise<string> {
  form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await new Promise((resolve) => setTimeout(resolve, 5));
  return document.querySelector("[role=alert]")?.textContent ?? "";
}

beforeEach(() => {
  submitted = [];
  register.mockReset();
  unsubscribe.mockReset();
  getSubscription.mockReset().mockResolvedValue(null);
  requestPermission.mockReset().mockResolvedValue("granted");
  const given = { endpoint: "https://push.example.net/1", keys: { p256dh: "point", auth: "secret" } };
  subscribe.mockReset().mockResolvedValue({ toJSON: () => given });
  const ready = Promise.resolve({ pushManager: { subscribe, getSubscription } });
  vi.stubGlobal("navigator", { serviceWorker: { register, ready } });
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", { requestPermission });
});

afterEach(() => vi.unstubAllGlobals());

test("with scripts the button is there", async () => {
  expect((await page()).hidden).toBe(false);
});

test("what the browser gives goes to the server with the form", async () => {
  expect(await press(await page())).toBe("");
  expect(register).toHaveBeenCalledWith("/notifier.js", { scope: "/" });
  const asked = subscribe.mock.calls[0]?.[0];
  expect(asked.userVisibleOnly).toBe(true);
  expect([...asked.applicationServerKey]).toEqual([4, 15, 191]);
  expect(submitted).toEqual([{ endpoint: "https://push.example.net/1", p256dh: "point", auth: "secret" }]);
});

test("what was given before, perhaps to another key, is given back first", async () => {
  getSubscription.mockResolvedValue({ unsubscribe });
  await press(await page());
  expect(unsubscribe).toHaveBeenCalledOnce();
  expect(submitted).toHaveLength(1);
});

test.each(["denied", "default"])("whoever says no (%s) is asked nothing more", async (answer) => {
  requestPermission.mockResolvedValue(answer);
  expect(await press(await page())).toBe("no");
  expect(register).not.toHaveBeenCalled();
  expect(submitted).toEqual([]);
});

test("a push service that does not answer changes nothing", async () => {
  subscribe.mockRejectedValue(new DOMException("", "AbortError"));
  expect(await press(await page())).toBe("lost");
  expect(submitted).toEqual([]);
});

test("a browser without notifications says so", async () => {
  vi.stubGlobal("navigator", {});
  expect(await press(await page())).toBe("old");
  expect(requestPermission).not.toHaveBeenCalled();
});

test("a key is read with the signs that addresses carry", () => {
  expect([...keyBytes("-_-_")]).toEqual([251, 255, 191]);
});
