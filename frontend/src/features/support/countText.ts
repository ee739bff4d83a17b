/** A count as a badge has room for it. */
export function countText(count: number): string {
  return count > 99 ? '99+' : String(count)
}
