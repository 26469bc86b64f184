//! title: a line for each turn of a loop
//! error: CONSOLE_LIMIT_EXCEEDED
const { items } = await tools.page({ cursor: 0, size: 25 });
for (let round = 0; round < 100; round++) {
  for (const item of items) console.log(`round ${round}`, item);
}
return 'done';
