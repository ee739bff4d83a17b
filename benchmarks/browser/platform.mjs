/** A call that has waited longer than this is given up. */
const PATIENCE_MILLIS = 60_000
/** A token lasts ten minutes. */
const TOKEN_LIFE_MILLIS = 8 * 60_000
/** Too busy, too many, not there for a moment. */
const PASSING = [429, 502, 503]

/** The platform over HTTP, as a script would use it. */
export class Platform {
  #token = ''
  #tokenEnds = 0

  constructor(url, credentials) {
    this.url = url
    this.credentials = credentials
  }

  async post(path, body) {
    if (Date.now() > this.#tokenEnds) {
      const answer = await this.#send('/api/v1/auth/token', {}, this.credentials)
      this.#token = answer.access_token
      this.#tokenEnds = Date.now() + TOKEN_LIFE_MILLIS
    }
    return this.#send(path, { Authorization: `Bearer ${this.#token}` }, body)
  }

  /** A key or a server that was made a moment ago may not be known yet: it is tried again. */
  async postReadings(key, readings) {
    const answer = await this.#send('/api/v1/readings', { 'X-API-Key': key }, readings, [400, 401])
    if (answer.rejected?.length > 0) {
      throw new Error(`readings were refused: ${answer.rejected[0].reason}`)
    }
  }

  async #send(path, headers, body, alsoPassing = []) {
    const end = Date.now() + PATIENCE_MILLIS
    for (;;) {
      const response = await fetch(this.url + path, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MILLIS),
      })
      const text = await response.text()
      if (response.ok) {
        return text === '' ? undefined : JSON.parse(text)
      }
      if (![...PASSING, ...alsoPassing].includes(response.status) || Date.now() > end) {
        throw new Error(`POST ${path}: ${response.status} ${text}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}
