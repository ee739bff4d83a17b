import { ApiError, inWords, messageOf } from '../../shared/api/apiError'

/** What a refused sign-in means for the person who tried it. */
export function signInMessage(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return messageOf(error)
  }
  switch (error.status) {
    case 0:
      return 'The platform does not answer. Check the connection and try again.'
    case 400:
      return 'Give an e-mail address and a password.'
    case 401:
      return 'E-mail address or password is wrong.'
    case 403:
      return 'This page was opened under an address that may not sign in. Open it under the platform’s public address.'
    case 429:
      return `Too many failed attempts. Try again ${inWords(error.retryAfterSeconds)}.`
    default:
      return messageOf(error)
  }
}
