// What goes over the socket: docs/protocol.md §3 and §4.
import type { Commands, Hello, Ping } from './generated';

export type {
  ErrorCode,
  MeMessage,
  RefusalCode,
  ServerMessage,
  ViewMessage,
  Welcome,
} from './generated';

/** Every command by name, with its body. */
export type CommandBodies = Required<Commands>;
export type CommandName = keyof CommandBodies;

export interface Command<Name extends CommandName = CommandName> {
  id: string;
  name: Name;
  body: CommandBodies[Name];
}

export type ClientMessage = Hello | ({ type: 'command' } & Command) | Ping;
