//! title: safe eval cause import by async arrow
//! stopped: 1 NO_IMPORT
return await (async () => (await import('child_process')).execSync('id'))()
