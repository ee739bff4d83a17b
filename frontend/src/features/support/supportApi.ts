import { answerOf, api, type Chat } from '../../shared/api/api'

export type Conversation = Chat['schemas']['ConversationAnswer']
export type ConversationPage = Chat['schemas']['PageConversationAnswer']
export type Message = Chat['schemas']['MessageAnswer']
export type Person = Chat['schemas']['Person']
export type Engineer = Chat['schemas']['EngineerAnswer']
export type CannedReply = Chat['schemas']['CannedReply']

/** What a list has: open ones, those that an engineer looks after, closed ones. */
export type ListKind = 'open' | 'mine' | 'closed'

/** What a new conversation is about; a server and the time that its chart showed may come with it. */
export interface NewConversation {
  subject: string
  serverId?: string
  from?: string
  to?: string
}

const PAGE = 50

/** The one with the newest message first. */
export function listConversations(kind: ListKind, cursor?: string): Promise<ConversationPage> {
  return answerOf(
    api.GET('/api/v1/chat/conversations', {
      params: { query: { state: kind, limit: PAGE, ...(cursor && { cursor }) } },
    }),
  )
}

export function getConversation(id: string): Promise<Conversation> {
  return answerOf(api.GET('/api/v1/chat/conversations/{id}', { params: { path: { id } } }))
}

export function beginConversation(body: NewConversation): Promise<Conversation> {
  return answerOf(api.POST('/api/v1/chat/conversations', { body }))
}

/** Messages with a lower number, oldest first, the last of them; without a number the newest. */
export function messagesBefore(id: string, before: number | undefined): Promise<Message[]> {
  return messages(id, { limit: PAGE, ...(before !== undefined && { before }) })
}

/** Largest page that the platform answers. */
const MOST = 1000

/** All messages with a higher number, oldest first. */
export async function messagesAfter(id: string, after: number): Promise<Message[]> {
  const found: Message[] = []
  let page: Message[]
  do {
    page = await messages(id, { limit: MOST, after: found.at(-1)?.sequence ?? after })
    found.push(...page)
  } while (page.length === MOST)
  return found
}

async function messages(
  id: string,
  query: { limit: number; before?: number; after?: number },
): Promise<Message[]> {
  const path = '/api/v1/chat/conversations/{id}/messages'
  const { items } = await answerOf(api.GET(path, { params: { path: { id }, query } }))
  return items
}

/** Says something, once however often it is sent. */
export function postMessage(id: string, clientId: string, text: string): Promise<Message> {
  return answerOf(
    api.POST('/api/v1/chat/conversations/{id}/messages', {
      params: { path: { id } },
      body: { clientId, text },
    }),
  )
}

/** Refused (409) when it is older than five minutes. */
export function editMessage({ conversationId, sequence }: Message, text: string): Promise<Message> {
  return answerOf(
    api.PUT('/api/v1/chat/conversations/{id}/messages/{sequence}', {
      params: { path: { id: conversationId, sequence } },
      body: { text },
    }),
  )
}

/** Its place stays, its text goes; refused (409) when it is older than five minutes. */
export function withdrawMessage({ conversationId, sequence }: Message): Promise<Message> {
  return answerOf(
    api.DELETE('/api/v1/chat/conversations/{id}/messages/{sequence}', {
      params: { path: { id: conversationId, sequence } },
    }),
  )
}

export function postRead(id: string, upTo: number): Promise<Conversation> {
  return answerOf(
    api.POST('/api/v1/chat/conversations/{id}/read', {
      params: { path: { id } },
      body: { upTo },
    }),
  )
}

/** Takes it on, from whoever had it before. */
export function claim(id: string): Promise<Conversation> {
  return answerOf(api.POST('/api/v1/chat/conversations/{id}/claim', { params: { path: { id } } }))
}

/** Hands it over to another engineer. */
export function assign(id: string, engineerId: string): Promise<Conversation> {
  return answerOf(
    api.POST('/api/v1/chat/conversations/{id}/assign', {
      params: { path: { id } },
      body: { engineerId },
    }),
  )
}

export function close(id: string): Promise<Conversation> {
  return answerOf(api.POST('/api/v1/chat/conversations/{id}/close', { params: { path: { id } } }))
}

export function reopen(id: string): Promise<Conversation> {
  return answerOf(api.POST('/api/v1/chat/conversations/{id}/reopen', { params: { path: { id } } }))
}

/** Where a conversation is as a text file. */
export function exportAddress(id: string): string {
  return `/api/v1/chat/conversations/${encodeURIComponent(id)}/export`
}

/** Those who answered for support lately, and whether they are here now. */
export async function listEngineers(): Promise<Engineer[]> {
  return (await answerOf(api.GET('/api/v1/chat/engineers'))).items
}

export async function listCannedReplies(): Promise<CannedReply[]> {
  return (await answerOf(api.GET('/api/v1/chat/canned-replies'))).items
}

export interface CannedReplyForm {
  title: string
  text: string
}

export function addCannedReply(body: CannedReplyForm): Promise<CannedReply> {
  return answerOf(api.POST('/api/v1/chat/canned-replies', { body }))
}

export function changeCannedReply(id: string, body: CannedReplyForm): Promise<CannedReply> {
  return answerOf(api.PUT('/api/v1/chat/canned-replies/{id}', { params: { path: { id } }, body }))
}

export async function deleteCannedReply(id: string): Promise<void> {
  await api.DELETE('/api/v1/chat/canned-replies/{id}', { params: { path: { id } } })
}
