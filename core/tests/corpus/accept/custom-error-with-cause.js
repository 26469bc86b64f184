//! title: an error class with a cause
//! value: [true,"SyncError","sync failed",true,"NO_SUCH_USER","SyncError: sync failed"]
class SyncError extends Error {
  constructor(message, options) { super(message, options); this.name = 'SyncError'; this.retriable = true }
}
async function sync() {
  try { await tools.fail({ message: 'no such user' }) }
  catch (error) { throw new SyncError('sync failed', { cause: error }) }
}
try { await sync() } catch (e) { return [e instanceof SyncError, e.name, e.message, e.retriable, e.cause.code, String(e)] }
