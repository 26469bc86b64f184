//! title: bind with partial arguments
//! value: [[1,2],["> info: a","> info: b","! warn: c"],20,[1,2,3,{"$undefined":true}],[{"$undefined":true},4,5,6],[2,7,8,{"$undefined":true}],"bound log",2]
const logger = {
  prefix: '>',
  lines: [],
  log(level, text) { this.lines.push(`${this.prefix} ${level}: ${text}`); return this.lines.length; },
};
const info = logger.log.bind(logger, 'info');
const warn = logger.log.bind({ prefix: '!', lines: logger.lines }, 'warn');
const counts = ['a', 'b'].map((t) => info(t));
warn('c');
const max = Math.max.bind(null, 10);
function add(a, b, c) { return [this?.base, a, b, c]; }
return [counts, logger.lines, max(3, 20), add.call({ base: 1 }, 2, 3), add.apply(null, [4, 5, 6]), add.bind({ base: 2 }, 7)(8), info.name, add.bind(null, 1).length];
