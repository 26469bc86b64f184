//! title: a failure of a tool is wrapped and thrown
//! error: EXECUTION_ERROR
//! name: Error
//! line: 4
try {
  await tools.fail({ message: 'db is down' });
} catch (error) {
  throw new Error(`report failed: ${error.message}`, { cause: error });
}
