//! title: an HTML table built with escapes
//! value: "<ul class=\"hits &#34;x&#34;\" hidden><li id=\"r0\">Rust ownership explained<b>&#60;it&#39;s&#62;</b></li><li id=\"r1\">QuickJS internals</li><li id=\"r2\">Sandboxing untrusted code</li><li id=\"r3\">Rust async in practice</li><li id=\"r4\">A history of compilers</li></ul>"
const esc = (v) => String(v).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const el = (tag, attrs, ...children) => {
  const a = Object.entries(attrs ?? {}).map(([k, v]) => (v === true ? ` ${k}` : v === false ? '' : ` ${k}="${esc(v)}"`)).join('');
  return `<${tag}${a}>${children.flat(Infinity).filter((c) => c !== null && c !== false).join('')}</${tag}>`;
};
const pages = await tools.search.web({ query: 'a' });
return el('ul', { class: 'hits "x"', hidden: true, off: false }, pages.map((p, i) => el('li', { id: `r${i}` }, esc(p.title), i === 0 && el('b', null, esc("<it's>")))));
