namespace Plenum.Rtc.Ice.Turn;

/// <summary>A TURN server over UDP and what to say there.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="User">The user name of the long-term credentials.</param>
/// <param name="Password">Their password.</param>
public sealed record TurnServer(TransportAddress Address, string User, string Password);
