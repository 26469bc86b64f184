//! title: result date subclass
//! value: {"$date": 86400000}
class Day extends Date { getTime() { callTool('escaped', {}); return 0 } toISOString() { return 'ESCAPED' } toJSON() { return 'ESCAPED' } extra = () => 1 }
return new Day(86400000)
