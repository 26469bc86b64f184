//! title: what a tool gave can be changed, and the next answer is fresh
//! value: [["math","changed"],"ADA LOVELACE",false,["math"],"Ada Lovelace",{"n":[1]}]
const first = await tools.users.get({ id: 1 });
first.tags.push('changed');
first.name = first.name.toUpperCase();
delete first.email;
const second = await tools.users.get({ id: 1 });
const args = { n: [1] };
const pending = tools.echo(args);
args.n.push(2);
const echoed = await pending;
return [first.tags, first.name, 'email' in first, second.tags, second.name, echoed];
