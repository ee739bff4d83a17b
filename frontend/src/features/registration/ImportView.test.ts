import { expect, test, vi } from 'vitest'
import { createApp, h } from 'vue'

import ImportView from './ImportView.vue'

type Emit = (event: string, chosen?: File) => void

const read = vi.hoisted(() => vi.fn())
const shown = vi.hoisted(() => ({ file: undefined as unknown, choose: (() => undefined) as Emit }))

vi.mock('./useImport', async () => {
  const { ref } = await import('vue')
  const none = { csv: ref(''), report: ref(), issued: ref([]), keysUnsaved: ref(false) }
  return { useImport: () => ({ ...none, problem: ref(''), busy: ref(false), read }) }
})
vi.mock('../../shared/useUnsaved', () => ({ useUnsaved: () => undefined }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VTextarea', () => ({ VTextarea: () => null }))
vi.mock('vuetify/components/VFileInput', () => {
  const VFileInput = ({ modelValue }: { modelValue: unknown }, { emit }: { emit: Emit }) => {
    shown.file = modelValue
    shown.choose = emit
    return null
  }
  return {
    VFileInput: Object.assign(VFileInput, {
      props: ['modelValue'],
      emits: ['update:modelValue'],
    }),
  }
})

test('a file is read, and its field then takes the same file once more', async () => {
  const app = createApp({ render: () => h(ImportView) })
  const failed = vi.fn()
  app.config.errorHandler = failed
  app.mount(document.createElement('div'))
  const file = new File(['name,site'], 'servers.csv')
  for (let times = 1; times <= 2; times++) {
    shown.choose('update:modelValue', file)
    await vi.waitFor(() => {
      expect(read).toHaveBeenCalledTimes(times)
      expect(shown.file).toBeNull()
    })
  }
  // As Vuetify says that the field was cleared.
  shown.choose('update:modelValue', undefined)
  await Promise.resolve()
  expect(failed).not.toHaveBeenCalled()
  expect(read).toHaveBeenCalledTimes(2)
  app.unmount()
})
