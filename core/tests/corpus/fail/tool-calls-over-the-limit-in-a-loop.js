//! title: a call for each of many numbers
//! error: MAX_TOOL_CALLS
let total = 0;
for (let i = 0; i < 150; i++) {
  try {
    const { sum } = await tools.add({ a: total, b: i });
    total = sum;
  } catch {
    break;
  }
}
return total;
