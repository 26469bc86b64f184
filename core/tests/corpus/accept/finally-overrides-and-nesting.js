//! title: finally with returns, breaks and rethrown errors
//! value: [3,"finally wins","c",["outer","inner"],["cleanup","inner","a-try","a-finally",1,"f1","f2",3]]
const log = [];
function a() { try { return log.push('a-try'); } finally { log.push('a-finally'); } }
function b() { try { throw new Error('lost'); } finally { return 'finally wins'; } }
function c() { for (const x of [1, 2, 3]) { try { if (x === 2) continue; log.push(x); } finally { if (x === 3) break; log.push(`f${x}`); } } return 'c'; }
function d() { try { try { throw new Error('inner'); } finally { log.push('cleanup'); } } catch (e) { log.push(e.message); throw new Error('outer', { cause: e }); } }
let d2;
try { d(); } catch ({ message, cause: { message: inner } }) { d2 = [message, inner]; }
return [a(), b(), c(), d2, log];
