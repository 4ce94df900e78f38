import type { FastifyError } from 'fastify';

/** The answer to a request that did not get as far as the graph, in the form of the graph's own answers. */
export interface RequestErrorAnswer {
  readonly status: number;
  readonly body: { readonly errors: readonly [{ readonly message: string; readonly extensions: object }] };
}

// Fastify's own texts quote the body, and a client that logs them may log a password.
const sentences: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The content type of a request is application/json.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body of the request is empty.',
};

/** What a request is told that Fastify refused, or that failed on the way. */
export function toRequestErrorAnswer(error: FastifyError, maxBodyBytes: number): RequestErrorAnswer {
  const { statusCode = 500, code } = error;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const message = `The body of the request has more than ${maxBodyBytes} bytes.`;
    return answer(413, message, { code: 'BODY_LIMIT_EXCEEDED', limit: 'bodyBytes', max: maxBodyBytes });
  }
  if (statusCode >= 400 && statusCode < 500) {
    return answer(statusCode, sentences[code] ?? 'The request cannot be read: its body is a JSON object.', {
      code: 'BAD_REQUEST',
    });
  }
  return answer(500, 'Something went wrong inside Accord. It has been logged under the request id.', {
    code: 'INTERNAL',
  });
}

function answer(status: number, message: string, extensions: object): RequestErrorAnswer {
  return { status, body: { errors: [{ message, extensions }] } };
}
