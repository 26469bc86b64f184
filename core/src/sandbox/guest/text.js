// `TextEncoder` and `TextDecoder` for UTF-8.
(function () {
  'use strict';
  class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(input = '') {
      const text = `${input}`;
      const bytes = new Uint8Array(utf8Length(text));
      write(text, bytes);
      return bytes;
    }
    encodeInto(source, target) {
      const text = `${source}`;
      const { read, written } = write(text, target);
      return { read, written };
    }
  }

  function utf8Length(text) {
    let length = 0;
    for (const char of text) {
      const code = char.codePointAt(0);
      length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    return length;
  }

  function write(text, bytes) {
    let at = 0;
    let read = 0;
    for (const char of text) {
      let code = char.codePointAt(0);
      if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (at + size > bytes.length) break;
      if (size === 1) bytes[at] = code;
      else {
        bytes[at] = [0, 0, 0xc0, 0xe0, 0xf0][size] | (code >> (6 * (size - 1)));
        for (let i = 1; i < size; i++) bytes[at + i] = 0x80 | ((code >> (6 * (size - 1 - i))) & 0x3f);
      }
      at += size;
      read += char.length;
    }
    return { read, written: at };
  }

  class TextDecoder {
    #fatal;
    #ignoreBom;
    constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = { __proto__: null }) {
      if (!/^\s*(utf-?8|unicode-1-1-utf-8)\s*$/i.test(label)) throw new RangeError(`The "${label}" encoding is not supported`);
      this.#fatal = fatal;
      this.#ignoreBom = ignoreBOM;
    }
    get encoding() { return 'utf-8'; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBom; }
    decode(input = new Uint8Array()) {
      const view = ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input);
      const parts = [];
      let units = [];
      const bad = () => {
        if (this.#fatal) throw new TypeError('The encoded data was not valid for encoding utf-8');
        units.push(0xfffd);
      };
      for (let i = 0; i < view.length; ) {
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
        if (code < 0x10000) units.push(code);
        else units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
        i += size;
        if (units.length > 4096) { parts.push(String.fromCharCode(...units)); units = []; }
      }
      parts.push(String.fromCharCode(...units));
      return parts.join('');
    }
  }
  return { TextEncoder, TextDecoder };
});
