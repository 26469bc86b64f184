//! title: realm by iframe
//! stopped: 1 DISALLOWED_IDENTIFIER
const frame = document.createElement('iframe')
return frame.contentWindow.eval("'ESCAPED'")
