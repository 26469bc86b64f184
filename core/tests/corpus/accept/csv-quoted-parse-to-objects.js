//! title: CSV with quotes, commas and line breaks into objects
//! value: [{"id":"1","name":"Doe, Jane","note":"said \"hi\""},{"id":"2","name":"Bob","note":"two\nlines"},{"id":"3","name":"","note":""}]
function parseCsv(text) {
  const rows = [[]];
  let field = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { field += '"'; i++; }
      else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') { rows.at(-1).push(field); field = ''; }
    else if (c === '\n') { rows.at(-1).push(field); field = ''; rows.push([]); }
    else if (c !== '\r') field += c;
  }
  rows.at(-1).push(field);
  const [header, ...body] = rows;
  return body.filter((r) => r.length > 1).map((r) => Object.fromEntries(header.map((h, i) => [h, r[i]])));
}
return parseCsv('id,name,note\r\n1,"Doe, Jane","said ""hi"""\r\n2,Bob,"two\nlines"\r\n3,,\r\n');
