//! title: tagged templates that escape and dedent
//! value: ["<b title=\"&quot;x&quot;\">&lt;i&gt;&amp;&lt;/i&gt; 2</b>","first\n  second 3\nthird\\n",true,["a","b"],"\\u00e9\\${}",true]
const html = (strings, ...values) => strings.reduce((out, s, i) => out + s + (i < values.length ? String(values[i]).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]) : ''), '');
const dedent = (strings, ...values) => {
  const raw = String.raw({ raw: strings.raw }, ...values);
  const lines = raw.split('\n').slice(1, -1);
  const indent = Math.min(...lines.filter((l) => l.trim()).map((l) => l.match(/^ */)[0].length));
  return lines.map((l) => l.slice(indent)).join('\n');
};
const tag = (s) => s;
const same = () => tag`a${1}b`;
return [
  html`<b title="${'"x"'}">${'<i>&</i>'} ${1 + 1}</b>`,
  dedent`
    first
      second ${3}
    third\n
  `,
  same() === same(), same().raw, String.raw`\u00e9\${}`, tag`\unicode`[0] === undefined,
];
