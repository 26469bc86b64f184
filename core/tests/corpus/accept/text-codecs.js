//! title: text codecs
//! value: [{"$bytes":[104,195,169,226,130,172,240,159,152,128]},"€","hi","a%20b%26%C3%BC","ü"]
return [new TextEncoder().encode('hé€😀'),new TextDecoder().decode(new Uint8Array([226,130,172])),atob(btoa('hi')),encodeURIComponent('a b&ü'),decodeURIComponent('%C3%BC')]
