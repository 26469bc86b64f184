//! title: a small Markdown reader
//! value: "<h1>Title</h1><p>Some <strong>bold</strong> &amp; <em>soft</em> <code>x&lt;y</code></p><ul><li>one <a href=\"https://e.org\">l</a></li><li>two</li></ul><p>end</p>"
const inline = (t) => t.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>').replace(/\*(.+?)\*/g, '<em>$1</em>').replace(/`([^`]+)`/g, '<code>$1</code>').replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>');
const render = (md) => {
  const out = [];
  let list = false;
  for (const line of md.split('\n')) {
    const item = line.match(/^[-*] (.*)/);
    if (list && !item) { out.push('</ul>'); list = false; }
    const heading = line.match(/^(#{1,6}) (.*)/);
    if (heading) out.push(`<h${heading[1].length}>${inline(heading[2])}</h${heading[1].length}>`);
    else if (item) { if (!list) { out.push('<ul>'); list = true; } out.push(`<li>${inline(item[1])}</li>`); }
    else if (line.trim()) out.push(`<p>${inline(line)}</p>`);
  }
  if (list) out.push('</ul>');
  return out.join('');
};
return render('# Title\n\nSome **bold** & *soft* `x<y`\n- one [l](https://e.org)\n- two\nend');
