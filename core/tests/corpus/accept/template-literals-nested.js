//! title: templates in templates with conditions and joins
//! value: ["Inactive (3):\n  - #4 Edsger Dijkstra\n  - #8 Tony Hoare [logic]\n  - #12 Ken Thompson [unix]\nend\n","a1,2,3b[object Object]cnulldundefinedefSymbol(s)","linecontinued","A😀\t$1"]
const users = await tools.users.list({ active: false });
const report = `Inactive (${users.length}):
${users.map(({ id, name, tags }) => `  - #${id} ${name}${tags.length ? ` [${tags.map((t) => `${t}`).join(`, `)}]` : ''}`).join('\n')}
${`${`${'end'}`}`}
`;
return [report, `a${[1, [2, 3]]}b${{}}c${null}d${undefined}e${[]}f${Symbol('s').toString()}`, `line\
continued`, `\x41\u{1F600}\t$${1}`];
