//! title: satisfies, as const, non-null and definite assignment
//! value: ["/users/7","/",2,"set",1,4,3]
const routes = { home: '/', user: '/users/:id' } as const satisfies Record<string, `/${string}`>;
type Route = keyof typeof routes;
const levels = ['low', 'mid', 'high'] as const;
type Level = (typeof levels)[number];
const rank = (l: Level): number => levels.indexOf(l);
let late!: string;
const init = (): void => { late = 'set'; };
init();
const fill = (r: Route, params: Record<string, string> = {}): string => routes[r].replace(/:(\w+)/g, (_: string, k: string) => params[k]!);
const maybe: string | undefined = ['x'].find((v): v is string => v === 'x');
return [fill('user', { id: '7' }), fill('home'), rank('high'), late, maybe!.length, (<number>(3 as unknown)) + 1, levels.length satisfies number];
