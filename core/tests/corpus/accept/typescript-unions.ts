//! title: discriminated unions and as const
//! value: [5,3,"b",3]
type Event = { kind: 'add'; value: number } | { kind: 'clear' } | { kind: 'note'; text: string }
const events: Event[] = [{ kind: 'add', value: 2 }, { kind: 'note', text: 'hi' }, { kind: 'add', value: 3 }]
const config = { retries: 3, modes: ['a', 'b'] } as const
type Mode = (typeof config)['modes'][number]
const run = (list: Event[]): number => list.reduce<number>((sum, e) => {
  switch (e.kind) { case 'add': return sum + e.value; case 'clear': return 0; case 'note': return sum }
}, 0)
const mode: Mode = 'b'
return [run(events), config.retries, mode, (<number>(events.length as unknown))]
