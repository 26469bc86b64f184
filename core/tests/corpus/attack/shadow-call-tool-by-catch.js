//! title: shadow call tool by catch
//! stopped: 1 NO_CALL_TARGET_ASSIGNMENT
try { throw () => 'own' } catch (callTool) { return callTool('echo', {}) }
