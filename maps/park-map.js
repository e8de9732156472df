/**
 * <park-map src="https://example.org/map/index.html" site="…" category="…" lang="…" ui="embed">
 * puts a parkmap page into any web page. Load it as a module or as a classic script, once or more.
 * Attributes, properties, events and messages: README.md beside this file; types: park-map.d.ts.
 */
(() => {
  "use strict";
  // A server has no elements; of two scripts the first stays.
  if (typeof customElements === "undefined" || customElements.get("park-map")) return;

  /**
   * Part of the map's state: in the address at first, told by this type of message later.
   * @type {Readonly<Record<string, string>>}
   */
  const STATE = {
    map: "view",
    site: "select",
    q: "filter",
    category: "filter",
    where: "filter",
    topic: "topic",
    color: "color",
    lang: "lang",
    theme: "theme",
    base: "base",
    ui: "ui",
  };
  /** @type {Readonly<Record<string, string>>} */
  const DEFAULTS = { theme: "auto", ui: "embed" };
  /** These make a new frame. */
  const FRAME = ["src", "sandbox", "loading"];
  const NAMES = [...Object.keys(STATE), ...FRAME, "height", "origin"];
  const HEIGHT = 420;
  /** Milliseconds a map may be silent. */
  const PATIENCE = 20000;

  class ParkMapElement extends HTMLElement {
    static observedAttributes = [...NAMES, "title"];

    /** @type {HTMLIFrameElement | undefined} */
    #frame;
    #sheet = new CSSStyleSheet();
    /** What to tell the map. @type {Set<string>} */
    #due = new Set();
    #live = false;
    /** Origin of the map, known from its first message. */
    #target = "*";
    #sent = 0;
    /** Last message sent, by type: what the map said before it is out of date. */
    #asked = new Map();
    #height = HEIGHT;
    #title = "";
    #mirroring = false;
    /** @type {string[]} */
    #written = [];
    /** Else filters of the first topic stay. */
    #sifts = false;
    /** @type {() => void} */
    #resolve = () => {};
    /** @type {Promise<void>} */
    ready = new Promise((resolve) => (this.#resolve = resolve));

    constructor() {
      super();
      // Allowed where a policy forbids <style>.
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [this.#sheet];
      this.#size();
    }

    connectedCallback() {
      for (const name of NAMES) {
        // Set before the element was defined.
        const value = Object.getOwnPropertyDescriptor(this, name)?.value;
        if (value === undefined) continue;
        Reflect.deleteProperty(this, name);
        Reflect.set(this, name, value);
      }
      addEventListener("message", this.#hear);
      this.#need("src");
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#frame?.remove();
      this.#frame = undefined;
      this.#live = false;
    }

    /** moveBefore() keeps the frame as it is. */
    connectedMoveCallback() {}

    /** @param {string} name @param {string | null} before @param {string | null} after */
    attributeChangedCallback(name, before, after) {
      if (name === "where") this.#sifts = true;
      if (before === after || this.#mirroring) return;
      if (name === "height") this.#size();
      if (name === "title") this.#name();
      this.#need(FRAME.includes(name) ? "src" : STATE[name]);
    }

    /** @param {string | null} id */
    select(id) {
      this.#set("site", id);
    }

    /** @param {{ q?: string | null, category?: string | readonly string[] | null, where?: string | null }} wanted */
    filter(wanted = {}) {
      for (const name of /** @type {const} */ (["q", "category", "where"])) {
        if (wanted[name] !== undefined) this.#set(name, wanted[name]);
      }
    }

    /** @param {{ center: readonly [number, number], zoom: number }} wanted */
    view({ center: [lon, lat], zoom }) {
      this.#set("map", [zoom, lat, lon].map((value) => +value.toFixed(6)).join("/"));
      this.#need("view"); // the reader may have moved since the same was last asked
    }

    /** @param {string} name @param {unknown} value */
    #set(name, value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    }

    /** Changes made in one go are one message each. @param {string | undefined} what */
    #need(what) {
      if (!what) return;
      if (!this.#due.size) queueMicrotask(() => this.#settle());
      this.#due.add(what);
    }

    #settle() {
      if (!this.isConnected) return this.#due.clear();
      if (this.#due.has("src")) return this.#load();
      if (!this.#live) return; // `ready` settles them
      // What stands beside a topic holds: it goes first.
      for (const type of [...this.#due].sort((a, b) => +(b === "topic") - +(a === "topic"))) {
        const order = { target: "parkmap", version: 1, type, seq: ++this.#sent, ...this.#order(type) };
        this.#asked.set(type, order.seq);
        this.#frame?.contentWindow?.postMessage(order, this.#target);
      }
      this.#due.clear();
    }

    /** @param {string} type */
    #order(type) {
      const read = (/** @type {string} */ name) => this.getAttribute(name) ?? DEFAULTS[name] ?? "";
      if (type === "select") return { id: read("site") || null };
      if (type === "filter") {
        const category = read("category").split(",").filter(Boolean);
        return { q: read("q"), category, ...(this.#sifts && { where: read("where") }) };
      }
      if (type === "color") return { field: read("color") || null };
      if (type === "topic") return { id: read("topic") || null };
      if (type !== "view") return { [type]: read(type) };
      const [zoom, lat, lon] = read("map").split("/").map(Number);
      return { center: [lon, lat], zoom };
    }

    #load() {
      this.#frame?.remove();
      this.#frame = undefined;
      this.#live = false;
      this.#due.clear();
      const src = this.getAttribute("src");
      if (!src) return;
      /** @type {URL | undefined} */
      let url;
      try {
        url = new URL(src, this.baseURI);
      } catch {}
      // `javascript:` is the host's own script.
      if (!url || !/^(https?|file|blob):$/.test(url.protocol)) return this.#fail(`no map: ${src}`);
      url.hash = this.#fragment(url.hash);
      // Else a step in the host's history.
      const frame = document.createElement("iframe");
      this.#frame = frame;
      this.#name();
      frame.loading = this.getAttribute("loading") === "eager" ? "eager" : "lazy";
      frame.allow = "clipboard-write";
      frame.allowFullscreen = true;
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      const sandbox = this.getAttribute("sandbox");
      if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
      let timer = 0;
      const wait = (/** @type {number} */ ms) => {
        seen.disconnect();
        clearTimeout(timer);
        timer = window.setTimeout(() => frame !== this.#frame || this.#live || this.#fail(`no answer: ${src}`), ms);
      };
      // WebKit tells of no failed load; lazy frames load in view.
      const seen = new IntersectionObserver(([it]) => it?.isIntersecting && wait(3 * PATIENCE));
      seen.observe(frame);
      frame.onload = () => wait(PATIENCE);
      frame.src = url.href;
      this.shadowRoot?.append(frame);
    }

    /** The state asked for, over what the address says already. @param {string} hash */
    #fragment(hash) {
      /** @type {Map<string, string>} */
      const pairs = new Map();
      for (const pair of hash.slice(1).split("&")) {
        const [key, ...rest] = pair.split("=");
        if (key) pairs.set(key, rest.join("="));
      }
      this.#written = Object.keys(STATE).filter((name) => pairs.has(name) && !this.hasAttribute(name));
      for (const name in STATE) {
        const value = this.getAttribute(name) ?? (pairs.has(name) ? null : DEFAULTS[name]);
        if (!value) continue;
        pairs.set(name, encodeURIComponent(value).replace(/%2[CF]/g, decodeURIComponent));
      }
      return [...pairs].map((pair) => pair.join("=")).join("&");
    }

    /** @param {MessageEvent} event */
    #hear = ({ source, origin, data }) => {
      if (!source || source !== this.#frame?.contentWindow) return;
      if (data?.source !== "parkmap" || data.version !== 1) return;
      const only = this.getAttribute("origin");
      if (only && only !== origin) return;
      const { type, ack, id, name, count, q, category, where, center, zoom, px, title, state, field, size, year } =
        data;
      if (type === "ready") {
        this.#live = true;
        this.#target = origin === "null" ? "*" : origin;
        this.#title = String(title ?? "");
        this.#name();
        // The address's word, unless the host said more.
        for (const name of this.#written) if (!this.#due.has(STATE[name] ?? "")) this.#mirror({ [name]: state?.[name] || null });
        this.#resolve();
        this.#tell("ready", {});
        this.#settle();
      } else if (type === "height" && px > 0) {
        // Scroll bars come and go.
        if (Math.abs(px - this.#height) > 16) this.#height = Math.min(px, 2000);
        this.#size();
      } else if (ack < this.#asked.get(type)) {
        return; // from before the host's last word
      } else if (type === "view") {
        this.#mirror({ map: [zoom, center[1], center[0]].join("/") });
        this.#tell("viewchange", { center, zoom });
      } else if (type === "select") {
        this.#mirror({ site: id });
        this.#tell("siteselect", { id, name });
      } else if (type === "filter") {
        this.#mirror({ q: q || null, category: category?.length ? category : null, where: where || null });
        this.#tell("filterchange", { count, q, category, where });
      } else if (type === "color") {
        this.#mirror({ color: field });
        this.#tell("colorchange", { field, size, year });
      } else if (type === "topic") {
        this.#mirror({ topic: id });
        this.#tell("topicchange", { id });
      }
    };

    /** Attributes say what the map shows. */
    #mirror(/** @type {Record<string, unknown>} */ values) {
      this.#mirroring = true;
      for (const name in values) this.#set(name, values[name]);
      this.#mirroring = false;
    }

    #tell(/** @type {string} */ type, /** @type {object} */ detail) {
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: type !== "error" }));
    }

    #fail(/** @type {string} */ message) {
      this.#tell("error", { message: `park-map: ${message}` });
    }

    #name() {
      const name = this.title || this.getAttribute("aria-label") || this.#title || "Map";
      if (this.#frame) this.#frame.title = name;
    }

    #size() {
      const asked = this.getAttribute("height") ?? "";
      const length = /^\d+$/.test(asked) ? `${asked}px` : asked;
      let height = `${HEIGHT}px`;
      if (asked === "auto") height = `${this.#height}px`;
      else if (CSS.supports("height", length)) height = length;
      this.#sheet.replaceSync(
        `:host{display:block;height:${height}}:host([hidden]){display:none}` +
          "iframe{display:block;width:100%;height:100%;border:0}",
      );
    }
  }

  for (const name of NAMES) {
    if (name === "lang") continue; // every element has it
    Object.defineProperty(ParkMapElement.prototype, name, {
      configurable: true,
      enumerable: true,
      /** @this {ParkMapElement} */
      get() {
        return this.getAttribute(name);
      },
      /** @this {ParkMapElement} @param {unknown} value */
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, String(value));
      },
    });
  }

  customElements.define("park-map", ParkMapElement);
})();
