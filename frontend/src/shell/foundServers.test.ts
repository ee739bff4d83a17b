import { expect, test } from 'vitest'

import type { FleetRow } from '../shared/fleet/fleetRows'
import { foundServers } from './foundServers'

const row = (name: string, siteName = 'Oslo', rack = 'R1') =>
  ({ id: name, name, siteName, rack }) as FleetRow

const rows = [row('web-10'), row('my-web-1'), row('web-9'), row('web-1'), row('db', 'Web Hall', '')]

test.each([
  ['', []],
  ['WEB-1', ['web-1', 'web-10', 'my-web-1']],
  ['web', ['web-1', 'web-9', 'web-10', 'my-web-1', 'db']],
  ['oslo · r1', ['my-web-1', 'web-1', 'web-9', 'web-10']],
  ['mail', []],
])('"%s" finds %j', (search, found) => {
  expect(foundServers(rows, search).map(({ name }) => name)).toEqual(found)
})

test('of thousands only so many are offered as somebody looks through', () => {
  const many = Array.from({ length: 2000 }, (_, index) => row(`node-${index}`))
  const found = foundServers(many, 'node-1')
  expect(found).toHaveLength(50)
  expect(found.slice(0, 3).map(({ name }) => name)).toEqual(['node-1', 'node-10', 'node-11'])
})
