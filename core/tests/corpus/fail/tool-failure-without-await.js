//! title: a call that nobody awaits fails before the end
//! error: TOOL_ERROR
tools.fail({ message: 'unseen' });
const { sum } = await tools.add({ a: 1, b: 2 });
await sleep(5);
return sum;
