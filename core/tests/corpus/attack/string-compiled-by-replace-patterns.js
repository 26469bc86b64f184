//! title: string compiled by replace patterns
//! value: "abac${callTool}c"
return 'abc'.replace(/(?<own>b)/, '$<own>$`$\'${callTool}')
