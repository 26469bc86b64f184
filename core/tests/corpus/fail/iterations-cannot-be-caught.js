//! title: nothing of a script runs after a limit
//! error: MAX_ITERATIONS
//! console: ["before"]
console.log('before');
try {
  for (let i = 0; i >= 0; i++) { Math.sqrt(i); }
} catch (error) {
  console.log('caught', error.name);
} finally {
  console.log('finally');
}
return 'went on';
