/** Which of an `Enclave`'s tools fit what a model looks for. */

import { type Enclave, surroundingsOf } from '../enclave';

const MOST_HITS = 10;
const LONGEST_QUERY = 1_000;

/** A tool that was found, as the contract describes it. */
export interface FoundTool {
  readonly name: string;
  readonly description: string;
  readonly input_schema?: unknown;
  readonly output_schema?: unknown;
}

/** The tools whose name or description has most words of the query, best first; any of them for an empty query. */
export function searchTools(enclave: Enclave, query: string): readonly unknown[] {
  const words = new Set(wordsOf(query.slice(0, LONGEST_QUERY)));
  const own = (enclave as { searchTools?: (query: string) => readonly unknown[] }).searchTools;
  if (own !== undefined) {
    return own.call(enclave, query.slice(0, LONGEST_QUERY)).slice(0, MOST_HITS);
  }
  return [...surroundingsOf(enclave).tools]
    .map(([name, tool]) => described(tool.spec(name)))
    .map((tool) => ({ tool, score: scoreOf(tool, words) }))
    .filter(({ score }) => score > 0 || words.size === 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, MOST_HITS)
    .map(({ tool }) => tool);
}

/** A word in the name counts three times one in the description; a beginning of a word counts too. */
function scoreOf({ name, description }: FoundTool, words: ReadonlySet<string>): number {
  const [named, said] = [wordsOf(name), wordsOf(description)];
  let score = 0;
  for (const word of words) {
    score += 3 * Number(named.some((one) => fits(word, one))) + Number(said.some((one) => fits(word, one)));
  }
  return score;
}

function fits(word: string, other: string): boolean {
  return word === other || (word.length > 3 && other.startsWith(word)) || (other.length > 3 && word.startsWith(other));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function described({ name, description, input_schema, output_schema }: Record<string, unknown>): FoundTool {
  return {
    name: String(name),
    description: String(description),
    ...(input_schema === null ? {} : { input_schema }),
    ...(output_schema === null ? {} : { output_schema }),
  };
}
