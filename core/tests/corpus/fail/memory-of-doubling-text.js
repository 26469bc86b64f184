//! title: a text doubles until memory is used up
//! error: MEMORY_LIMIT_EXCEEDED
let text = 'row;';
const kept = [];
for (let i = 0; i < 40; i++) {
  text += text + i;
  kept.push(text.split('').join(''));
}
return kept.length;
