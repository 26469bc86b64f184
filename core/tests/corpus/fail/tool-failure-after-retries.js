//! title: retries end and the last failure leaves
//! error: TOOL_ERROR
//! calls: [["flaky",{"key":"x"}],["flaky",{"key":"x"}]]
let last;
for (let attempt = 0; attempt < 2; attempt++) {
  try {
    return await tools.flaky({ key: 'x' });
  } catch (error) {
    last = error;
  }
}
throw last;
