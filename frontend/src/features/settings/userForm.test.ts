import { expect, test } from 'vitest'

import { emptyUser, madeUpPassword, problemsOfUser, SHORTEST_PASSWORD } from './userForm'

const user = (changes = {}) => ({
  ...emptyUser(),
  name: 'Ada',
  email: 'ada@example.org',
  password: 'a long enough passphrase',
  ...changes,
})

test('an empty form lacks a name, an address and a password', () => {
  expect(Object.keys(problemsOfUser(emptyUser()))).toEqual(['name', 'email', 'password'])
  expect(problemsOfUser(user())).toEqual({})
})

test.each([
  ['name', ' '],
  ['name', '<b>'],
  ['name', 'a'.repeat(101)],
  ['email', 'ada'],
  ['email', 'ada@'],
  ['email', 'ada @example.org'],
  ['password', 'a'.repeat(SHORTEST_PASSWORD - 1)],
  // Eleven characters, though more than eleven UTF-16 units.
  ['password', '🔑'.repeat(SHORTEST_PASSWORD - 1)],
])('%s must not be %j', (field, text) => {
  expect(Object.keys(problemsOfUser(user({ [field]: text })))).toEqual([field])
})

test('a password that is made up is long enough and another each time', () => {
  const made = Array.from({ length: 50 }, madeUpPassword)
  expect(new Set(made).size).toBe(made.length)
  for (const password of made) {
    expect(password).toMatch(/^(\w{5}-){3}\w{5}$/)
    expect(password).not.toMatch(/[l1O0]/)
  }
})
