//! title: the tool is chosen by a table at run time
//! value: [5,"Tony Hoare",{"x":[1,null]}]
//! calls: [["add",{"a":2,"b":3}],["users:get",{"id":8}],["echo",{"x":[1,null]}]]
const handlers = { sum: ['add', { a: 2, b: 3 }], who: ['users:get', { id: 8 }], back: ['echo', { x: [1, null] }] };
const answers = {};
for (const key in handlers) {
  const [tool, args] = handlers[key];
  answers[key] = await callTool(tool, args);
}
return [answers.sum.sum, answers.who.name, answers.back];
