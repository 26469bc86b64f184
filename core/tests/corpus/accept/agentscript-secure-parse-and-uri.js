//! title: parseInt, parseFloat and URI functions, in agentscript at secure
//! value: [[[12,12],[3,3.75],"none"],"q=a%26b%20%C3%BC","q=a&b ü",false]
//! language: agentscript
//! level: secure
const values = ['12px', '3.75kg', 'x'];
const parsed = values.map((v) => [parseInt(v, 10), parseFloat(v)]);
const query = `q=${encodeURIComponent('a&b ü')}`;
return [parsed.map(([a, b]) => (isNaN(a) ? 'none' : [a, b])), query, decodeURIComponent(query), isFinite(1 / 0)];
