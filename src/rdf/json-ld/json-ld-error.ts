/** Why a document is no JSON-LD: thrown inside this folder, a value for everybody else. */

/** A violation of JSON-LD 1.1; `code` is one of the error codes of JSON-LD 1.1 API, section 9.6 (`JsonLdErrorCode`). */
export class JsonLdError extends Error {
  readonly code: string

  constructor(code: string, detail: string) {
    super(detail.length > 500 ? `${detail.slice(0, 500)}…` : detail)
    this.code = code
  }
}

/** A bound of this implementation was reached: the document is valid, but too much work. */
export class TooMuchWork extends Error {}

/** A context was asked for that the library does not have. */
export class UnknownContext extends JsonLdError {
  readonly url: string

  constructor(url: string) {
    super('loading remote context failed', `the context ${url} is not in the library`)
    this.url = url
  }
}

/** A value as it is shown in an error message. */
export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
