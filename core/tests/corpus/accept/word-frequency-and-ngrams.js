//! title: word frequencies, bigrams and readability
//! value: {"total":24,"unique":10,"top":[["it",4],["of",4],["the",4],["was",4],["age",2]],"common":[["it was",4],["was the",4]],"mean":3.417,"longest":"foolishness"}
const text = `It was the best of times, it was the worst of times; it was the age of wisdom... it was the age of foolishness!`;
const words = text.toLowerCase().match(/\b[a-z']+\b/g);
const freq = words.reduce((m, w) => (m[w] = (m[w] || 0) + 1, m), {});
const bigrams = words.slice(0, -1).map((w, i) => `${w} ${words[i + 1]}`);
const common = Object.entries(bigrams.reduce((m, b) => ({ ...m, [b]: (m[b] ?? 0) + 1 }), {})).filter(([, n]) => n > 2).sort(([a, x], [b, y]) => y - x || (a > b ? 1 : -1));
const top = Object.entries(freq).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 5);
return { total: words.length, unique: Object.keys(freq).length, top, common, mean: +(words.join('').length / words.length).toFixed(3), longest: words.reduce((a, b) => (b.length > a.length ? b : a)) };
