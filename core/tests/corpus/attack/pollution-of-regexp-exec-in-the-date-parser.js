//! title: pollution of regexp exec in the date parser
//! value: [1704067200000, 1704070800000, 1704067200000]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of](/a/)
const { exec } = proto
proto.exec = () => null
const seen = [Date.parse('2024-01-01T00:00:00Z'), Date.parse('2024-01-01T01:00:00Z'), Date.parse('2024-01-01')]
proto.exec = exec
return seen
