//! title: tools by proto name
//! value: ["TOOL_NOT_FOUND", "TOOL_NOT_FOUND", "TOOL_NOT_FOUND"]
const { k } = await callTool('echo', { k: ['__proto__', 'constructor', 'hasOwnProperty'] })
return await Promise.all(k.map((name) => callTool(name, {}).catch((error) => error.code)))
