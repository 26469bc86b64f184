//! title: arguments changed after the call
//! calls: [["echo", {"list": [1], "o": {"a": 1}}], ["echo", {"list": ["late"], "o": {"a": "late"}}]]
//! value: [{"list": [1], "o": {"a": 1}}, {"list": ["late"], "o": {"a": "late"}}]
const args = { list: [1], o: { a: 1 } }
const first = callTool('echo', args)
args.list[0] = 'late'
args.o.a = 'late'
return [await first, await tools.echo(args)]
