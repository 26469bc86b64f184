// `TextEncoder` and `TextDecoder` for UTF-8.
(function () {
  'use strict';
  const { call, apply } = ''.slice;
  const spread = call.bind(apply);
  const codePointAt = call.bind(''.codePointAt);
  const exec = call.bind(/a/.exec);
  const { fromCharCode } = String;
  const { isView } = ArrayBuffer;
  const Bytes = Uint8Array;
  const getter = (proto, name) => call.bind(Object.getOwnPropertyDescriptor(proto, name).get);
  const shared = Object.getPrototypeOf(Uint8Array.prototype);
  const lengthOf = getter(shared, 'length');
  const push = call.bind([].push);
  class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(input = '') {
      const text = `${input}`;
      const bytes = new Bytes(utf8Length(text));
      write(text, bytes);
      return bytes;
    }
    encodeInto(source, target) {
      const text = `${source}`;
      return write(text, target);
    }
  }

  // The code point at a place; a half of a pair that stands alone is replaced, as UTF-8 has none.
  function codeAt(text, at) {
    const code = codePointAt(text, at);
    return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
  }
  const sizeOf = (code) => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);

  function utf8Length(text) {
    let length = 0;
    for (let i = 0; i < text.length; ) {
      const code = codeAt(text, i);
      length += sizeOf(code);
      i += code > 0xffff ? 2 : 1;
    }
    return length;
  }

  function write(text, bytes) {
    let at = 0;
    let read = 0;
    const room = lengthOf(bytes);
    while (read < text.length) {
      const code = codeAt(text, read);
      const size = sizeOf(code);
      if (at + size > room) break;
      if (size === 1) bytes[at] = code;
      else {
        bytes[at] = [0, 0, 0xc0, 0xe0, 0xf0][size] | (code >> (6 * (size - 1)));
        for (let i = 1; i < size; i++) bytes[at + i] = 0x80 | ((code >> (6 * (size - 1 - i))) & 0x3f);
      }
      at += size;
      read += code > 0xffff ? 2 : 1;
    }
    return { read, written: at };
  }

  const LABEL = /^\s*(utf-?8|unicode-1-1-utf-8)\s*$/i;

  class TextDecoder {
    #fatal;
    #ignoreBom;
    constructor(label = 'utf-8', options = undefined) {
      // Own options alone: with a prototype they would be what the script puts there.
      const { fatal = false, ignoreBOM = false } = { __proto__: null, ...options };
      if (exec(LABEL, `${label}`) === null) throw new RangeError(`The "${label}" encoding is not supported`);
      this.#fatal = !!fatal;
      this.#ignoreBom = !!ignoreBOM;
    }
    get encoding() { return 'utf-8'; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBom; }
    decode(input = new Bytes()) {
      const view = isView(input) ? new Bytes(input.buffer, input.byteOffset, input.byteLength) : new Bytes(input);
      const length = lengthOf(view);
      let out = '';
      let units = [];
      const bad = () => {
        if (this.#fatal) throw new TypeError('The encoded data was not valid for encoding utf-8');
        push(units, 0xfffd);
      };
      for (let i = 0; i < length; ) {
        const first = view[i];
        let size = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
        if (size === 0) { bad(); i++; continue; }
        let code = size === 1 ? first : first & (0xff >> (size + 1));
        let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
        let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
        let at = 1;
        for (; at < size; at++) {
          const next = view[i + at];
          if (!(next >= low && next <= high)) break;
          code = (code << 6) | (next & 0x3f);
          low = 0x80;
          high = 0xbf;
        }
        if (at < size) { bad(); i += at; continue; }
        if (code === 0xfeff && i === 0 && !this.#ignoreBom) { i += size; continue; }
        if (code < 0x10000) push(units, code);
        else push(units, 0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
        i += size;
        if (units.length > 4096) { out += spread(fromCharCode, undefined, units); units = []; }
      }
      return out + spread(fromCharCode, undefined, units);
    }
  }
  return { TextEncoder, TextDecoder };
});
