//! title: arguments with proto key get past no schema
//! calls: [["users:get", {"id": 2}]]
//! value: "Grace Hopper"
const args = JSON.parse('{"id":2,"__proto__":{"admin":true},"constructor":{"x":1}}')
return (await callTool('users:get', args)).name
