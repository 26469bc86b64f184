//! title: Math.random is used without a wish for a value
//! value: [true,true,true,true]
const rolls = Array.from({ length: 200 }, () => 1 + Math.floor(Math.random() * 6));
const shuffled = [...Array(20).keys()];
for (let i = shuffled.length - 1; i > 0; i--) { const j = Math.floor(Math.random() * (i + 1)); [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]]; }
const id = Math.random().toString(36).slice(2, 8);
return [rolls.every((r) => r >= 1 && r <= 6), new Set(rolls).size > 2, shuffled.toSorted((a, b) => a - b).every((x, i) => x === i), /^[a-z0-9]{1,6}$/.test(id)];
