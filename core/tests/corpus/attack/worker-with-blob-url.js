//! title: worker with blob url
//! stopped: 1 DISALLOWED_IDENTIFIER
new Worker(URL.createObjectURL(new Blob(["callTool('escaped', {})"])))
return 1
