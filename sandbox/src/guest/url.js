// `URL` and `URLSearchParams`. Parsing is native (`parse(input, base)` and `change(href, part, value)` give the parts
// in the order of PARTS, or nothing).
(function (parse, change) {
  'use strict';
  const PARTS = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];

  const { call } = ''.slice;
  const invoke = call.bind(call);
  const indexOf = call.bind(''.indexOf);
  const slice = call.bind(''.slice);
  const toWellFormed = call.bind(''.toWellFormed);
  const push = call.bind([].push);
  const sort = call.bind([].sort);
  const { fromCharCode } = String;
  const { iterator } = Symbol;
  const { keys: keysOf, defineProperty } = Object;
  const [encodeText, decodeText, number] = [encodeURIComponent, decodeURIComponent, parseInt];

  function swap(text, from, to) {
    let out = '';
    let start = 0;
    for (let at = indexOf(text, from); at >= 0; at = indexOf(text, from, start)) {
      out += slice(text, start, at) + to;
      start = at + from.length;
    }
    return out + slice(text, start);
  }

  const isHex = (char) => (char >= '0' && char <= '9') || (char >= 'a' && char <= 'f') || (char >= 'A' && char <= 'F');

  function decodeRun(run) {
    try {
      return decodeText(run);
    } catch {
      let out = '';
      for (let i = 0; i < run.length; i += 3) {
        const code = number(slice(run, i + 1, i + 3), 16);
        out += code < 128 ? fromCharCode(code) : '\ufffd';
      }
      return out;
    }
  }
  function decode(plus) {
    const text = swap(plus, '+', ' ');
    let out = '';
    let start = 0;
    for (let at = indexOf(text, '%'); at >= 0; at = indexOf(text, '%', start)) {
      let end = at;
      while (text[end] === '%' && isHex(text[end + 1]) && isHex(text[end + 2])) end += 3;
      out += slice(text, start, at) + (end > at ? decodeRun(slice(text, at, end)) : '%');
      start = end > at ? end : at + 1;
    }
    return out + slice(text, start);
  }
  function encode(text) {
    let out = swap(encodeText(toWellFormed(text)), '%20', '+');
    for (let i = 0; i < 5; i++) out = swap(out, "!'()~"[i], ESCAPES[i]);
    return out;
  }
  const ESCAPES = ['%21', '%27', '%28', '%29', '%7E'];

  // Set by static blocks below: they reach private state, which scripts must not.
  let paramsOf, resetParams, textOfParams, partOf, changePart, textOfUrl;

  class URLSearchParams {
    #pairs = [];
    #changed;
    constructor(init = '') {
      if (typeof init === 'object' && init !== null) {
        if (typeof init[iterator] === 'function') {
          for (const pair of init) {
            const items = [...pair];
            if (items.length !== 2) throw new TypeError('Each query pair must be an iterable [name, value] tuple');
            push(this.#pairs, [`${items[0]}`, `${items[1]}`]);
          }
        } else {
          const keys = keysOf(init);
          for (let i = 0; i < keys.length; i++) push(this.#pairs, [keys[i], `${init[keys[i]]}`]);
        }
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
      textOfParams = (value) => (#pairs in value ? value.#text() : undefined);
    }
    #read(text) {
      const query = text[0] === '?' ? slice(text, 1) : text;
      for (let start = 0; start <= query.length; ) {
        const found = indexOf(query, '&', start);
        const end = found < 0 ? query.length : found;
        const part = slice(query, start, end);
        start = end + 1;
        if (part === '') continue;
        const at = indexOf(part, '=');
        push(this.#pairs, at < 0 ? [decode(part), ''] : [decode(slice(part, 0, at)), decode(slice(part, at + 1))]);
      }
    }
    #write() {
      this.#changed?.(this.#text());
    }
    #text() {
      let text = '';
      const pairs = this.#pairs;
      for (let i = 0; i < pairs.length; i++) text += `${i > 0 ? '&' : ''}${encode(pairs[i][0])}=${encode(pairs[i][1])}`;
      return text;
    }
    // The places of a name, and of a value where one is given.
    #places(name, value) {
      const places = [];
      const pairs = this.#pairs;
      const key = `${name}`;
      const text = value === undefined ? undefined : `${value}`;
      for (let i = 0; i < pairs.length; i++) {
        if (pairs[i][0] === key && (text === undefined || pairs[i][1] === text)) push(places, i);
      }
      return places;
    }
    // Takes away what stands at these places.
    #drop(places, first) {
      const kept = [];
      let next = first;
      for (let i = 0; i < this.#pairs.length; i++) {
        if (i === places[next]) next++;
        else push(kept, this.#pairs[i]);
      }
      this.#pairs = kept;
    }
    get size() { return this.#pairs.length; }
    append(name, value) { push(this.#pairs, [`${name}`, `${value}`]); this.#write(); }
    delete(name, value) { this.#drop(this.#places(name, value), 0); this.#write(); }
    get(name) {
      const places = this.#places(name);
      return places.length > 0 ? this.#pairs[places[0]][1] : null;
    }
    getAll(name) {
      const values = [];
      const places = this.#places(name);
      for (let i = 0; i < places.length; i++) push(values, this.#pairs[places[i]][1]);
      return values;
    }
    has(name, value) { return this.#places(name, value).length > 0; }
    set(name, value) {
      const places = this.#places(name);
      const pair = [`${name}`, `${value}`];
      if (places.length === 0) push(this.#pairs, pair);
      else {
        this.#pairs[places[0]] = pair;
        this.#drop(places, 1);
      }
      this.#write();
    }
    sort() { sort(this.#pairs, (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)); this.#write(); }
    forEach(callback, thisArg) {
      for (let i = 0; i < this.#pairs.length; i++) invoke(callback, thisArg, this.#pairs[i][1], this.#pairs[i][0], this);
    }
    *entries() { for (let i = 0; i < this.#pairs.length; i++) yield [this.#pairs[i][0], this.#pairs[i][1]]; }
    *keys() { for (let i = 0; i < this.#pairs.length; i++) yield this.#pairs[i][0]; }
    *values() { for (let i = 0; i < this.#pairs.length; i++) yield this.#pairs[i][1]; }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#text(); }
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
      textOfUrl = (value) => (#parts in value ? value.#parts[0] : undefined);
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
    defineProperty(URL.prototype, name, {
      get() { return partOf(this, index); },
      set: name === 'origin' ? undefined : function (value) { changePart(this, index, `${value}`); },
      enumerable: true,
      configurable: true,
    });
  });
  return { URL, URLSearchParams, textOf: (value) => textOfUrl(value) ?? textOfParams(value) };
});
