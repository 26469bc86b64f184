//! title: wrapper source url comment
//! value: "none"
const error = new Error('named')
if (/passwd/.test(error.stack)) return 'ESCAPED: the name of the file'
return 'none'
//# sourceURL=/etc/passwd
