//! title: a test instead of a script
//! finding: UNKNOWN_GLOBAL 2
//! finding: UNKNOWN_GLOBAL 3
const sum = (a, b) => a + b
test('adds', () => {
  expect(sum(1, 2)).toBe(3)
})
