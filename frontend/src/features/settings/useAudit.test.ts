import { beforeEach, expect, test, vi } from 'vitest'

import { changesOf, type Change, type ChangePage } from './auditApi'
import { useAudit } from './useAudit'

vi.mock('./auditApi')

const EVERYTHING = { action: '', actor: '', q: '' }
const SITES = { ...EVERYTHING, action: 'site' }
const page = (id: string, nextCursor: string | null): ChangePage => ({
  items: [{ id } as Change],
  nextCursor,
})

beforeEach(() => {
  vi.mocked(changesOf).mockReset()
})

test('a file has what was shown when it was asked for, whatever is shown meanwhile', async () => {
  const audit = useAudit()
  vi.mocked(changesOf).mockResolvedValueOnce(page('newest', null))
  await audit.begin(SITES)
  vi.mocked(changesOf).mockResolvedValueOnce(page('newest', 'older'))
  const file = audit.all()
  vi.mocked(changesOf).mockResolvedValue(page('oldest', null))
  await audit.begin(EVERYTHING)
  expect((await file).map(({ id }) => id)).toEqual(['newest', 'oldest'])
  expect(changesOf).toHaveBeenCalledWith(SITES, 'older', 1000)
})
