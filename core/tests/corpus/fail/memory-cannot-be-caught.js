//! title: catch does not see that memory ran out
//! error: MEMORY_LIMIT_EXCEEDED
//! console: []
const rows = new Map();
try {
  for (let i = 0; i < 900000; i++) rows.set(`key ${i}`, { id: i, tags: ['a', 'b', `t${i}`] });
} catch (error) {
  console.log('caught');
}
return rows.size;
