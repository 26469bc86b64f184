//! title: a failure of a tool is caught and thrown again
//! error: TOOL_ERROR
//! name: ToolError
//! line: 2
try {
  await tools.fail({ message: 'first' });
} catch (error) {
  console.error('failed with', error.code);
  throw error;
}
