//! title: a constant is assigned to in a loop
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 4
const cursor = 0;
for (let i = 0; i < 3; i++) {
  const { next } = await tools.page({ cursor, size: 5 });
  cursor = next;
}
return cursor;
