//! title: tools by inherited names
//! value: "TOOL_NOT_FOUND"
const { k } = await callTool('echo', { k: 'toString' })
return await callTool(k, {}).catch((error) => error.code)
