//! title: timers left behind do not run
//! value: "done"
setTimeout(() => callTool('escaped', {}), 50)
setInterval(() => callTool('escaped', {}), 60)
sleep(70).then(() => callTool('escaped', {}))
return 'done'
