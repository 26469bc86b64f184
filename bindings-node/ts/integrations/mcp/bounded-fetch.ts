/** A `fetch` for servers that are not trusted. */

/** The largest message that is taken from a server, as text or as one event of a stream. */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** `fetch` that reads no further than that; `onTooLarge` is told before the body fails. */
export function boundedFetch(onTooLarge: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null) {
      return response;
    }
    const isStream = (response.headers.get('content-type') ?? '').toLowerCase().startsWith('text/event-stream');
    const bounded = response.body.pipeThrough(isStream ? eventBound(onTooLarge) : bodyBound(onTooLarge));
    return new Response(bounded, response);
  };
}

function bodyBound(onTooLarge: () => void): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return bound(onTooLarge, (chunk) => (size += chunk.byteLength));
}

/** Events end with an empty line; the bytes of each are counted from 0. */
function eventBound(onTooLarge: () => void): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  let isLineEmpty = true;
  return bound(onTooLarge, (chunk) => {
    let largest = 0;
    for (const byte of chunk) {
      size += 1;
      if (byte === NEWLINE) {
        largest = Math.max(largest, size);
        size = isLineEmpty ? 0 : size;
        isLineEmpty = true;
      } else if (byte !== CARRIAGE_RETURN) {
        isLineEmpty = false;
      }
    }
    return Math.max(largest, size);
  });
}

function bound(onTooLarge: () => void, sizeWith: (chunk: Uint8Array) => number): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      if (sizeWith(chunk) > MAX_MESSAGE_BYTES) {
        controller.error(new RangeError(`a message has more than ${MAX_MESSAGE_BYTES} bytes`));
        onTooLarge();
      } else {
        controller.enqueue(chunk);
      }
    },
  });
}
