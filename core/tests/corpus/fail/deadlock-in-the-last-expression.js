//! title: the last expression is a promise that never settles
//! error: DEADLOCK
const never = new Promise((resolve) => { if (context.tenant !== 'acme') resolve(1); });
never.then((value) => value + 1);
