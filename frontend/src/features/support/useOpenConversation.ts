import { useRouter } from 'vue-router'

/** Shows a conversation, from wherever somebody is. */
export function useOpenConversation(): (id: string) => void {
  const router = useRouter()
  return (id) => {
    void router.push({ name: 'support', query: { conversation: id } })
  }
}
