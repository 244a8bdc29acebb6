namespace Plenum.Rooms;

/// <summary>Negotiation data, passed on without being read.</summary>
/// <param name="Content">Whatever the adapter understands; must not change any more.</param>
/// <param name="Bytes">About how large it is, for the bound of the event log.</param>
public readonly record struct SignalPayload(object Content, int Bytes);
