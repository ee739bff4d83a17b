const NO_HEARTBEATS = 'CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0'

/** Takes the place of the platform's live values in a page: it is told what this is given. */
export class StompFeed {
  #socket
  #subscriptions = new Map()
  #messages = 0

  async serve(page) {
    await page.routeWebSocket('**/ws/live', (socket) => {
      this.#socket = socket
      this.#subscriptions.clear()
      socket.onMessage((text) => this.#take(String(text)))
    })
  }

  /** Sends updates to whoever subscribed to their server, all in one message of the socket. */
  send(updates) {
    const frames = updates.flatMap((update) => {
      const destination = `/topic/servers.${update.serverId}`
      const subscription = this.#subscriptions.get(destination)
      return subscription === undefined ? [] : [this.#frame(subscription, destination, update)]
    })
    if (frames.length !== updates.length) {
      throw new Error(`the page listens to ${this.#subscriptions.size} destinations, not to all`)
    }
    this.#socket.send(frames.join(''))
  }

  #frame(subscription, destination, update) {
    const head = [
      'MESSAGE',
      `subscription:${subscription}`,
      `message-id:${++this.#messages}`,
      `destination:${destination}`,
    ]
    return `${head.join('\n')}\n\n${JSON.stringify(update)}\0`
  }

  #take(text) {
    const [command] = text.split('\n', 1)
    const header = (name) => new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1]
    if (command === 'CONNECT' || command === 'STOMP') {
      this.#socket.send(NO_HEARTBEATS)
    } else if (command === 'SUBSCRIBE') {
      this.#subscriptions.set(header('destination'), header('id'))
    }
  }
}
