//! title: normalize of ordinary text is the engine's
//! value: ["caf\u00e9", 5, "\ufb01 \u00c5", "fi \u00c5", "\uac00", 2, "RangeError", 34]
const marks = 'e' + '\u0301\u0323'.repeat(16)
let failed
try { 'a'.normalize('NFX') } catch (error) { failed = error.name }
return ['cafe\u0301'.normalize(), 'caf\u00e9'.normalize('NFD').length, '\ufb01 \u212b'.normalize('NFC'),
  '\ufb01 \u212b'.normalize('NFKC'), '\u1100\u1161'.normalize(), '\uac00'.normalize('NFD').length, failed,
  (marks + 'x').normalize('NFD').length]
