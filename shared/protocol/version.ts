/** The version of the messages between desktop and server. Raised when an old side would misread a new message. */
export const protocolVersion = 1;
/** The oldest desktop this server still serves. */
export const oldestProtocolVersion = 1;
export const protocolHeader = 'rapport-protocol';
