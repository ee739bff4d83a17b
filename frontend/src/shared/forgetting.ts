const forgetters: (() => void)[] = []

/** What is kept between pages is forgotten when its user signs out. */
export function onForget(forget: () => void): void {
  forgetters.push(forget)
}

export function forgetAll(): void {
  forgetters.forEach((forget) => {
    forget()
  })
}
