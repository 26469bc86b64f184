//! title: deadlock by a hostile thenable
//! stopped: 4 DEADLOCK
try { await { then() {} } } catch { return 'ESCAPED' } finally { callTool('escaped', {}) }
