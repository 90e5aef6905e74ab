/** Where a customer can be reached (B12–B14). */
import { presenceNodes, type contactKinds, type PresenceNode } from '../entity/book.ts';

type ContactKind = (typeof contactKinds)[number];

/** The contact point that by itself shows a node. */
const shownBy: Partial<Record<ContactKind, PresenceNode>> = { phone: 'phone', wechat: 'wechat' };

/** What contact points show by themselves: a phone number, a WeChat id. */
export function shownNodes(contacts: readonly { kind: ContactKind }[]): PresenceNode[] {
  return inOrder(contacts.flatMap(({ kind }) => shownBy[kind] ?? []));
}

/** Marked nodes and those that contact points show. */
export function reachableOn(
  marked: readonly PresenceNode[],
  contacts: readonly { kind: ContactKind }[],
): PresenceNode[] {
  return inOrder([...marked, ...shownNodes(contacts)]);
}

/** One way to reach them and no other: a second one is worth getting (B13). */
export function isSingleChannel(nodes: readonly PresenceNode[]): boolean {
  return nodes.length === 1;
}

/** A lead counts with a phone number and a friend on WeChat or a follower of the 公众号 (B14). */
export function isCountedIn(nodes: readonly PresenceNode[]): boolean {
  return (
    nodes.includes('phone') &&
    ['wechat', 'wecom', 'official_account'].some((node) => nodes.includes(node as PresenceNode))
  );
}

/** The set with the node in it or not, in its order. */
export function withNode(marked: readonly PresenceNode[], node: PresenceNode, isOn: boolean): PresenceNode[] {
  return inOrder(isOn ? [...marked, node] : marked.filter((one) => one !== node));
}

function inOrder(nodes: readonly PresenceNode[]): PresenceNode[] {
  return presenceNodes.filter((node) => nodes.includes(node));
}
