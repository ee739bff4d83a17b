import { expect, test } from 'vitest'

import { partsOf } from './links'

test.each([
  ['no address here', []],
  ['see https://example.org/a?b=1#c.', ['https://example.org/a?b=1#c']],
  ['(http://example.org)', ['http://example.org']],
  ['https://example.org/a_(b), and more', ['https://example.org/a_(b)']],
  ['both https://a.example and http://b.example!', ['https://a.example', 'http://b.example']],
  ['HTTPS://EXAMPLE.ORG', ['HTTPS://EXAMPLE.ORG']],
  ['javascript:alert(1) data:text/html,x ftp://example.org file:///etc/passwd', []],
  ['https://bank.example@evil.example/', []],
  ['https://', []],
  ['<img src=x onerror=alert(1)>', []],
])('the links of %j are %j', (text, wanted) => {
  const parts = partsOf(text)
  expect(parts.filter(({ href }) => href).map((part) => part.text)).toEqual(wanted)
  // Nothing is lost or changed on the way.
  expect(parts.map((part) => part.text).join('')).toBe(text)
})

test('a link leads where it says, and breaks out of nothing', () => {
  const [, link] = partsOf('look: https://example.org/"onmouseover="x')
  expect(link).toEqual({ text: 'https://example.org/', href: 'https://example.org/' })
})
