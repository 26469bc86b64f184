//! title: lodash cause zip object deep
//! stopped: 4 EXECUTION_ERROR
const put = (o, path, v) => { const [head, ...rest] = path; if (rest.length) put(o[head] ??= {}, rest, v); else o[head] = v; return o }
put({}, ['__proto__', 'polluted'], 'yes')
return ({}).polluted
