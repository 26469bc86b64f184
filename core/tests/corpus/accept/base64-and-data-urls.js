//! title: atob, btoa and base64 of UTF-8
//! value: ["aGVsbG8=","hello","aOKCrGxsbyDwn5iA","h€llo 😀","InvalidCharacterError","Pz8-Pn5-","hello","data:text/plain;base64,eA=="]
const toBase64 = (s) => btoa(String.fromCharCode(...new TextEncoder().encode(s)));
const fromBase64 = (b) => new TextDecoder().decode(Uint8Array.from(atob(b), (c) => c.charCodeAt(0)));
let bad;
try { btoa('€'); } catch (e) { bad = e.name; }
const url = (b) => b.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
return [btoa('hello'), atob('aGVsbG8='), toBase64('h€llo 😀'), fromBase64(toBase64('h€llo 😀')), bad, url(btoa('??>>~~')), atob(' aG Vs\nbG8 '), `data:text/plain;base64,${btoa('x')}`];
