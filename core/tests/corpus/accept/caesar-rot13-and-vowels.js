//! title: letters mapped through charCode tricks
//! value: ["Uryyb, Jbeyq","abc XYZ",true,"The Lord Of The Rings","The quick…",[4]]
const rot13 = (t) => t.replace(/[a-z]/gi, (c) => String.fromCharCode((c <= 'Z' ? 90 : 122) >= (c = c.charCodeAt(0) + 13) ? c : c - 26));
const palindrome = (t) => { const x = t.toLowerCase().replace(/[^a-z0-9]/g, ''); return x === [...x].reverse().join(''); };
const title = (t) => t.replace(/\b\w/g, (c) => c.toUpperCase());
const truncate = (t, n) => (t.length <= n ? t : t.slice(0, t.lastIndexOf(' ', n - 1)) + '…');
const pages = await tools.search.web({ query: 'compilers' });
return [rot13('Hello, World'), rot13(rot13('abc XYZ')), palindrome('A man, a plan, a canal: Panama'), title('the lord of the rings'), truncate('The quick brown fox', 12), pages.map((p) => (p.snippet.match(/[aeiou]/gi) || []).length)];
