//! title: eval in a fenced script, the fence counts as a line
//! finding: NO_EVAL 3
```javascript
const expression = '2 ** 10'
const answer = eval(expression)
return answer
```
