//! title: wrapper source map comment
//! stopped: 4 EXECUTION_ERROR
throw new Error('mapped')
//# sourceMappingURL=data:application/json,{"version":3,"sources":["/etc/passwd"],"mappings":"AAAA","names":[]}
