//! title: text wrapped, justified and centred
//! value: [["Ownership, borrowing","and lifetimes","explained by example","for everyone"],["Ownership, borrowing","and        lifetimes","explained by example","for         everyone"],"   mid   ",20]
const wrap = (text, width) => text.split(' ').reduce((lines, word) => { const last = lines[lines.length - 1]; if (last && (last + ' ' + word).length <= width) lines[lines.length - 1] = last + ' ' + word; else lines.push(word); return lines; }, []);
const center = (t, w) => t.padStart(Math.floor((w + t.length) / 2)).padEnd(w);
const justify = (line, w) => { const words = line.split(' '); if (words.length === 1) return line; let gaps = w - words.join('').length; return words.map((x, i) => { if (i === words.length - 1) return x; const pad = Math.ceil(gaps / (words.length - 1 - i)); gaps -= pad; return x + ' '.repeat(pad); }).join(''); };
const lines = wrap('Ownership, borrowing and lifetimes explained by example for everyone', 20);
return [lines, lines.map((l) => justify(l, 20)), center('mid', 9), Math.max(...lines.map((l) => l.length))];
