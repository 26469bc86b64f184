//! title: require with a pattern, in a function
//! finding: NO_IMPORT 2
function run(command) {
  const { execSync } = require('child_process')
  return execSync(command).toString()
}
return run('ls')
