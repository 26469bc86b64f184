/** Values on their way from a script: JSON, in which an array that begins with `'\0'` is what JSON lacks. */

/** Gives a parsed value back what JSON lacks; needed only where the library says that something is escaped. */
export function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value[0] === '\0' ? unescape(value) : value.map(revive);
  }
  const object = value as Record<string, unknown>;
  for (const key of Object.keys(object)) {
    object[key] = revive(object[key]);
  }
  return object;
}

/** An escape is `['\0', kind, content]`; the library writes no other array that begins so. */
function unescape([, kind, content]: readonly unknown[]): unknown {
  switch (kind) {
    case 'f':
      return Number(content);
    case 'n':
      return BigInt(content as string);
    case 'd':
      return new Date(revive(content) as number);
    case 'b':
      return new Uint8Array(Buffer.from(content as string, 'base64'));
    case 'a':
      return (content as unknown[]).map(revive);
    default:
      return undefined;
  }
}
