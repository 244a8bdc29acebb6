namespace Plenum.Protocol;

/// <summary>The answer to <see cref="ServerMessage.Ping"/>; any other message proves life as well.</summary>
public sealed record Pong : ClientMessage;
