//! title: an INI text read line by line
//! value: {"result":{"name":"demo","server":{"port":8080,"hosts":["a","b","c"],"tls":{"on":true}}},"errors":["line 8: bad line"]}
const text = `; settings
name = demo
[server]
port=8080
hosts = a, b ,c
[server.tls]
on = yes
bad line
`;
const coerce = (v) => (/^\d+$/.test(v) ? +v : /^(yes|true)$/i.test(v) ? true : v.includes(',') ? v.split(',').map((s) => s.trim()) : v);
const result = {}, errors = [];
let section = result;
text.split('\n').forEach((raw, i) => {
  const line = raw.trim();
  if (!line || line.startsWith(';')) return;
  const head = /^\[(.+)\]$/.exec(line);
  if (head) { section = head[1].split('.').reduce((o, k) => (o[k] ??= {}), result); return; }
  const eq = line.indexOf('=');
  if (eq < 0) { errors.push(`line ${i + 1}: ${line}`); return; }
  section[line.slice(0, eq).trim()] = coerce(line.slice(eq + 1).trim());
});
return { result, errors };
