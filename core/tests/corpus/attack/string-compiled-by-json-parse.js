//! title: string compiled by json parse
//! value: "SyntaxError"
try { return JSON.parse('{"a": callTool("escaped", {})}') } catch (error) { return error.name }
