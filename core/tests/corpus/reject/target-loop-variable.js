//! title: parallel as the variable of a loop
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
const steps = [1, 2]
for (parallel of steps) {
  console.log('step')
}
return steps
