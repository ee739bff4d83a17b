import { computed, shallowRef, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { listIntensities, listSites, type Site, type SiteIntensity } from '../../shared/api/sites'
import { tell } from '../../shared/toasts'
import { useCheckedForm, type CheckedForm } from '../../shared/useCheckedForm'
import { formField, previewOf, problemsOf, type Preview, type ServerForm } from './serverForm'

export interface ServerFormState extends CheckedForm<ServerForm> {
  sites: Readonly<Ref<readonly Site[]>>
  site: Readonly<Ref<Site | undefined>>
  intensity: Readonly<Ref<SiteIntensity | undefined>>
  preview: Readonly<Ref<Preview | undefined>>
  fetchSites: () => Promise<void>
  takeSite: (added: Site) => void
}

/** The form of a server: what is typed, what is wrong with it and what a year of it would cost. */
export function useServerForm(begun: ServerForm): ServerFormState {
  const checked = useCheckedForm(begun, problemsOf, formField)
  const { form, problem } = checked
  const sites = shallowRef<Site[]>([])
  const intensities = shallowRef<SiteIntensity[]>([])

  const site = computed(() => sites.value.find(({ id }) => id === form.value.siteId))
  const intensity = computed(() =>
    intensities.value.find(({ siteId }) => siteId === form.value.siteId),
  )
  const preview = computed(() => previewOf(form.value, site.value, intensity.value))

  async function fetchSites(): Promise<void> {
    try {
      ;[sites.value, intensities.value] = await Promise.all([listSites(), listIntensities()])
      if (sites.value.length === 1 && form.value.siteId === '') {
        checked.presume({ siteId: sites.value[0]?.id ?? '' })
      }
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  function takeSite(added: Site): void {
    sites.value = [...sites.value, added]
    form.value.siteId = added.id
    tell(`Site ${added.name} made`)
    void fetchSites()
  }

  return { ...checked, sites, site, intensity, preview, fetchSites, takeSite }
}
