//! title: a web socket
//! finding: DISALLOWED_IDENTIFIER 1
const socket = new WebSocket('wss://example.com')
socket.onmessage = (event) => console.log(event.data)
return 'listening'
