//! title: named groups in match, replace and backreferences
//! value: [[{"date":"2024-03-05","level":"ERROR","source":"db","text":"timeout after 30s","index":0},{"date":"2024-03-06","level":"WARN","source":"api","text":"slow: 2s","index":40}],"05.03.2024","ba","\"it's\"",["aa","bb"],true]
const log = '2024-03-05 ERROR [db] timeout after 30s\n2024-03-06 WARN [api] slow: 2s';
const line = /^(?<date>\d{4}-\d\d-\d\d) (?<level>[A-Z]+) \[(?<source>\w+)\] (?<text>.*)$/gm;
const entries = [...log.matchAll(line)].map(({ groups, index }) => ({ ...groups, index }));
const swapped = '2024-03-05'.replace(/(?<y>\d+)-(?<m>\d+)-(?<d>\d+)/, '$<d>.$<m>.$<y>');
const upper = 'a-b'.replace(/(?<l>\w)-(?<r>\w)/, (...args) => { const g = args.at(-1); return g.r + g.l; });
return [entries, swapped, upper, /(?<q>['"]).*?\k<q>/.exec(`say "it's" now`)[0], 'aa bb ab'.match(/\b(\w)\1\b/g), 'x'.match(/(?<none>y)?x/).groups.none === undefined];
