//! title: abstract classes, parameter properties, modifiers and override
//! value: [{"name":"names","result":"Margaret Hamilton","left":2},{"name":"sum","result":3,"left":0},2,["name","retries","label"]]
abstract class Job<TInput, TOutput = string> {
  protected static created = 0;
  public constructor(protected readonly name: string, private retries: number = 1, public label?: string) { Job.created++; }
  protected abstract execute(input: TInput): Promise<TOutput>;
  async run(input: TInput): Promise<{ name: string; result: TOutput; left: number }> { return { name: this.name, result: await this.execute(input), left: this.retries - 1 }; }
  static get total(): number { return this.created; }
}
class NameJob extends Job<number> {
  declare label: string;
  private readonly cache: Map<number, string> = new Map<number, string>();
  constructor() { super('names', 3); }
  protected override async execute(id: number): Promise<string> {
    const hit = this.cache.get(id);
    return hit ?? (this.cache.set(id, (await tools.users.get({ id })).name), this.cache.get(id)!);
  }
}
class SumJob extends Job<number[], number> { protected async execute(xs: number[]) { return xs.reduce((a, b) => a + b, 0); } }
return [await new NameJob().run(11), await new SumJob('sum', 1, 'L').run([1, 2]), Job.total, Object.keys(new SumJob('s'))];
