/** Stands in for the browser's in tests, which have no sizes to tell of. */
export class IdleResizeObserver {
  observe = (): void => undefined
  disconnect = (): void => undefined
}
