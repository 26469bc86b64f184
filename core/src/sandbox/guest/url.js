// `URL` and `URLSearchParams`. Parsing is native (`parse(input, base)` and `change(href, part, value)` give the parts
// in the order of PARTS, or nothing).
(function (parse, change) {
  'use strict';
  const PARTS = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];

  function decode(text) {
    return text.replace(/\+/g, ' ').replace(/(%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run.replace(/%([0-9a-f]{2})/gi, (_, hex) => (parseInt(hex, 16) < 128 ? String.fromCharCode(parseInt(hex, 16)) : '\ufffd'));
      }
    });
  }
  function encode(text) {
    return encodeURIComponent(text.toWellFormed())
      .replace(/%20/g, '+')
      .replace(/[!'()~]/g, (char) => '%' + char.charCodeAt(0).toString(16).toUpperCase());
  }

  // Set by static blocks below: they reach private state, which scripts must not.
  let paramsOf, resetParams, partOf, changePart;

  class URLSearchParams {
    #pairs = [];
    #changed;
    constructor(init = '') {
      if (typeof init === 'object' && init !== null) {
        if (typeof init[Symbol.iterator] === 'function') {
          for (const pair of init) {
            const items = [...pair];
            if (items.length !== 2) throw new TypeError('Each query pair must be an iterable [name, value] tuple');
            this.#pairs.push([`${items[0]}`, `${items[1]}`]);
          }
        } else for (const key of Object.keys(init)) this.#pairs.push([key, `${init[key]}`]);
      } else this.#read(`${init}`);
    }
    static {
      paramsOf = (search, changed) => {
        const params = new URLSearchParams(search);
        params.#changed = changed;
        return params;
      };
      resetParams = (params, search) => {
        params.#pairs = [];
        params.#read(search);
      };
    }
    #read(text) {
      const query = text.startsWith('?') ? text.slice(1) : text;
      for (const part of query.split('&')) {
        if (part === '') continue;
        const at = part.indexOf('=');
        this.#pairs.push(at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]);
      }
    }
    #write() {
      this.#changed?.(this.toString());
    }
    get size() { return this.#pairs.length; }
    append(name, value) { this.#pairs.push([`${name}`, `${value}`]); this.#write(); }
    delete(name, value) {
      this.#pairs = this.#pairs.filter(([key, item]) => key !== `${name}` || (value !== undefined && item !== `${value}`));
      this.#write();
    }
    get(name) { return this.#pairs.find(([key]) => key === `${name}`)?.[1] ?? null; }
    getAll(name) { return this.#pairs.filter(([key]) => key === `${name}`).map(([, value]) => value); }
    has(name, value) { return this.#pairs.some(([key, item]) => key === `${name}` && (value === undefined || item === `${value}`)); }
    set(name, value) {
      const at = this.#pairs.findIndex(([key]) => key === `${name}`);
      if (at < 0) this.#pairs.push([`${name}`, `${value}`]);
      else {
        this.#pairs = this.#pairs.filter(([key], index) => index <= at || key !== `${name}`);
        this.#pairs[at] = [`${name}`, `${value}`];
      }
      this.#write();
    }
    sort() { this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); this.#write(); }
    forEach(callback, thisArg) { for (const [key, value] of this.#pairs) callback.call(thisArg, value, key, this); }
    *entries() { for (const [key, value] of this.#pairs) yield [key, value]; }
    *keys() { for (const [key] of this.#pairs) yield key; }
    *values() { for (const [, value] of this.#pairs) yield value; }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#pairs.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&'); }
    get [Symbol.toStringTag]() { return 'URLSearchParams'; }
  }

  class URL {
    #parts;
    #params;
    constructor(input, base) {
      const parts = parse(`${input}`, base === undefined ? undefined : `${base}`);
      if (parts === undefined) {
        const error = new TypeError('Invalid URL');
        error.code = 'ERR_INVALID_URL';
        error.input = `${input}`;
        throw error;
      }
      this.#parts = parts;
    }
    static canParse(input, base) { return parse(`${input}`, base === undefined ? undefined : `${base}`) !== undefined; }
    static parse(input, base) { return URL.canParse(input, base) ? new URL(input, base) : null; }
    static {
      partOf = (url, index) => url.#parts[index];
      changePart = (url, index, value) => {
        const parts = change(url.#parts[0], index, value);
        if (parts === undefined) {
          if (index === 0) throw new TypeError('Invalid URL');
          return;
        }
        url.#parts = parts;
        if (url.#params !== undefined) resetParams(url.#params, parts[9]);
      };
    }
    get searchParams() {
      this.#params ??= paramsOf(this.#parts[9], (text) => {
        const parts = change(this.#parts[0], 9, text);
        if (parts !== undefined) this.#parts = parts;
      });
      return this.#params;
    }
    toString() { return this.#parts[0]; }
    toJSON() { return this.#parts[0]; }
    get [Symbol.toStringTag]() { return 'URL'; }
  }
  PARTS.forEach((name, index) => {
    Object.defineProperty(URL.prototype, name, {
      get() { return partOf(this, index); },
      set: name === 'origin' ? undefined : function (value) { changePart(this, index, `${value}`); },
      enumerable: true,
      configurable: true,
    });
  });
  return { URL, URLSearchParams };
});
